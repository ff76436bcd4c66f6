package io.mjrouter.examples.gateway;

import io.mjrouter.Midjourney;
import io.mjrouter.model.TaskId;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;

/** A gateway that was started as a user would, on a free port and in a folder of its own. */
final class RunningGateway implements AutoCloseable {

  private final HttpClient client = HttpClient.newHttpClient();
  private final ConfigurableApplicationContext context;
  private final int port;

  private RunningGateway(ConfigurableApplicationContext context) {
    this.context = context;
    this.port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  static RunningGateway start(Path folder, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.add("--server.port=0");
    arguments.add("--gateway.directory=" + folder.toAbsolutePath());
    arguments.addAll(List.of(more));
    return new RunningGateway(Gateway.application().run(arguments.toArray(String[]::new)));
  }

  Answer get(String path, String... headers) throws IOException, InterruptedException {
    return send(request(path, headers).GET());
  }

  Answer post(String path, String body, String... headers)
      throws IOException, InterruptedException {
    return send(
        request(path, headers)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  Answer method(String method, String path) throws IOException, InterruptedException {
    return send(request(path).method(method, HttpRequest.BodyPublishers.noBody()));
  }

  /** Sends the bytes of a request just so, and reads until the connection ends. */
  String raw(String request) throws IOException {
    try (var socket = new Socket("127.0.0.1", port)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Submits, and returns the id. */
  String submit(String path, String body, String... headers)
      throws IOException, InterruptedException {
    return post(path, body, headers).json().path("result").asString();
  }

  /** Waits for the end of a task. */
  void await(String id) throws InterruptedException {
    context.getBean(Midjourney.class).await(TaskId.of(id));
  }

  private HttpRequest.Builder request(String path, String... headers) {
    URI address =
        path.startsWith("http") ? URI.create(path) : URI.create("http://127.0.0.1:" + port + path);
    HttpRequest.Builder request = HttpRequest.newBuilder(address);
    return headers.length == 0 ? request : request.headers(headers);
  }

  private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return Answer.of(client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
  }

  @Override
  public void close() {
    context.close();
  }
}
