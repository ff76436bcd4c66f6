package io.mjrouter.examples.benchmarks.beside;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is put under load. What of it has to be built or fetched is. */
final class Proxies {

  static final String NGINX = "nginx";
  static final String HAPROXY = "haproxy";
  static final String SERVLET = "empty-servlet";
  static final String JETTY_SERVLET = "empty-servlet-jetty";
  static final String ADAPTER = "adapter-alone";
  static final String CLOUD_GATEWAY = "spring-cloud-gateway";
  static final String SPRING_MVC = "spring-mvc";
  static final String PORTKEY = "portkey";
  static final String GATEWAY = "gateway-memory";
  static final String GATEWAY_H2 = "gateway-h2";

  static final List<String> NAMES =
      List.of(
          NGINX,
          HAPROXY,
          SERVLET,
          JETTY_SERVLET,
          ADAPTER,
          CLOUD_GATEWAY,
          SPRING_MVC,
          PORTKEY,
          GATEWAY,
          GATEWAY_H2);

  private static final String PORTKEY_PACKAGE = "@portkey-ai/gateway@1.15.2";

  private final Place place;
  private final List<String> lacking = new ArrayList<>();

  Proxies(Place place) {
    this.place = place;
  }

  /** What could not be had, and why. */
  List<String> lacking() {
    return List.copyOf(lacking);
  }

  /** The stub host, at two ports. */
  Proxy host() {
    return Proxy.compiled("host", 9401, nginx("host"));
  }

  /** Those of the names that can be had here. */
  List<Proxy> of(List<String> names) throws IOException, InterruptedException {
    List<Proxy> all = new ArrayList<>();
    for (String name : names) {
      one(name).ifPresentOrElse(all::add, () -> lacking.add(name));
    }
    return all;
  }

  private Optional<Proxy> one(String name) throws IOException, InterruptedException {
    return switch (name) {
      case NGINX -> Optional.of(Proxy.compiled(name, 9411, nginx(name)));
      case HAPROXY ->
          place
              .tool(name)
              .map(tool -> Proxy.compiled(name, 9412, List.of(tool, "-f", file("haproxy.cfg"))));
      case CLOUD_GATEWAY -> peer(name, 9413);
      case SPRING_MVC -> peer(name, 9414);
      case PORTKEY -> portkey();
      case SERVLET -> Optional.of(ours(name, 9416, EmptyTomcat.class));
      case JETTY_SERVLET -> Optional.of(ours(name, 9419, EmptyJetty.class));
      case ADAPTER -> Optional.of(adapter(name, 9420));
      case GATEWAY -> Optional.of(gateway(name, 9417, "memory"));
      case GATEWAY_H2 -> Optional.of(gateway(name, 9418, "jdbc"));
      default ->
          throw new IllegalArgumentException(
              "proxies: " + name + " (expected: some of " + NAMES + ")");
    };
  }

  private Proxy ours(String name, int port, Class<?> main) {
    return Proxy.warming(name, port, ours(port, main));
  }

  private Proxy adapter(String name, int port) {
    return Proxy.submitting(name, port, ours(port, AdapterTomcat.class));
  }

  private List<String> ours(int port, Class<?> main) {
    return place.java("-cp", ourClassPath(), main.getName(), Integer.toString(port));
  }

  /** As ours, from any directory. */
  private static String ourClassPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private List<String> nginx(String name) {
    String globals = "daemon off; pid " + file(name + ".pid") + ";";
    return List.of(
        place.needed(NGINX),
        "-p",
        place.work().toString(),
        "-e",
        file(name + ".err"),
        "-c",
        file(name + ".conf"),
        "-g",
        globals);
  }

  private String file(String name) {
    return place.work().resolve(name).toString();
  }

  private Proxy gateway(String name, int port, String store) {
    return Proxy.remembering(
        name,
        port,
        place.java(
            "-jar",
            place.root().resolve("examples/gateway/target/gateway.jar").toString(),
            "--spring.config.additional-location=" + file("gateway.yml"),
            "--server.port=" + port,
            "--midjourney.store.type=" + store,
            "--gateway.directory=" + file(Place.data(name))));
  }

  /** A peer of ours is no module: nobody who builds the library fetches what it needs. */
  private Optional<Proxy> peer(String name, int port) throws IOException, InterruptedException {
    Path project = place.root().resolve("examples/benchmarks/peers").resolve(name);
    Path jar = project.resolve("target/peer.jar");
    Optional<String> maven = place.tool("mvn");
    if (!Files.exists(jar) && maven.isPresent()) {
      String pom = project.resolve("pom.xml").toString();
      place.run(name + "-build", maven.get(), "-q", "-B", "-ntp", "-f", pom, "package");
    }
    return Files.exists(jar)
        ? Optional.of(Proxy.warming(name, port, place.java("-jar", jar.toString())))
        : Optional.empty();
  }

  private Optional<Proxy> portkey() throws IOException, InterruptedException {
    Path home = place.work().resolve(PORTKEY);
    Path start = home.resolve("node_modules/@portkey-ai/gateway/build/start-server.js");
    Optional<String> npm = place.tool("npm");
    if (!Files.exists(start) && npm.isPresent()) {
      Files.createDirectories(home);
      place.run(
          PORTKEY + "-build",
          npm.get(),
          "install",
          "--ignore-scripts",
          "--prefix",
          home.toString(),
          PORTKEY_PACKAGE);
    }
    return place
        .tool("node")
        .filter(node -> Files.exists(start))
        .map(node -> List.of(node, start.toString(), "--port=9415", "--headless"))
        .map(command -> Proxy.submitting(PORTKEY, 9415, command));
  }
}
