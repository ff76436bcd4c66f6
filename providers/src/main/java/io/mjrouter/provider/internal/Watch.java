package io.mjrouter.provider.internal;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import io.mjrouter.model.TimeSource;
import io.mjrouter.provider.internal.ExchangeFailure.Kind;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends exchanges whose time is over or whose thread was interrupted.
 *
 * <p>No timeout of a blocking socket bounds a peer that sends a byte now and then, and no interrupt
 * reaches a thread that waits for one. So one daemon thread looks over the few exchanges under way
 * and cuts their connections. It sleeps, and soon ends, while there are none.
 */
final class Watch implements AutoCloseable {

  private static final long TICK_MILLIS = 20;

  private final TimeSource time;
  private final Set<Exchange> exchanges = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean ticking = new AtomicBoolean();
  private final ScheduledThreadPoolExecutor timer;
  private volatile boolean closed;

  Watch(TimeSource time, String name) {
    this(time, new ThreadFactoryBuilder().setDaemon(true).setNameFormat(name).build());
  }

  Watch(TimeSource time, ThreadFactory threads) {
    this.time = time;
    timer = new ScheduledThreadPoolExecutor(1, threads);
    timer.setKeepAliveTime(5, TimeUnit.SECONDS);
    timer.allowCoreThreadTimeOut(true);
  }

  /**
   * Watches an exchange that is about to begin.
   *
   * @throws RejectedExecutionException when the machine has no thread left to watch it
   */
  void add(Exchange exchange) {
    exchanges.add(exchange);
    if (closed) {
      exchange.end(Kind.CLOSED);
    } else if (ticking.compareAndSet(false, true)) {
      begin(exchange);
    }
  }

  private void begin(Exchange first) {
    try {
      schedule();
    } catch (OutOfMemoryError e) {
      timer.getQueue().clear();
      exchanges.remove(first);
      ticking.set(false);
      throw new RejectedExecutionException("no thread could be started", e);
    }
  }

  void remove(Exchange exchange) {
    exchanges.remove(exchange);
  }

  private void tick() {
    try {
      long now = time.nanoTime();
      exchanges.forEach(exchange -> exchange.check(now));
    } finally {
      goOn();
    }
  }

  private void goOn() {
    if (exchanges.isEmpty()) {
      ticking.set(false);
      if (exchanges.isEmpty() || !ticking.compareAndSet(false, true)) {
        return;
      }
    }
    schedule();
  }

  private void schedule() {
    try {
      var unused = timer.schedule(this::tick, TICK_MILLIS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      exchanges.forEach(exchange -> exchange.end(Kind.CLOSED));
    }
  }

  /** Ends everything under way. */
  @Override
  public void close() {
    closed = true;
    exchanges.forEach(exchange -> exchange.end(Kind.CLOSED));
    timer.shutdownNow();
  }
}
