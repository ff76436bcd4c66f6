package io.mjrouter.testing;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.extension.Parameters;
import com.github.tomakehurst.wiremock.extension.ServeEventListener;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A host on loopback that answers as a test stubs it and remembers every request that arrived, the
 * ones it never answered too. Needs WireMock on the class path. Safe for use by many threads.
 */
public final class StubHost implements AutoCloseable {

  /**
   * A request that arrived.
   *
   * @param method the method
   * @param path the path, and the query where there is one
   * @param headers by name in any case; the first value of each
   * @param body the body as text
   */
  public record Seen(String method, String path, Map<String, String> headers, String body) {}

  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final WireMockServer server;

  private StubHost() {
    server =
        new WireMockServer(
            options().dynamicPort().bindAddress("127.0.0.1").extensions(new Journal(seen)));
    server.start();
  }

  public static StubHost start() {
    return new StubHost();
  }

  /** A port of this machine where nobody listens. */
  public static int closedPort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public WireMockServer server() {
    return server;
  }

  public String baseUrl() {
    return "http://localhost:" + server.port();
  }

  /** Every request that arrived, in order. */
  public List<Seen> seen() {
    return List.copyOf(seen);
  }

  /** Forgets every stub and request. */
  public void reset() {
    server.resetAll();
    seen.clear();
  }

  @Override
  public void close() {
    server.stop();
  }

  /** Notes a request as soon as it was read, before anything is answered. */
  private record Journal(List<Seen> seen) implements ServeEventListener {

    @Override
    public void beforeMatch(ServeEvent event, Parameters parameters) {
      Request request = event.getRequest();
      Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      request.getAllHeaderKeys().forEach(name -> headers.put(name, request.getHeader(name)));
      seen.add(
          new Seen(
              request.getMethod().getName(),
              request.getUrl(),
              headers,
              new String(request.getBody(), StandardCharsets.UTF_8)));
    }

    @Override
    public String getName() {
      return "journal";
    }
  }
}
