package io.mjrouter.examples.gateway;

import io.mjrouter.Midjourney;
import io.mjrouter.model.TaskId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A gateway that was started as a user would, on a free port and in a folder of its own. What it is
 * sent are bytes on a socket, one connection each: no client mends them on the way.
 */
final class RunningGateway implements AutoCloseable {

  private final ConfigurableApplicationContext context;

  private RunningGateway(ConfigurableApplicationContext context) {
    this.context = context;
  }

  static RunningGateway start(Path folder, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.add("--server.port=0");
    arguments.add("--gateway.directory=" + folder.toAbsolutePath());
    arguments.addAll(List.of(more));
    return new RunningGateway(Gateway.application().run(arguments.toArray(String[]::new)));
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  int port() {
    return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
  }

  int managementPort() {
    return context.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
  }

  Answer get(String path, String... headers) {
    return send("GET", path, "", headers);
  }

  /** With a body of JSON, unless the headers name another type. */
  Answer post(String path, String body, String... headers) {
    return send("POST", path, body, headers);
  }

  /**
   * Sends one request.
   *
   * @param path or an address at this gateway, as it gives them for pictures
   * @param headers names and values by turns; they go before those that are always sent
   */
  Answer send(String method, String path, String body, String... headers) {
    URI address = path.startsWith("http") ? URI.create(path) : null;
    String target = address == null ? path : address.getRawPath() + "?" + address.getRawQuery();
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    Map<String, String> sent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    sent.put("Host", "127.0.0.1:" + port());
    sent.put("Connection", "close");
    if (content.length > 0 || method.equals("POST")) {
      sent.put("Content-Type", "application/json");
      sent.put("Content-Length", Integer.toString(content.length));
    }
    for (int i = 0; i < headers.length; i += 2) {
      sent.put(headers[i], headers[i + 1]);
    }
    StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    sent.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    request.writeBytes(content);
    return Answer.parse(exchange(port(), request.toByteArray()));
  }

  /** Sends the bytes of a request just so, and reads until the connection ends. */
  Answer raw(String request) {
    return rawAt(port(), request);
  }

  /** The same, at another port of this gateway. */
  Answer rawAt(int port, String request) {
    return Answer.parse(exchange(port, request.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private static byte[] exchange(int port, byte[] request) {
    try (var socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(request);
      socket.shutdownOutput();
      return everything(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A server that read no more than it wanted to resets the connection behind its answer. */
  private static byte[] everything(InputStream in) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      in.transferTo(all);
    } catch (SocketException e) {
      if (all.size() == 0) {
        throw e;
      }
    }
    return all.toByteArray();
  }

  /** Submits, and returns the id. */
  String submit(String path, String body, String... headers) {
    return post(path, body, headers).result();
  }

  /** Waits for the end of a task. */
  void await(String id) throws InterruptedException {
    context.getBean(Midjourney.class).await(TaskId.of(id));
  }

  @Override
  public void close() {
    context.close();
  }
}
