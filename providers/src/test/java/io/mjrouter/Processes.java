package io.mjrouter;

import io.mjrouter.model.Mode;
import io.mjrouter.model.TimeSource;
import io.mjrouter.provider.simulator.HttpSimulatedHost;
import io.mjrouter.provider.simulator.SimulatedHost;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Hosts in this process, whose books survive, and {@link Node}s in processes that may not. */
final class Processes implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 900;
  private static final Duration DRAWS_IN = Duration.ofMillis(500);

  final List<SimulatedHost> books = new ArrayList<>();
  final Path log;
  private final List<HttpSimulatedHost> servers = new ArrayList<>();
  private final List<Running> running = new ArrayList<>();
  private final String store;

  /** One process. */
  static final class Running {
    private static final String GONE = "GONE";
    private final Process process;
    private final BlockingQueue<String> words = new LinkedBlockingQueue<>();
    private final Deque<String> last = new ArrayDeque<>();

    private Running(Process process) {
      this.process = process;
      Thread reader = new Thread(this::read, "output of a node");
      reader.setDaemon(true);
      reader.start();
    }

    private void read() {
      try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          synchronized (last) {
            last.add(line);
            if (last.size() > 40) {
              last.remove();
            }
          }
          if (line.startsWith("node: ")) {
            words.add(line.substring("node: ".length()));
          }
        }
      } catch (IOException e) {
        // It was killed.
      }
      words.add(GONE);
    }

    /** What it says when one of these comes; everything before is passed over. */
    String await(String... wanted) throws InterruptedException {
      for (; ; ) {
        String word = words.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (word == null || word.equals(GONE)) {
          synchronized (last) {
            throw new AssertionError(
                (word == null ? "says nothing" : "is gone") + ": " + String.join("\n", last));
          }
        }
        for (String each : wanted) {
          if (word.startsWith(each)) {
            return word;
          }
        }
      }
    }

    void kill() throws InterruptedException {
      process.destroyForcibly().waitFor();
    }

    void signal(String name) throws IOException, InterruptedException {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }

    void goOn() throws IOException {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
    }
  }

  Processes(String store, Path dir, long seed) {
    this.store = store;
    log = dir.resolve("log");
    for (int place = 0; place < 2; place++) {
      SimulatedHost host =
          SimulatedHost.builder(Node.DIALECT, TimeSource.system())
              .seed(seed + place)
              .durations(Map.of(Mode.FAST, DRAWS_IN))
              .prices(Node.prices(place))
              .queue(10_000)
              .concurrency(1_000)
              .build();
      books.add(host);
      servers.add(HttpSimulatedHost.start(Node.DIALECT, host));
    }
  }

  /** Starts a node; it is told where the hosts and the store are. */
  Running start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xmx256m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Node.class.getName()));
    command.add("store=" + store);
    command.add("log=" + log);
    command.add(
        "hosts="
            + servers.stream()
                .map(server -> server.baseUrl().toString())
                .collect(Collectors.joining(",")));
    command.addAll(List.of(arguments));
    Running node = new Running(new ProcessBuilder(command).redirectErrorStream(true).start());
    running.add(node);
    return node;
  }

  /** What nodes have noted, by its first word. */
  List<String> noted(String kind) {
    return noted().stream()
        .filter(line -> line.startsWith(kind + " "))
        .map(line -> line.substring(kind.length() + 1))
        .toList();
  }

  /** Everything that nodes have noted in which a word stands. */
  List<String> notedOf(String word) {
    return noted().stream().filter(line -> (" " + line + " ").contains(" " + word + " ")).toList();
  }

  private List<String> noted() {
    try {
      return Files.exists(log) ? Files.readAllLines(log) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    for (Running node : running) {
      node.process.destroyForcibly();
    }
    servers.forEach(HttpSimulatedHost::close);
  }
}
