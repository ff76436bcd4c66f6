package io.mjrouter.proxy;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which web pages may ask, and see the answers. */
final class Cors {

  private static final String ALLOWED_HEADERS =
      "Authorization, Content-Type, Idempotency-Key, mj-api-secret, X-Request-Id, X-MJ-Deadline,"
          + " X-MJ-Max-Price, X-MJ-On-Unknown, X-MJ-Policy, X-MJ-Provider";
  private static final String EXPOSED_HEADERS =
      "Retry-After, X-Request-Id, X-MJ-Attempts, X-MJ-Mode, X-MJ-Outcome, X-MJ-Price, X-MJ-Provider";

  private final Set<String> origins;
  private final boolean any;

  Cors(List<String> origins) {
    this.origins = Set.copyOf(origins);
    this.any = origins.contains("*");
  }

  static boolean isPreflight(ProxyRequest request) {
    return request.method().equals("OPTIONS")
        && request.header("Origin") != null
        && request.header("Access-Control-Request-Method") != null;
  }

  /** The answer to a browser that asks before it asks; a page that may not is told nothing. */
  ProxyReply preflight(ProxyRequest request, String methods) {
    ProxyReply reply = ProxyReply.empty(204).with("Vary", "Origin");
    if (allows(request.header("Origin"))) {
      reply
          .with("Access-Control-Allow-Origin", origin(request))
          .with("Access-Control-Allow-Methods", methods)
          .with("Access-Control-Allow-Headers", ALLOWED_HEADERS)
          .with("Access-Control-Max-Age", "600");
    }
    return reply;
  }

  /** Lets the page see an answer. Without origins there is nothing to say. */
  void dress(ProxyRequest request, ProxyReply reply) {
    if (origins.isEmpty()) {
      return;
    }
    if (!any) {
      reply.with("Vary", "Origin");
    }
    if (allows(request.header("Origin"))) {
      reply
          .with("Access-Control-Allow-Origin", origin(request))
          .with("Access-Control-Expose-Headers", EXPOSED_HEADERS);
    }
  }

  private boolean allows(@Nullable String origin) {
    return origin != null && (any || origins.contains(origin));
  }

  private String origin(ProxyRequest request) {
    String origin = request.header("Origin");
    return any || origin == null ? "*" : origin;
  }
}
