package io.mjrouter.examples.benchmarks.beside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.apache.catalina.startup.Tomcat;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;

/** What is compared is the container: whoever asks sees no difference. */
class EmptyServletTest {

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void tomcatAndJettyAnswerAlike() throws Exception {
    List<String> answers = inTomcat();

    assertTrue(answers.get(0).startsWith("200 application/json"), answers::toString);
    assertTrue(answers.get(0).contains("\"Submit success\""), answers::toString);
    assertTrue(answers.get(1).contains("\"IN_PROGRESS\""), answers::toString);
    assertEquals(answers, inJetty());
  }

  private List<String> inTomcat() throws Exception {
    Tomcat tomcat = EmptyTomcat.start(0, new EmptyServlet());
    try {
      return answers(tomcat.getConnector().getLocalPort());
    } finally {
      tomcat.stop();
      tomcat.destroy();
    }
  }

  private List<String> inJetty() throws Exception {
    Server jetty = EmptyJetty.start(0);
    try {
      return answers(((ServerConnector) jetty.getConnectors()[0]).getLocalPort());
    } finally {
      jetty.stop();
    }
  }

  private List<String> answers(int port) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port + "/mj/submit/imagine");
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    return List.of(
        answer(request.POST(BodyPublishers.ofString("{\"prompt\":\"a red fox\"}")).build()),
        answer(request.GET().build()));
  }

  private String answer(HttpRequest request) throws Exception {
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    String type = response.headers().firstValue("Content-Type").orElse("");
    return response.statusCode() + " " + type + "\n" + response.body();
  }
}
