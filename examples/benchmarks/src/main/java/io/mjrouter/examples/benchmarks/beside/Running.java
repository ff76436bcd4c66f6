package io.mjrouter.examples.benchmarks.beside;

import io.mjrouter.examples.benchmarks.beside.Cell.Call;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A program that runs on one core, and serves. Used by one thread. */
final class Running {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Pattern TASK = Pattern.compile("\"result\":\"([^\"]+)\"");
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Place place;
  private final Proxy proxy;
  private final Process process;
  private final String task;
  private long submitted;

  private Running(Place place, Proxy proxy, Process process, String task) {
    this.place = place;
    this.proxy = proxy;
    this.process = process;
    this.task = task;
  }

  /**
   * Starts a program, and waits until it serves.
   *
   * @param cores where it runs: numbers with commas between them
   */
  static Running start(Place place, Proxy proxy, String cores)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(place.needed("taskset"), "-c", cores));
    command.addAll(proxy.command());
    requireFree(proxy);
    place.clear(proxy.name());
    Process process = place.start(proxy.name(), command);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> kill(process)));
    try {
      return new Running(place, proxy, process, firstTask(place, proxy, process));
    } catch (IOException | InterruptedException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** With what it started. */
  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Whoever else listens there would be measured in its place. */
  private static void requireFree(Proxy proxy) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port()));
    } catch (IOException e) {
      throw new IllegalStateException(
          proxy.name() + ": port " + proxy.port() + " is not free: " + e.getMessage(), e);
    }
  }

  /** What the first submission is answered with. */
  private static String firstTask(Place place, Proxy proxy, Process process)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (process.isAlive() && System.nanoTime() < end) {
      try {
        HttpResponse<String> answer = HTTP.send(submission(proxy), text());
        Matcher found = TASK.matcher(answer.body());
        if (answer.statusCode() == 200 && found.find()) {
          return found.group(1);
        }
      } catch (IOException e) {
        // It does not listen yet.
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new IllegalStateException(
        proxy.name() + " does not serve: see " + place.work().resolve(proxy.name() + ".log"));
  }

  private static HttpResponse.BodyHandler<String> text() {
    return HttpResponse.BodyHandlers.ofString();
  }

  private static HttpRequest submission(Proxy proxy) {
    return HttpRequest.newBuilder(URI.create(proxy.url(Call.SUBMIT, "")))
        .timeout(Duration.ofSeconds(10))
        .header("Authorization", "Bearer sk-bench")
        .header("Content-Type", "application/json")
        .header("x-portkey-provider", "openai")
        .header("x-portkey-custom-host", "http://127.0.0.1:9401/mj/submit")
        .POST(HttpRequest.BodyPublishers.ofString("{\"model\":\"dall-e-3\",\"prompt\":\"a boat\"}"))
        .build();
  }

  /**
   * From now on it runs here, with all its threads.
   *
   * @param cores numbers with commas between them
   */
  void pin(String cores) throws IOException, InterruptedException {
    String pid = Long.toString(process.pid());
    place.run("pin", place.needed("taskset"), "-a", "-p", "-c", cores, pid);
  }

  /** Puts it under load from another core. */
  Measured load(Cell cell, int seconds, String core) throws IOException, InterruptedException {
    String name = "wrk-" + proxy.name();
    long before = cpuMicros();
    place.run(
        name,
        place.needed("taskset"),
        "-c",
        core,
        place.needed("wrk"),
        "-t1",
        "-c" + cell.connections(),
        "-d" + seconds + "s",
        "--timeout",
        "10s",
        "-s",
        place.work().resolve("load.lua").toString(),
        proxy.url(cell.call(), task),
        "--",
        proxy.load(cell.call()));
    long used = cpuMicros() - before;
    Measured measured = Measured.read(place.said(name), used);
    if (cell.call() == Call.SUBMIT) {
      submitted += Math.round(measured.rate() * seconds);
    }
    return measured;
  }

  /**
   * What is put under a load until it is warm.
   *
   * @param core where the load comes from
   */
  WarmUp.Program warming(Cell cell, String core) {
    Compilers compilers = new Compilers(process.pid());
    return new WarmUp.Program() {
      @Override
      public Measured load(int seconds) throws IOException, InterruptedException {
        return Running.this.load(cell, seconds, core);
      }

      @Override
      public long submitted() {
        return submitted;
      }

      @Override
      public OptionalLong compiling() throws IOException {
        return compilers.micros();
      }

      @Override
      public void rest() throws IOException, InterruptedException {
        compilers.rest();
      }
    };
  }

  /** Processor time so far, its children's too. */
  private long cpuMicros() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .map(ProcessHandle::info)
        .flatMap(info -> info.totalCpuDuration().stream())
        .mapToLong(cpu -> cpu.toNanos() / 1_000)
        .sum();
  }

  void stop() throws IOException, InterruptedException {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
