package io.mjrouter.proxy;

import com.google.common.util.concurrent.ThreadFactoryBuilder;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits for the addresses of a name no longer than a given time, whoever is asked for them: the
 * machine's resolver knows neither deadline nor interrupt, and clients choose the names.
 *
 * <p>A few threads ask; while all of them wait, and as many names as there is room for, a further
 * name leads nowhere. Safe for use by many threads. Its own end when they are idle, and keep no
 * process alive: there is nothing to close.
 */
final class BoundedNames implements Destinations.Names {

  private static final int THREADS = 16;
  private static final int MOST_WAITING = 256;
  private static final Duration IDLE = Duration.ofSeconds(5);

  private final Destinations.Names names;
  private final Duration longest;
  private final ThreadPoolExecutor threads;

  BoundedNames(Destinations.Names names, Duration longest) {
    this.names = names;
    this.longest = longest;
    threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE.toNanos(),
            TimeUnit.NANOSECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            new ThreadFactoryBuilder().setDaemon(true).setNameFormat("mj-proxy-dns-%d").build());
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * The same, within the time.
   *
   * @throws UnknownHostException also when none was found by then, or the thread was interrupted,
   *     which it stays
   */
  @Override
  public InetAddress[] lookUp(String name) throws UnknownHostException {
    Future<InetAddress[]> found;
    try {
      found = threads.submit(() -> names.lookUp(name));
    } catch (RejectedExecutionException e) {
      throw new UnknownHostException("too many names are asked for");
    }
    try {
      return found.get(longest.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new UnknownHostException("not found in time");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnknownHostException("interrupted");
    } finally {
      found.cancel(true);
    }
  }
}
