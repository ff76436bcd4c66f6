package io.mjrouter.spring;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.mjrouter.testing.Canary;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** A whole application with a web server on a free port of this machine, and what it answers. */
final class Server implements AutoCloseable {

  /** An application as its author begins it. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {}

  private static final String SECURITY = "org.springframework.boot.security.autoconfigure.";

  static {
    // Spring Boot would begin logging anew, and whoever listens to it would hear nothing more.
    System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
  }

  private final ConfigurableApplicationContext context;
  private final HttpClient client = HttpClient.newHttpClient();

  private Server(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /** With a simulated host, and without Spring Security. */
  static Server simulated(String... properties) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "midjourney.providers.demo.type=simulator",
                "midjourney.providers.demo.simulator.speed=1000",
                "midjourney.tasks.poll.min=10ms",
                "midjourney.tasks.poll.max=20ms"));
    all.addAll(List.of(properties));
    return open(List.of(Application.class), all);
  }

  static Server open(List<Class<?>> sources, List<String> properties) {
    List<String> all = new ArrayList<>(properties);
    all.add(
        "spring.autoconfigure.exclude="
            + SECURITY
            + "SecurityAutoConfiguration,"
            + SECURITY
            + "UserDetailsServiceAutoConfiguration,"
            + SECURITY
            + "web.servlet.SecurityFilterAutoConfiguration,"
            + SECURITY
            + "web.servlet.ServletWebSecurityAutoConfiguration,"
            + SECURITY
            + "actuate.web.servlet.ManagementWebSecurityAutoConfiguration");
    return start(sources, all);
  }

  /** With Spring Security, as the sources set it up. */
  static Server secured(Class<?> rules, String... properties) {
    List<String> all = new ArrayList<>(List.of("midjourney.providers.demo.type=simulator"));
    all.addAll(List.of(properties));
    return start(List.of(Application.class, rules), all);
  }

  private static Server start(List<Class<?>> sources, List<String> properties) {
    List<String> all = new ArrayList<>(properties);
    all.addAll(List.of("server.port=0", "spring.main.banner-mode=off"));
    if (properties.stream().noneMatch(property -> property.startsWith("server.address="))) {
      all.add("server.address=127.0.0.1");
    }
    String[] arguments = all.stream().map(property -> "--" + property).toArray(String[]::new);
    return new Server(new SpringApplication(sources.toArray(Class<?>[]::new)).run(arguments));
  }

  ConfigurableApplicationContext context() {
    return context;
  }

  String url() {
    return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
  }

  HttpResponse<String> get(String path, String... headers) {
    return send("GET", path, "", headers);
  }

  HttpResponse<String> post(String path, String body, String... headers) {
    return send("POST", path, body, headers);
  }

  HttpResponse<String> send(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url() + path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    if (!body.isEmpty() && Arrays.stream(headers).noneMatch("Content-Type"::equals)) {
      request.header("Content-Type", "application/json");
    }
    try {
      HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
      if (Canary.isIn(answer.body() + answer.headers())) {
        throw new AssertionError(method + " " + path + " gives a secret away");
      }
      return answer;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(method + " " + path, e);
    }
  }

  /**
   * Sends the beginning of a body and no more.
   *
   * @param length the header that says how much of it is to come
   * @return everything that was answered until the server ended the connection
   */
  String sendBeginning(String path, String length) throws IOException {
    URI base = URI.create(url());
    try (Socket socket = new Socket(base.getHost(), base.getPort())) {
      socket.setSoTimeout(60_000);
      String request =
          "POST " + path + " HTTP/1.1\r\nHost: " + base.getAuthority() + "\r\n" + length;
      socket.getOutputStream().write((request + "\r\n\r\n1").getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
