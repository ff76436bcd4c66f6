package io.mjrouter.provider.internal;

import com.google.common.net.InetAddresses;
import com.google.common.util.concurrent.ThreadFactoryBuilder;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Finds a name's addresses within a time. The machine's resolver knows neither deadline nor
 * interrupt, so it is asked on threads of its own.
 */
final class Resolver implements AutoCloseable {

  private static final int THREADS = 4;
  private static final int MOST_WAITING = 64;

  private final DnsResolver dns;
  private final ThreadPoolExecutor threads;

  Resolver(DnsResolver dns, String name) {
    this(dns, new ThreadFactoryBuilder().setDaemon(true).setNameFormat(name).build());
  }

  Resolver(DnsResolver dns, ThreadFactory factory) {
    this.dns = dns;
    threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            5,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            factory);
    threads.allowCoreThreadTimeOut(true);
  }

  /**
   * A name's addresses, at least one.
   *
   * @throws UnknownHostException when there is none, or none was found in time
   * @throws InterruptedIOException when the thread was interrupted; it stays so
   */
  List<InetAddress> resolve(String host, long nanos)
      throws UnknownHostException, InterruptedIOException {
    String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    if (InetAddresses.isInetAddress(name)) {
      return List.of(InetAddresses.forString(name));
    }
    Future<InetAddress[]> lookup;
    try {
      lookup = threads.submit(() -> dns.resolve(name));
    } catch (RejectedExecutionException e) {
      throw new UnknownHostException(name + ": too many look-ups are under way");
    } catch (OutOfMemoryError e) {
      throw new UnknownHostException(name + ": no thread could be started");
    }
    try {
      InetAddress[] found = lookup.get(nanos, TimeUnit.NANOSECONDS);
      if (found == null || found.length == 0) {
        throw new UnknownHostException(name);
      }
      return List.of(found);
    } catch (TimeoutException e) {
      lookup.cancel(true);
      throw new UnknownHostException(name + ": no answer in time");
    } catch (ExecutionException e) {
      throw new UnknownHostException(name);
    } catch (InterruptedException e) {
      lookup.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
