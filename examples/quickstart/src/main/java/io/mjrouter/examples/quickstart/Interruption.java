package io.mjrouter.examples.quickstart;

import java.io.PrintStream;

/** Watches for Ctrl-C while something may have been bought, and says what the host goes on with. */
@FunctionalInterface
interface Interruption {

  /**
   * Begins to watch.
   *
   * @return ends the watch; nothing is said any more
   */
  Runnable watch(Purchase purchase);

  /** Of this process. */
  static Interruption ofProcess(PrintStream err) {
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

  /** One line of its own where something may be lost; otherwise nothing. */
  static void say(Purchase purchase, PrintStream err) {
    if (purchase.isOpen()) {
      err.println();
      err.println(
          "quickstart: Interrupted. " + purchase.sentence() + " The host goes on without you.");
      err.flush();
    }
  }
}
