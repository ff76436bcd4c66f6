package io.mjrouter.store;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Hands work to executors, which may have no thread for it just now, or end. */
public final class Work {

  private Work() {}

  /**
   * Begins work.
   *
   * @param otherwise is done here where it cannot be begun: puts back what was taken for it
   */
  public static void begin(Executor executor, Runnable work, Runnable otherwise) {
    try {
      executor.execute(work);
    } catch (RejectedExecutionException e) {
      otherwise.run();
    }
  }
}
