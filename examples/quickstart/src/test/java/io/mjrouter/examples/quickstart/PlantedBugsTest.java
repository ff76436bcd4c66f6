package io.mjrouter.examples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The bugs that {@code .ci/planted-bugs} plants still fit the code, and the tests that are to catch
 * them are there. Running them takes a quarter of an hour; code moves each day.
 */
class PlantedBugsTest {

  private static final Path BUGS = Markdown.ROOT.resolve(".ci/planted");

  private static List<Path> patches() throws IOException {
    try (Stream<Path> files = Files.list(BUGS)) {
      return files.filter(file -> file.toString().endsWith(".patch")).sorted().toList();
    }
  }

  @Test
  void everyPatch_stillFitsTheCode() throws IOException {
    List<String> drifted = new ArrayList<>();
    for (Path patch : patches()) {
      String code = "";
      String file = "";
      for (String part : Files.readString(patch).split("(?m)^(?=--- |@@ )")) {
        if (part.startsWith("--- ")) {
          file = part.lines().findFirst().orElseThrow().substring("--- a/".length());
          code = Files.readString(Markdown.ROOT.resolve(file));
        } else if (part.startsWith("@@ ") && !code.contains("\n" + before(part))) {
          drifted.add(patch.getFileName() + " in " + file + ": " + before(part).lines().toList());
        }
      }
      assertFalse(file.isEmpty(), patch::toString);
    }
    assertEquals(List.of(), drifted);
  }

  /** What a hunk wants to find: its lines without those that it adds. */
  private static String before(String hunk) {
    StringBuilder text = new StringBuilder();
    hunk.lines()
        .skip(1)
        .filter(line -> line.isEmpty() || line.startsWith(" ") || line.startsWith("-"))
        .map(line -> line.isEmpty() ? "" : line.substring(1))
        .forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }

  @Test
  void everyPatch_namesTestsThatAreThere() throws IOException {
    List<String> missing = new ArrayList<>();
    for (Path patch : patches()) {
      List<String> head = Files.readAllLines(patch);
      List<String> tests = values(head, "Tests: ");
      Path module = Markdown.ROOT.resolve(values(head, "Module: ").get(0));
      assertFalse(tests.isEmpty(), patch::toString);
      for (String test : tests) {
        if (!isIn(module, test) && !isIn(Markdown.ROOT.resolve("core"), test)) {
          missing.add(patch.getFileName() + ": " + test);
        }
      }
    }
    assertEquals(List.of(), missing);
  }

  private static List<String> values(List<String> head, String key) {
    return head.stream()
        .filter(line -> line.startsWith(key))
        .flatMap(line -> Arrays.stream(line.substring(key.length()).split(",")))
        .toList();
  }

  private static boolean isIn(Path module, String test) throws IOException {
    try (Stream<Path> files = Files.walk(module.resolve("src/test/java"))) {
      return files.anyMatch(file -> file.endsWith(test + ".java"));
    }
  }
}
