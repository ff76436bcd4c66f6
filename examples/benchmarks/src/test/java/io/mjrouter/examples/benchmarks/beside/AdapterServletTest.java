package io.mjrouter.examples.benchmarks.beside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Test;

/** What the router is compared with does buy a picture. */
class AdapterServletTest {

  private static final String FULL = "{\"code\":23,\"description\":\"queue is full\"}";

  @Test
  void eachHostTakesItsTurn() throws Exception {
    HttpServer one = host(taken("1768464763141701"));
    HttpServer two = host(taken("1768464763141702"));
    Tomcat tomcat = EmptyTomcat.start(0, new AdapterServlet(address(one), address(two)));
    try {
      for (HttpServer each : new HttpServer[] {one, two, one}) {
        HttpResponse<String> answer = submit(tomcat);

        String id = each.equals(one) ? "1768464763141701" : "1768464763141702";
        assertEquals(200, answer.statusCode());
        assertTrue(answer.body().contains("\"result\":\"" + id + "\""), answer::body);
      }
    } finally {
      stop(tomcat, one, two);
    }
  }

  @Test
  void whatNoHostTookIsNotCountedAsServed() throws Exception {
    HttpServer full = host(FULL);
    Tomcat tomcat = EmptyTomcat.start(0, new AdapterServlet(address(full)));
    try {
      assertEquals(502, submit(tomcat).statusCode());
    } finally {
      stop(tomcat, full);
    }
  }

  private static String taken(String id) {
    return "{\"code\":1,\"description\":\"Submit success\",\"result\":\"" + id + "\"}";
  }

  private static HttpServer host(String answer) throws Exception {
    byte[] body = answer.getBytes(StandardCharsets.UTF_8);
    HttpServer host =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    host.createContext(
        "/mj-fast/mj/submit/imagine",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    host.start();
    return host;
  }

  private static String address(HttpServer host) {
    return "http://127.0.0.1:" + host.getAddress().getPort();
  }

  private static HttpResponse<String> submit(Tomcat tomcat) throws Exception {
    URI uri =
        URI.create(
            "http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/mj/submit/imagine");
    HttpRequest request =
        HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString("{\"prompt\":\"a fox\"}")).build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  private static void stop(Tomcat tomcat, HttpServer... hosts) throws Exception {
    tomcat.stop();
    tomcat.destroy();
    for (HttpServer host : hosts) {
      host.stop(0);
    }
  }
}
