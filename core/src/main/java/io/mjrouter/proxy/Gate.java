package io.mjrouter.proxy;

import java.net.InetAddress;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who asks. Where no client is configured, whoever is on this machine may, and nobody
 * else: neither from a web page nor through a reverse proxy that says so. One on this machine that
 * adds no header, and names us as the host, cannot be told from its user.
 */
final class Gate {

  private static final List<String> FORWARDED =
      List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via");

  private final List<Client> clients;
  private final Client open = Client.open();

  Gate(List<Client> clients) {
    this.clients = List.copyOf(clients);
  }

  /** Who asks. */
  Client enter(ProxyRequest request) {
    if (clients.isEmpty()) {
      checkLocal(request);
      return open;
    }
    String authorization = request.header("Authorization");
    Client found = find(Keys.ofAuthorization(authorization));
    if (found == null) {
      found = find(request.header("mj-api-secret"));
    }
    if (found == null) {
      throw Refusal.of(401, Refusal.INVALID, "invalid key").with("WWW-Authenticate", "Bearer");
    }
    return found;
  }

  /** Every client is looked at, however early one is found. */
  private @Nullable Client find(@Nullable String key) {
    if (key == null || key.isEmpty()) {
      return null;
    }
    byte[] digest = Keys.digest(key.trim());
    Client found = null;
    for (Client client : clients) {
      if (MessageDigest.isEqual(digest, client.key())) {
        found = client;
      }
    }
    return found;
  }

  private static void checkLocal(ProxyRequest request) {
    boolean here =
        isLoopback(request.bound())
            && isLoopback(request.local())
            && isLoopback(request.remote())
            && isLocalName(request.header("Host"))
            && FORWARDED.stream().allMatch(name -> request.header(name) == null);
    if (!here) {
      throw Refusal.of(
          403,
          Refusal.INVALID,
          "no client is configured, so only this machine may ask, at a loopback address");
    }
    if (request.method().equals("POST") && !isFromNoPage(request)) {
      throw Refusal.of(403, Refusal.INVALID, "content type: (expected: application/json)");
    }
  }

  private static boolean isLoopback(InetAddress address) {
    return address.isLoopbackAddress();
  }

  private static boolean isLocalName(@Nullable String host) {
    if (host == null) {
      return false;
    }
    int port = host.lastIndexOf(':');
    boolean hasPort = port >= 0 && host.indexOf(']', port) < 0;
    String name = (hasPort ? host.substring(0, port) : host).toLowerCase(Locale.ROOT);
    return name.equals("localhost")
        || name.equals("[::1]")
        || (name.startsWith("127.")
            && name.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9')));
  }

  /** A page cannot send JSON elsewhere without asking first; a POST without a body it can. */
  private static boolean isFromNoPage(ProxyRequest request) {
    String type = request.header("Content-Type");
    if (type != null) {
      return type.trim().toLowerCase(Locale.ROOT).startsWith("application/json");
    }
    String length = request.header("Content-Length");
    boolean bodiless =
        request.header("Transfer-Encoding") == null && (length == null || length.equals("0"));
    return bodiless && request.header("Origin") == null && request.header("Sec-Fetch-Site") == null;
  }
}
