package io.mjrouter.examples.quickstart;

import io.mjrouter.error.ConfigurationException;
import io.mjrouter.error.HostUnavailableException;
import io.mjrouter.error.MediaUnavailableException;
import io.mjrouter.error.MjException;
import io.mjrouter.error.NoRouteException;
import io.mjrouter.error.SubmissionRefusedException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;

/**
 * The one line for a failure: what happened, what was bought, what to do.
 *
 * @param exitCode how the program ends
 * @param text without line breaks
 */
record FailureLine(ExitCode exitCode, String text) {

  /** The line for what was thrown. */
  static FailureLine of(Throwable failure, Purchase purchase) {
    if (failure instanceof QuickstartException ours) {
      return new FailureLine(ours.exitCode(), oneLine(text(ours)));
    }
    if (failure instanceof MjException theirs) {
      return of(theirs, purchase);
    }
    if (failure instanceof UncheckedIOException wrapped) {
      Throwable cause = wrapped.getCause() == null ? wrapped : wrapped.getCause();
      return line(purchase, files(cause), "Make room or choose another --out.");
    }
    return new FailureLine(
        ExitCode.BROKEN,
        oneLine(
            "This program failed: "
                + failure
                + ". "
                + purchase.sentence()
                + " --debug shows where; please report it."));
  }

  private static FailureLine of(MjException failure, Purchase purchase) {
    if (failure instanceof ConfigurationException) {
      return new FailureLine(
          ExitCode.USAGE, oneLine(sentence(text(failure)) + " " + purchase.sentence()));
    }
    if (failure instanceof NoRouteException || failure instanceof SubmissionRefusedException) {
      return line(purchase, text(failure), Answers.adviceWithoutAttempt(text(failure)));
    }
    if (failure instanceof MediaUnavailableException) {
      return failure.getCause() instanceof FileSystemException system
          ? line(purchase, files(system), "Make room; the host still has the picture.")
          : line(purchase, text(failure), "It can be fetched again at the host.");
    }
    if (failure instanceof HostUnavailableException) {
      return line(purchase, text(failure), "Try again later, or check the address.");
    }
    return line(purchase, text(failure), "");
  }

  private static FailureLine line(Purchase purchase, String what, String advice) {
    return new FailureLine(
        purchase.exitCode(), oneLine(sentence(what) + " " + purchase.sentence() + " " + advice));
  }

  private static String files(Throwable failure) {
    if (failure instanceof AccessDeniedException denied) {
      return "No permission to write " + denied.getFile();
    }
    if (failure instanceof FileSystemException system) {
      String reason = system.getReason() == null ? "cannot be written" : system.getReason();
      return system.getFile() + ": " + reason;
    }
    return text(failure);
  }

  private static String text(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
  }

  /** The text with a full stop at its end. */
  static String sentence(String text) {
    String trimmed = text.strip();
    return trimmed.matches("(?s).*[.!?]") ? trimmed : trimmed + ".";
  }

  /** The text in one line, without control characters. */
  static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", "; ").replaceAll("\\p{Cntrl}", " ");
  }
}
