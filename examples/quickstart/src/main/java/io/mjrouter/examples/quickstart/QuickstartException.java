package io.mjrouter.examples.quickstart;

import org.jspecify.annotations.Nullable;

/** Ends the program with one line and an exit code. */
final class QuickstartException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final ExitCode exitCode;

  QuickstartException(ExitCode exitCode, String line) {
    this(exitCode, line, null);
  }

  QuickstartException(ExitCode exitCode, String line, @Nullable Throwable cause) {
    super(line, cause);
    this.exitCode = exitCode;
  }

  ExitCode exitCode() {
    return exitCode;
  }
}
