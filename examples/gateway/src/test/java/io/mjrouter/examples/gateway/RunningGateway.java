package io.mjrouter.examples.gateway;

import io.mjrouter.Midjourney;
import io.mjrouter.model.TaskId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;

/** A gateway that was started as a user would, on a free port and in a folder of its own. */
final class RunningGateway implements AutoCloseable {

  private final ConfigurableApplicationContext context;

  private RunningGateway(ConfigurableApplicationContext context) {
    this.context = context;
  }

  static RunningGateway start(Path folder, String... more) {
    Console.watch();
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

  /** Whoever asks it. */
  Curl curl() {
    return new Curl(port());
  }

  Answer get(String path, String... headers) {
    return curl().get(path, headers);
  }

  Answer post(String path, String body, String... headers) {
    return curl().post(path, body, headers);
  }

  Answer send(String method, String path, String body, String... headers) {
    return curl().send(method, path, body, headers);
  }

  Answer raw(String request) {
    return curl().raw(request);
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
    Console.check();
  }
}
