package io.mjrouter.examples.benchmarks.beside;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where it all happens: the repository, a directory for what is made on the way, and the tools of
 * this machine.
 *
 * @param root the repository
 * @param work is kept from run to run
 */
record Place(Path root, Path work) {

  private static final List<String> FILES =
      List.of("host.conf", "nginx.conf", "haproxy.cfg", "gateway.yml", "load.lua");

  /** The same for all: they are started on two cores, and measured on one. */
  private static final List<String> JVM = List.of("-Xms2g", "-Xmx2g", "-XX:ActiveProcessorCount=1");

  /**
   * Prepares the place.
   *
   * @param root the repository, built
   */
  static Place in(Path root) throws IOException {
    if (!Files.exists(root.resolve("examples/gateway/target/gateway.jar"))) {
      throw new IllegalStateException(
          "no examples/gateway/target/gateway.jar in "
              + root
              + " (expected: to be run in the repository, after mvn package)");
    }
    Path work = root.resolve("examples/benchmarks/target/beside");
    Files.createDirectories(work);
    for (String name : FILES) {
      try (InputStream in = Place.class.getResourceAsStream("/beside/" + name)) {
        Files.copy(
            Objects.requireNonNull(in), work.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return new Place(root, work);
  }

  /** Where a program may keep its data, below the directory for what is made. */
  static String data(String name) {
    return name + "-data";
  }

  /** Removes what a program left of its data, if any. */
  void clear(String name) throws IOException {
    Path directory = work.resolve(data(name));
    if (Files.exists(directory)) {
      try (Stream<Path> inside = Files.walk(directory)) {
        for (Path each : inside.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(each);
        }
      }
    }
  }

  /** Where a tool is. */
  Optional<String> tool(String name) {
    String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
    return Arrays.stream(path.split(File.pathSeparator, -1))
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Path::toString);
  }

  /** Where a tool is without which nothing can be measured. */
  String needed(String name) {
    return tool(name)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    name + " is not installed (Debian: apt-get install wrk nginx haproxy)"));
  }

  /** Starts a program on the Java machine that we run on ourselves. */
  List<String> java(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM);
    command.addAll(List.of(arguments));
    return command;
  }

  /** Runs a command to its end, with what it says in a file; whether it succeeded shows later. */
  void run(String name, String... command) throws IOException, InterruptedException {
    start(name, List.of(command)).waitFor();
  }

  /** What a command said that ended. */
  String said(String name) throws IOException {
    return Files.readString(work.resolve(name + ".log"));
  }

  /** Starts a command, with what it says in a file. */
  Process start(String name, List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .directory(work.toFile())
        .redirectErrorStream(true)
        .redirectOutput(work.resolve(name + ".log").toFile())
        .start();
  }
}
