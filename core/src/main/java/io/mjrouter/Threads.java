package io.mjrouter;

import io.mjrouter.model.ProviderId;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Where the threads of one router come from; none of them keeps a process alive.
 *
 * <p>On JDK 24 and later, whose virtual threads may block anywhere, every call has one of its own.
 * On an older one each provider has a few threads, so that a slow host takes none from another.
 */
final class Threads implements AutoCloseable {

  private static final int FIRST_THAT_BLOCKS_ANYWHERE = 24;
  private static final String NAME = "mj-router";

  /** Enough for a look at tasks, a look at the account and a few that come from elsewhere. */
  private static final int FOR_EACH_PROVIDER = 4;

  private final boolean virtual;
  private final ExecutorService common;
  private final Map<ProviderId, ExecutorService> pools = new ConcurrentHashMap<>();

  private Threads(boolean virtual) {
    this.virtual = virtual;
    this.common = virtual ? virtualThreads() : Executors.newCachedThreadPool(platform());
  }

  /** Threads of the kind that suits this JDK. */
  static Threads create() {
    return new Threads(Runtime.version().feature() >= FIRST_THAT_BLOCKS_ANYWHERE);
  }

  /** Platform threads, whatever the JDK. */
  static Threads ofThePlatform() {
    return new Threads(false);
  }

  /** Runs what belongs to no provider, and what users hang on futures. */
  Executor common() {
    return refusing(common);
  }

  /** Runs calls to one provider. */
  Executor of(ProviderId provider) {
    return refusing(virtual ? common : pools.computeIfAbsent(provider, Threads::pool));
  }

  /** Where the machine has no thread left the work is refused, as it is after the end. */
  static Executor refusing(Executor executor) {
    return work -> {
      try {
        executor.execute(work);
      } catch (OutOfMemoryError e) {
        throw new RejectedExecutionException("no thread could be started", e);
      }
    };
  }

  /** Where no thread is to be had, or none any more, the work is done by whoever asks for it. */
  static Executor orHere(Executor executor) {
    return work -> {
      try {
        executor.execute(work);
      } catch (RejectedExecutionException e) {
        work.run();
      }
    };
  }

  /** Makes threads that live as long as the router. */
  static ThreadFactory platform() {
    return work -> thread(work, NAME);
  }

  private static ExecutorService pool(ProviderId provider) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            FOR_EACH_PROVIDER,
            FOR_EACH_PROVIDER,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> thread(work, NAME + "-" + provider));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private static Thread thread(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** By reflection, since the library is compiled for JDK 17. */
  private static ExecutorService virtualThreads() {
    try {
      Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
      Class<?> type = Class.forName("java.lang.Thread$Builder");
      Object named = type.getMethod("name", String.class).invoke(builder, NAME);
      Object factory = type.getMethod("factory").invoke(named);
      return (ExecutorService)
          Executors.class
              .getMethod("newThreadPerTaskExecutor", ThreadFactory.class)
              .invoke(null, factory);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("virtual threads cannot be made", cause(e));
    }
  }

  private static Throwable cause(ReflectiveOperationException e) {
    return e instanceof InvocationTargetException && e.getCause() != null ? e.getCause() : e;
  }

  /** Interrupts what runs, and runs nothing more. */
  @Override
  public void close() {
    List<ExecutorService> all = new ArrayList<>(pools.values());
    all.add(common);
    all.forEach(ExecutorService::shutdownNow);
  }
}
