package io.mjrouter.examples.benchmarks.soak;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Java process that is talked to and looked at. Ends with {@link #close()}. */
final class Child implements AutoCloseable {

  private static final String HOME = System.getProperty("java.home");

  private final Process process;
  private final BufferedReader out;

  private Child(Process process) {
    this.process = process;
    out = process.inputReader(StandardCharsets.UTF_8);
  }

  /** One whose lines are read by {@link #ask}. */
  static Child talking(Path log, String... arguments) throws IOException {
    return new Child(builder(log, arguments).start());
  }

  /** One whose lines go into a file. */
  static Child silent(Path log, String... arguments) throws IOException {
    return new Child(builder(log, arguments).redirectOutput(log.toFile()).start());
  }

  private static ProcessBuilder builder(Path log, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(HOME, "bin", "java").toString());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectError(new File(log.toString().replace(".log", ".err")));
  }

  /** Says a line and returns the line that answers it. */
  String ask(String line) throws IOException {
    var in = process.outputWriter(StandardCharsets.UTF_8);
    in.write(line + "\n");
    in.flush();
    return answer();
  }

  String answer() throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new IOException("the process ended");
    }
    return line;
  }

  /** What it holds now; its heap is collected first. Linux only. */
  Sample sample() throws IOException, InterruptedException {
    Path proc = Path.of("/proc", Long.toString(process.pid()));
    long heap = liveHeap();
    return new Sample(
        status(proc, "Threads:"), descriptors(proc), heap, status(proc, "VmRSS:") << 10);
  }

  /** A class histogram counts what is left after a full collection; its last line is the sum. */
  private long liveHeap() throws IOException, InterruptedException {
    Process histogram =
        new ProcessBuilder(
                Path.of(HOME, "bin", "jcmd").toString(),
                Long.toString(process.pid()),
                "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String last = "";
    try (BufferedReader lines = histogram.inputReader(StandardCharsets.UTF_8)) {
      String line = lines.readLine();
      while (line != null) {
        last = line.startsWith("Total") ? line : last;
        line = lines.readLine();
      }
    }
    histogram.waitFor();
    return Long.parseLong(
        Splitter.on(CharMatcher.whitespace()).omitEmptyStrings().splitToList(last).get(2));
  }

  private static long status(Path proc, String name) throws IOException {
    try (Stream<String> lines = Files.lines(proc.resolve("status"))) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.replaceAll("\\D", ""))
          .mapToLong(Long::parseLong)
          .findFirst()
          .orElseThrow();
    }
  }

  private static long descriptors(Path proc) throws IOException {
    try (Stream<Path> files = Files.list(proc.resolve("fd"))) {
      return files.count();
    }
  }

  @Override
  public void close() {
    try {
      process.outputWriter(StandardCharsets.UTF_8).close();
      process.destroy();
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
