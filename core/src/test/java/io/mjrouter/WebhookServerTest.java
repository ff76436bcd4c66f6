package io.mjrouter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.spi.Capability;
import io.mjrouter.testing.ScriptedProvider;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Webhooks need no framework: the JDK's own server is enough. */
@Timeout(60)
class WebhookServerTest {

  private static final String PATH = "/mjr/hooks/";

  private final ScriptedProvider host =
      ScriptedProvider.named("host").cannot(Capability.BATCH_FETCH).thenAccepts("1");

  @Test
  void webhook_mountedOnTheJdksServer_isAnsweredAndBringsTheEnd() throws Exception {
    host.shows(Rig.done("1"));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    try (Rig rig =
        Rig.with(builder -> builder.webhooks(WebhookSettings.defaults().withBaseUrl(base)), host)) {
      server.createContext(
          PATH,
          exchange -> {
            String part = exchange.getRequestURI().getRawPath().substring(PATH.length());
            WebhookAnswer answer = rig.mj.webhook(part, exchange.getRequestBody());
            exchange.sendResponseHeaders(answer.status(), -1);
            exchange.close();
          });
      server.start();
      Task task = rig.submit();
      URI hook = host.attempts().get(0).notifyHook().orElseThrow();

      assertEquals(200, post(hook, "{\"id\":\"1\",\"status\":\"SUCCESS\"}"));
      assertEquals(404, post(URI.create(hook + "0"), "{\"id\":\"1\",\"status\":\"SUCCESS\"}"));
      assertEquals(404, post(base.resolve(PATH), "{}"));
      assertEquals(400, post(hook, "<html>"));
      assertEquals(413, post(hook, " ".repeat(Webhooks.LONGEST + 1)));
      rig.mj.tick();
      assertEquals(TaskStatus.SUCCEEDED, rig.now(task).status());
    } finally {
      server.stop(0);
    }
  }

  private static int post(URI to, String body) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(to).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
            HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
