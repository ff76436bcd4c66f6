package io.mjrouter.examples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code .ci/rerun} runs what the pages say, and all of it. */
class RerunPageTest {

  private static final Pattern FIGURE = Pattern.compile("(\\S+) +(\\d+) +(\\S+) +(.+)");

  /** The last link of a row is the page that claims what the row is about. */
  private static final Pattern ROW =
      Pattern.compile(
          "\\| (`.*?`) \\|.*\\| ([\\d, ]+?)(?: each)? \\| \\[[^]]*]\\(([^)#]+).*\\) \\|");

  /** What a command of a page measures or tests. */
  private static final Pattern SUBJECT =
      Pattern.compile(
          "-Dtest='?(\\w+)|io\\.mjrouter\\.examples\\.[a-z.]+\\.([A-Z]\\w*)|jmh\\.Main (\\w+)");

  /** Hosts to play with, and one target again of those that are searched one after the other. */
  private static final Set<String> NO_FIGURES = Set.of("Hosts", "LinksFuzzTest");

  private static final List<Figure> figures = new ArrayList<>();

  /** One line of the script. */
  private record Figure(String name, String minutes, String directory, String command) {}

  /** What the page says of a figure. */
  private record Row(String name, String minutes, Path page) {}

  @BeforeAll
  static void read() throws IOException {
    String script = Files.readString(Markdown.ROOT.resolve(".ci/rerun"));
    script
        .substring(script.indexOf("<<'END'\n") + 8, script.indexOf("\nEND\n"))
        .lines()
        .map(RerunPageTest::figure)
        .forEach(figures::add);
  }

  private static Figure figure(String line) {
    MatchResult found =
        FIGURE.matcher(line).results().findFirst().orElseThrow(() -> new AssertionError(line));
    return new Figure(found.group(1), found.group(2), found.group(3), found.group(4));
  }

  private static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (String line : Markdown.read("docs/rerun.md").prose()) {
      ROW.matcher(line).results().forEach(row -> rows.addAll(rows(row)));
    }
    return rows;
  }

  /** Several figures in a row have as many minutes, or all the same. */
  private static List<Row> rows(MatchResult found) {
    String[] names = found.group(1).replace("`", "").split(", ");
    String[] minutes = found.group(2).split(", ");
    Path page = Markdown.ROOT.resolve("docs").resolve(found.group(3)).normalize();
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < names.length; i++) {
      rows.add(new Row(names[i], minutes[Math.min(i, minutes.length - 1)], page));
    }
    return rows;
  }

  @Test
  void page_hasTheFiguresOfTheScript_inTheirOrder() {
    assertTrue(figures.size() > 20, "read too little: " + figures);
    assertEquals(
        figures.stream().map(figure -> figure.name() + " " + figure.minutes()).toList(),
        rows().stream().map(row -> row.name() + " " + row.minutes()).toList());
  }

  @Test
  void commands_standOnThePagesThatClaim() throws IOException {
    List<String> missing = new ArrayList<>();
    List<Row> rows = rows();
    for (int i = 0; i < figures.size(); i++) {
      String page = Files.readString(rows.get(i).page()).replaceAll("\\s*\\\\\n\\s*", " ");
      if (!page.contains(figures.get(i).command())) {
        missing.add(rows.get(i).page().getFileName() + ": " + figures.get(i).command());
      }
    }
    assertEquals(List.of(), missing);
  }

  @Test
  void directories_areThere() {
    assertEquals(
        List.of(),
        figures.stream()
            .map(Figure::directory)
            .filter(directory -> !Files.isDirectory(Markdown.ROOT.resolve(directory)))
            .toList());
  }

  @Test
  void whateverAPageMeasures_isRunAgain() throws IOException {
    String commands = String.join("\n", figures.stream().map(Figure::command).toList());
    List<String> left = new ArrayList<>();
    try (Stream<Path> pages = Files.list(Markdown.ROOT.resolve("docs"))) {
      for (Path page : pages.filter(path -> path.toString().endsWith(".md")).sorted().toList()) {
        SUBJECT
            .matcher(Files.readString(page))
            .results()
            .map(RerunPageTest::subject)
            .filter(subject -> !NO_FIGURES.contains(subject) && !commands.contains(subject))
            .forEach(subject -> left.add(page.getFileName() + ": " + subject));
      }
    }
    assertEquals(List.of(), left);
  }

  private static String subject(MatchResult found) {
    return Arrays.asList(found.group(1), found.group(2), found.group(3)).stream()
        .filter(group -> group != null)
        .findFirst()
        .orElseThrow();
  }
}
