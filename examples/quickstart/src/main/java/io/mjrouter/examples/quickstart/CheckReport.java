package io.mjrouter.examples.quickstart;

import io.mjrouter.ProviderCheck;
import io.mjrouter.ProviderCheck.Finding;
import io.mjrouter.ProviderCheck.Verdict;
import java.io.PrintStream;
import java.util.Locale;

/** Prints what a check found, line by line. */
final class CheckReport {

  private CheckReport() {}

  /**
   * Prints it.
   *
   * @throws QuickstartException when something failed, naming what
   */
  static void print(ProviderCheck check, PrintStream out) {
    line(out, "address", check.address());
    line(out, "key", check.key());
    line(out, "modes", check.modes());
    line(out, "balance", check.balance());
    if (!check.passed()) {
      throw new QuickstartException(
          ExitCode.NOTHING_BOUGHT,
          check.provider()
              + " cannot be used: "
              + FailureLine.sentence(firstFailure(check).line())
              + " Nothing was bought.");
    }
    out.println("Nothing was bought.");
  }

  private static Finding firstFailure(ProviderCheck check) {
    return check.address().verdict() == Verdict.FAILED
        ? check.address()
        : check.key().verdict() == Verdict.FAILED
            ? check.key()
            : check.modes().verdict() == Verdict.FAILED ? check.modes() : check.balance();
  }

  private static void line(PrintStream out, String what, Finding finding) {
    String verdict =
        switch (finding.verdict()) {
          case OK -> "ok";
          case FAILED -> "FAILED";
          case UNKNOWN -> "unknown";
        };
    out.printf(Locale.ROOT, "%-8s %-8s %s%n", what, verdict, FailureLine.oneLine(finding.line()));
  }
}
