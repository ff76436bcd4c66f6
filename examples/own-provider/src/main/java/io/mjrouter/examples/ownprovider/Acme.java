package io.mjrouter.examples.ownprovider;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** The host itself, as small as can be: it takes everything, and every task is done at once. */
final class Acme implements AutoCloseable {

  private final HttpServer server;

  Acme() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String baseUrl() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      boolean submit = exchange.getRequestMethod().equals("POST");
      String body =
          submit
              ? "{\"code\":1,\"description\":\"submitted\",\"result\":\"1768464763141701\"}"
              : "{\"id\":\"1768464763141701\",\"status\":\"SUCCESS\",\"progress\":\"100%\","
                  + "\"imageUrl\":\"https://img.acme.example/1768464763141701.png\"}";
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, bytes.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(bytes);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
