package io.mjrouter.examples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages about migration and older applications show, and count, what is compiled. */
class MigrationPageTest {

  private static final Path SOURCES = Markdown.ROOT.resolve("examples/migration/src/main");
  private static final Markdown PAGE = Markdown.read("docs/migration.md");

  /** A row of the table: what was, its lines, the lines of what is there instead, and that. */
  private static final Pattern ROW =
      Pattern.compile("\\| (.*?) ?\\| .*? \\| (\\d*) ?\\| (\\d*) ?\\| (.*?) ?\\|");

  private static final Pattern FILE = Pattern.compile("\\]\\(\\.\\./([^)]+)\\)");

  /** Everything but the two main classes and what the shop has either way. */
  private static Map<String, String> files() throws IOException {
    try (Stream<Path> all = Files.walk(SOURCES)) {
      Map<String, String> found = new TreeMap<>();
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (!file.toString().contains("/shop/")
            && !file.endsWith("package-info.java")
            && !file.endsWith("Before.java")
            && !file.endsWith("After.java")) {
          found.put(Markdown.ROOT.relativize(file).toString(), Files.readString(file));
        }
      }
      return found;
    }
  }

  private static long lines(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.matches("(//|/\\*|\\*|#|--|import |package ).*"))
        .count();
  }

  private static long lines(String linked, Map<String, String> files) {
    Matcher file = FILE.matcher(linked);
    assertTrue(file.find(), linked);
    return lines(files.get(file.group(1)));
  }

  @Test
  void blocks_areAllOfTheSources() throws IOException {
    Map<String, String> files = files();
    List<String> shown = PAGE.blocks().stream().map(Markdown.Block::text).toList();

    assertEquals(
        List.of(),
        shown.stream()
            .filter(block -> files.values().stream().noneMatch(text -> text.endsWith(block)))
            .toList());
    assertEquals(
        List.of(),
        files.entrySet().stream()
            .filter(file -> shown.stream().noneMatch(block -> file.getValue().endsWith(block)))
            .map(Map.Entry::getKey)
            .toList());
  }

  @Test
  void table_countsTheLinesThatAreThere() throws IOException {
    Map<String, String> files = files();
    List<Matcher> rows = PAGE.prose().stream().map(ROW::matcher).filter(Matcher::matches).toList();
    assertFalse(rows.isEmpty());
    long before = 0;
    long after = 0;
    for (Matcher row : rows) {
      boolean sum = row.group(1).equals("all");
      long left = row.group(2).isEmpty() ? 0 : Long.parseLong(row.group(2));
      long right = row.group(3).isEmpty() ? 0 : Long.parseLong(row.group(3));
      if (sum) {
        assertEquals(List.of(before, after), List.of(left, right));
      } else {
        assertEquals(left, left == 0 ? 0 : lines(row.group(1), files), row.group());
        assertEquals(right, right == 0 ? 0 : lines(row.group(4), files), row.group());
        before += left;
        after += right;
      }
    }
    assertEquals(files.values().stream().mapToLong(MigrationPageTest::lines).sum(), before + after);
  }

  @ParameterizedTest
  @ValueSource(strings = {"docs/migration.md", "docs/spring-boot-3.md", "docs/jdk-8.md"})
  void links_leadSomewhere(String name) {
    Markdown page = Markdown.read(name);
    Path folder = page.path().getParent();
    assertEquals(
        List.of(),
        page.localLinks().stream().filter(link -> Files.notExists(folder.resolve(link))).toList());
  }

  @ParameterizedTest
  @CsvSource({"docs/spring-boot-3.md, examples/spring-boot-3", "docs/jdk-8.md, examples/migration"})
  void otherPages_blocksAreOfTheSources(String name, String module) throws IOException {
    List<String> sources = new ArrayList<>();
    try (Stream<Path> all = Files.walk(Markdown.ROOT.resolve(module))) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        if (file.toString().matches(".*/(pom\\.xml|src/.*\\.(java|yml))")) {
          sources.add(Files.readString(file));
        }
      }
    }
    List<String> shown = Markdown.read(name).blocks().stream().map(Markdown.Block::text).toList();
    assertFalse(shown.isEmpty());
    assertEquals(
        List.of(),
        shown.stream()
            .filter(block -> sources.stream().noneMatch(source -> source.contains(block)))
            .toList());
  }
}
