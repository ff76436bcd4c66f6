package io.mjrouter.provider.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ThreadFactoryBuilder;
import io.mjrouter.model.Money;
import io.mjrouter.spi.BalanceProbe;
import io.mjrouter.spi.Profile;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A {@link SimulatedHost} over HTTP on this machine's loopback address, in the dialect of any
 * profile: its paths and modes, its way to show the key, its envelopes, errors, content types and
 * picture links, its balance. For tests of clients, ours and others'.
 *
 * <p>Faults happen on the wire: connections really end, answers really stop in the middle. One
 * thread serves a connection; all are daemons and end with {@link #close()}. Clients that hang do
 * not disturb others. Safe for use by many threads.
 */
public final class HttpSimulatedHost implements AutoCloseable {

  /** The key that it accepts, as the profile wants it shown. */
  public static final String KEY = "sk-simulated";

  /**
   * The access token for a gateway's console: {@code /api/user/self} and {@code /api/mj/self}, with
   * any {@code New-Api-User}.
   */
  public static final String ACCESS_TOKEN = "simulated-access-token";

  private static final long LONGEST_END_SECONDS = 10;
  private static final int BACKLOG = 256;
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final SimulatedHost host;
  private final Profile profile;
  private final URI baseUrl;
  private final Endpoints endpoints;
  private final ExecutorService threads;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final List<Request> requests = new ArrayList<>();
  private final Runnable silence;
  private ServerSocket server;
  private Future<?> accepting = Futures.immediateVoidFuture();
  private @Nullable Socket place;

  /**
   * A request that arrived.
   *
   * @param method of HTTP
   * @param target path and query
   * @param headers by name in lower case
   * @param body in UTF-8; empty where there was none or it was not read
   */
  public record Request(String method, String target, Map<String, String> headers, String body) {
    public Request {
      requireNonNull(method, "method");
      requireNonNull(target, "target");
      headers = Map.copyOf(headers);
      requireNonNull(body, "body");
    }

    /** Method and path; nothing that could be secret. */
    @Override
    public String toString() {
      return method + " " + target.replaceFirst("\\?.*", "");
    }
  }

  private HttpSimulatedHost(
      Profile profile, SimulatedHost host, Runnable silence, ServerSocket server) {
    this.host = host;
    this.silence = silence;
    this.server = server;
    baseUrl = URI.create("http://127.0.0.1:" + server.getLocalPort());
    this.profile = at(profile, baseUrl);
    endpoints = new Endpoints(this.profile, host.calls(), KEY, baseUrl);
    threads =
        Executors.newCachedThreadPool(
            new ThreadFactoryBuilder().setNameFormat("simulated-host-%d").setDaemon(true).build());
  }

  /**
   * Serves a host on a free port. Whoever calls this closes it.
   *
   * @param profile the dialect; usually the host's own profile
   * @throws UncheckedIOException when there is no free port
   */
  public static HttpSimulatedHost start(Profile profile, SimulatedHost host) {
    return start(profile, host, () -> {});
  }

  /**
   * The same for a client whose clock stands still.
   *
   * @param silence is run whenever a client is about to wait in vain for the rest of an answer:
   *     there a test lets its clock go on
   */
  public static HttpSimulatedHost start(Profile profile, SimulatedHost host, Runnable silence) {
    try {
      ServerSocket server = listening(0);
      HttpSimulatedHost started = new HttpSimulatedHost(profile, host, silence, server);
      started.listen(server);
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException("no port on 127.0.0.1", e);
    }
  }

  /** Where it is, without {@code /mj} and without a slash at its end. */
  public URI baseUrl() {
    return baseUrl;
  }

  /**
   * The profile with this server as the origin of its balance, where it has one of its own. A
   * provider made of it asks nobody else, once {@link #baseUrl()} is its {@code base-url}.
   */
  public Profile profile() {
    return profile;
  }

  /** How many submissions it took and billed, whatever its callers heard of it. */
  public int paidSubmissions() {
    return host.paidSubmissions();
  }

  /** What it billed less what it gave back. */
  public Money charged() {
    return host.charged();
  }

  /** Every request so far, in the order of their arrival. */
  public List<Request> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  /**
   * Refuses connections from now on and ends those there are, as when its process has died. Its
   * port stays taken.
   *
   * @throws UncheckedIOException when somebody else took the port in this moment
   */
  public synchronized void down() {
    if (place != null) {
      return;
    }
    closeQuietly(server);
    // Until nobody waits for connections any more, the port takes some.
    Futures.getUnchecked(accepting);
    open.forEach(HttpSimulatedHost::closeQuietly);
    try {
      place = new Socket();
      place.setReuseAddress(true);
      place.bind(address(baseUrl.getPort()));
    } catch (IOException e) {
      throw new UncheckedIOException("port " + baseUrl.getPort() + " is lost", e);
    }
  }

  /**
   * Takes connections again.
   *
   * @throws UncheckedIOException when somebody else took the port in this moment
   */
  public synchronized void up() {
    if (place == null) {
      return;
    }
    closeQuietly(place);
    place = null;
    try {
      listen(listening(baseUrl.getPort()));
    } catch (IOException e) {
      throw new UncheckedIOException("port " + baseUrl.getPort() + " is lost", e);
    }
  }

  private synchronized void listen(ServerSocket listening) {
    server = listening;
    accepting = threads.submit(() -> accept(listening));
  }

  private static ServerSocket listening(int port) throws IOException {
    ServerSocket server = new ServerSocket();
    server.setReuseAddress(true);
    server.bind(address(port), BACKLOG);
    return server;
  }

  private static InetSocketAddress address(int port) throws IOException {
    return new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port);
  }

  /** Ends every connection and frees the port. The host behind it lives on. */
  @Override
  public synchronized void close() {
    threads.shutdown();
    closeQuietly(server);
    if (place != null) {
      closeQuietly(place);
    }
    open.forEach(HttpSimulatedHost::closeQuietly);
    try {
      // Until nobody waits for connections any more, the port takes some.
      threads.awaitTermination(LONGEST_END_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept(ServerSocket server) {
    try {
      while (true) {
        Socket socket = server.accept();
        open.add(socket);
        try {
          socket.setTcpNoDelay(true);
          threads.execute(() -> serve(socket));
        } catch (IOException | RejectedExecutionException e) {
          closeQuietly(socket);
        }
        if (server.isClosed()) {
          closeQuietly(socket);
        }
      }
    } catch (IOException e) {
      // That is how it ends.
    }
  }

  private void serve(Socket socket) {
    try {
      new HttpConnection(socket, endpoints, profile.maxRequestBytes(), this::record, silence).run();
    } finally {
      open.remove(socket);
    }
  }

  private void record(HttpRequest request, byte[] body) {
    synchronized (requests) {
      requests.add(
          new Request(
              request.method(), request.target(), request.headers(), new String(body, UTF_8)));
    }
  }

  private static Profile at(Profile profile, URI base) {
    BalanceProbe[] probes =
        profile.balanceProbes().stream()
            .map(
                probe ->
                    new BalanceProbe(
                        probe.endpoint(),
                        probe.origin().isPresent() ? Optional.of(base) : Optional.empty(),
                        probe.unitsPerUsd(),
                        probe.unlimited()))
            .toArray(BalanceProbe[]::new);
    return profile.toBuilder().balanceProbes(probes).build();
  }

  private static void closeQuietly(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException e) {
      // It is closed one way or the other.
    }
  }
}
