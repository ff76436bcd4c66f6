package io.mjrouter.examples.quickstart;

import java.util.Arrays;
import java.util.Optional;

/** The program: reads the command line, does the job, and ends with a line and an exit code. */
public final class Quickstart {

  private Quickstart() {}

  /** Runs in this process; {@link Launcher} starts it. */
  public static void main(String[] args) {
    System.setProperty("java.awt.headless", "true");
    // Only failures of the library itself are news here; the program words everything else.
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", isDebug(args) ? "debug" : "error");
    System.exit(run(args, Surroundings.ofProcess()).number());
  }

  /** Runs once and says how it ended. */
  static ExitCode run(String[] args, Surroundings surroundings) {
    Purchase purchase = new Purchase();
    Runnable unwatch = surroundings.interruption().watch(purchase);
    try {
      Optional<Options> options = Options.parse(args, surroundings.out(), version());
      if (options.isPresent()) {
        new Job(options.get(), surroundings, purchase).run();
      }
      return ExitCode.OK;
    } catch (RuntimeException | Error e) {
      FailureLine line = FailureLine.of(e, purchase);
      surroundings.out().flush();
      surroundings.err().println("quickstart: " + line.text());
      if (isDebug(args)) {
        e.printStackTrace(surroundings.err());
      }
      return line.exitCode();
    } finally {
      unwatch.run();
    }
  }

  private static boolean isDebug(String[] args) {
    return Arrays.asList(args).contains("--debug");
  }

  private static String version() {
    return Optional.ofNullable(Quickstart.class.getPackage().getImplementationVersion())
        .orElse("(not packaged)");
  }
}
