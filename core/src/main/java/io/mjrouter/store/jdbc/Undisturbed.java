package io.mjrouter.store.jdbc;

import static java.util.Objects.requireNonNull;

import com.google.common.base.Throwables;
import com.google.common.util.concurrent.ThreadFactoryBuilder;
import com.google.common.util.concurrent.Uninterruptibles;
import io.mjrouter.error.StoreException;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Does work on threads that nobody else has, so that nobody interrupts them: an H2 that runs in
 * this process and is interrupted in its work closes its file, and cannot open it again as long as
 * the process lives.
 *
 * <p>Safe for use by many threads, which wait. Its own are daemons, as many as work at once, and
 * end by themselves.
 */
final class Undisturbed {

  private static final long IDLE_SECONDS = 5;

  private final Executor threads;

  Undisturbed() {
    this(
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            new ThreadFactoryBuilder()
                .setNameFormat("mj-router-store-%d")
                .setDaemon(true)
                .build()));
  }

  /** On threads of somebody else's, whom nobody interrupts either. */
  Undisturbed(Executor threads) {
    this.threads = threads;
  }

  /**
   * What the work returns or throws; whoever is interrupted meanwhile is so afterwards.
   *
   * @throws StoreException when the machine has no thread left: nothing was done
   */
  <T> T call(Callable<T> work) throws SQLException {
    FutureTask<T> task = new FutureTask<>(work);
    try {
      threads.execute(task);
    } catch (OutOfMemoryError e) {
      throw new StoreException("store: no thread could be started", e);
    }
    try {
      return requireNonNull(Uninterruptibles.getUninterruptibly(task), "result");
    } catch (ExecutionException e) {
      Throwable cause = requireNonNull(e.getCause(), "cause");
      Throwables.throwIfInstanceOf(cause, SQLException.class);
      Throwables.throwIfUnchecked(cause);
      throw new IllegalStateException(cause);
    }
  }
}
