package io.mjrouter.examples.quickstart;

import java.io.PrintStream;

/**
 * Watches for Ctrl-C while something may have been bought, and then says what the host goes on
 * with. Ends with {@link #close()}, after which nothing is said any more.
 */
interface Interruption extends AutoCloseable {

  @Override
  void close();

  /** Begins to watch. */
  @FunctionalInterface
  interface Watch {
    Interruption begin(Purchase purchase);
  }

  /** Watches this process. */
  static Watch ofProcess(PrintStream err) {
    return purchase -> {
      Thread hook = new Thread(() -> say(purchase, err), "interrupted");
      Runtime.getRuntime().addShutdownHook(hook);
      return () -> {
        try {
          Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
          // The process is ending already, and the hook speaks.
        }
      };
    };
  }

  /** One line on a new line, where something may be lost; otherwise nothing. */
  static void say(Purchase purchase, PrintStream err) {
    if (purchase.isOpen()) {
      err.println();
      err.println(
          "quickstart: Interrupted. " + purchase.sentence() + " The host goes on without you.");
      err.flush();
    }
  }
}
