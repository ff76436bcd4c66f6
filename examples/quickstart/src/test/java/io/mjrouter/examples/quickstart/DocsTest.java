package io.mjrouter.examples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.metrics.MeterNames;
import io.mjrouter.metrics.ObservationNames;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the pages name is there: files, headings, classes, meters, and what commands run. */
class DocsTest {

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern CLASS =
      Pattern.compile("[A-Z][a-z]+(?:[A-Z][A-Za-z]*)+|[A-Z]\\w+Test");
  private static final Pattern TYPE =
      Pattern.compile("\\b(?:class|interface|record|enum) ([A-Z]\\w*)");
  private static final Pattern METER = Pattern.compile("mj\\.[a-z]+(?:\\.[a-z]+)*");
  private static final Pattern MEMBER = Pattern.compile("([A-Z]\\w+)[.#](\\w+)");
  private static final Pattern TESTS = Pattern.compile("-Dtest='?([\\w#*,]+)");
  private static final Pattern PROGRAM = Pattern.compile("io\\.mjrouter\\.[a-z.]+\\.[A-Z]\\w*");
  private static final Pattern MODULES = Pattern.compile("-pl ([\\w/,-]+)");
  private static final Pattern IN_REPOSITORY =
      Pattern.compile("(?:core|providers|spring-starter|examples|docs|\\.ci)/[\\w./-]*\\w");

  /** Classes of others that a page may name. */
  private static final Set<String> FOREIGN =
      Set.of(
          "CancellationException",
          "HttpURLConnection",
          "IllegalStateException",
          "InterruptedException",
          "DataSource",
          "MeterRegistry",
          "NoClassDefFoundError",
          "NoSuchMethodError",
          "ObservationRegistry",
          "EventListener");

  private static final List<String> pages = new ArrayList<>();
  private static final Set<String> classes = new HashSet<>();
  private static final List<Path> sources = new ArrayList<>();

  @BeforeAll
  static void look() throws IOException {
    pages.addAll(List.of("README.md", "README.zh-CN.md", "CHANGELOG.md", "SECURITY.md"));
    try (Stream<Path> docs = Files.list(Markdown.ROOT.resolve("docs"))) {
      docs.map(path -> "docs/" + path.getFileName())
          .filter(name -> name.endsWith(".md"))
          .sorted()
          .forEach(pages::add);
    }
    classes.addAll(
        found(
            Pattern.compile("alert: (\\w+)"),
            Files.readString(Markdown.ROOT.resolve("docs/alerts.yml"))));
    for (String module : List.of("core", "providers", "spring-starter", "examples")) {
      sources.addAll(sources(module));
    }
    for (Path source : sources) {
      classes.addAll(found(TYPE, Files.readString(source)));
    }
  }

  private static List<Path> sources(String module) throws IOException {
    try (Stream<Path> files = Files.walk(Markdown.ROOT.resolve(module))) {
      return files
          .filter(
              path -> path.toString().endsWith(".java") && !path.toString().contains("/target/"))
          .toList();
    }
  }

  @Test
  void everyPage_isInTheIndex() throws IOException {
    String index = Files.readString(Markdown.ROOT.resolve("docs/README.md"));

    assertEquals(
        List.of(),
        pages.stream()
            .filter(page -> page.startsWith("docs/") && !page.equals("docs/README.md"))
            .filter(page -> !index.contains("](" + page.substring("docs/".length()) + ")"))
            .toList());
  }

  @Test
  void links_withinTheRepository_leadSomewhere() throws IOException {
    List<String> dead = new ArrayList<>();
    for (String page : pages) {
      for (String link : found(LINK, prose(page))) {
        if (!link.contains("://") && !leadsSomewhere(Markdown.ROOT.resolve(page), link)) {
          dead.add(page + ": " + link);
        }
      }
    }
    assertEquals(List.of(), dead);
  }

  private static boolean leadsSomewhere(Path page, String link) throws IOException {
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
    if (parts.length == 1 || !target.toString().endsWith(".md")) {
      return Files.exists(target);
    }
    return Files.exists(target)
        && prose(Markdown.ROOT.relativize(target).toString())
            .lines()
            .filter(line -> line.startsWith("#"))
            .anyMatch(line -> anchor(line).equals(parts[1]));
  }

  /** The name that GitHub gives a heading. */
  private static String anchor(String heading) {
    return heading
        .replaceFirst("^#+\\s+", "")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}_ -]", "")
        .replace(' ', '-');
  }

  @Test
  void classes_named_areThere() throws IOException {
    List<String> unknown = new ArrayList<>();
    int named = 0;
    for (String page : pages) {
      for (String code : found(CODE, prose(page))) {
        String name = code.replaceFirst("[.(#].*", "");
        if (CLASS.matcher(name).matches() && !FOREIGN.contains(name)) {
          named++;
          if (!classes.contains(name)) {
            unknown.add(page + ": " + code);
          }
        }
      }
    }
    assertTrue(named > 50, "read too little: " + named);
    assertEquals(List.of(), unknown);
  }

  @Test
  void members_named_areThere() throws IOException {
    List<String> unknown = new ArrayList<>();
    int named = 0;
    for (String page : pages) {
      for (String code : found(CODE, prose(page))) {
        Matcher member = MEMBER.matcher(code);
        if (member.lookingAt() && classes.contains(member.group(1))) {
          named++;
          if (!hasMember(member.group(1), member.group(2))) {
            unknown.add(page + ": " + code);
          }
        }
      }
    }
    assertTrue(named > 30, "read too little: " + named);
    assertEquals(List.of(), unknown);
  }

  private static boolean hasMember(String type, String name) throws IOException {
    Pattern word = Pattern.compile("\\b" + name);
    for (Path source : sources) {
      if (source.endsWith(type + ".java") && word.matcher(Files.readString(source)).find()) {
        return true;
      }
    }
    return false;
  }

  @Test
  void commands_everyTest_isThere() throws IOException {
    List<String> missing = new ArrayList<>();
    int named = 0;
    for (String page : pages) {
      for (String tests : found(TESTS, Files.readString(Markdown.ROOT.resolve(page)))) {
        for (String test : tests.split(",")) {
          named++;
          if (!isTest(test)) {
            missing.add(page + ": " + test);
          }
        }
      }
    }
    assertTrue(named > 10, "read too little: " + named);
    assertEquals(List.of(), missing);
  }

  /** Whether there is such a class, and in it a method whose name begins so. */
  private static boolean isTest(String name) throws IOException {
    String[] parts = name.split("#", 2);
    for (Path source : sources) {
      if (source.endsWith(parts[0] + ".java")) {
        return parts.length == 1
            || Files.readString(source).contains("void " + parts[1].replace("*", ""));
      }
    }
    return false;
  }

  @Test
  void commands_everyProgramAndModule_isThere() throws IOException {
    List<String> missing = new ArrayList<>();
    for (String page : pages) {
      String text = Files.readString(Markdown.ROOT.resolve(page));
      for (String program : found(PROGRAM, text)) {
        Path file = Path.of(program.replace('.', '/') + ".java");
        if (sources.stream().noneMatch(source -> source.endsWith(file))) {
          missing.add(page + ": " + program);
        }
      }
      for (String modules : found(MODULES, text)) {
        for (String module : modules.split(",")) {
          if (Files.notExists(Markdown.ROOT.resolve(module).resolve("pom.xml"))) {
            missing.add(page + ": -pl " + module);
          }
        }
      }
    }
    assertEquals(List.of(), missing);
  }

  @Test
  void meters_named_areThere() throws IOException {
    Set<String> there = new TreeSet<>();
    for (Class<?> names : List.of(MeterNames.class, ObservationNames.class)) {
      for (Field field : names.getFields()) {
        there.add(constant(field));
      }
    }
    List<String> unknown = new ArrayList<>();
    for (String page : pages) {
      found(CODE, prose(page)).stream()
          .filter(code -> METER.matcher(code).matches() && !there.contains(code))
          .forEach(code -> unknown.add(page + ": " + code));
    }
    assertEquals(15, there.size());
    assertEquals(List.of(), unknown);
  }

  private static String constant(Field field) {
    try {
      return (String) field.get(null);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void files_named_areThere() throws IOException {
    List<String> missing = new ArrayList<>();
    for (String page : pages) {
      String text = Files.readString(Markdown.ROOT.resolve(page));
      for (String path : found(Pattern.compile("(?<![\\w/.-])" + IN_REPOSITORY), text)) {
        boolean made = path.contains("/target/") || path.endsWith("/target");
        if (!made && Files.notExists(Markdown.ROOT.resolve(path))) {
          missing.add(page + ": " + path);
        }
      }
    }
    assertEquals(List.of(), missing);
  }

  @Test
  void recordedBodiesAndPlantedBugs_named_areThere() throws IOException {
    List<String> missing = new ArrayList<>();
    for (String page : pages) {
      for (String code : found(CODE, prose(page))) {
        boolean body = code.matches("[a-z0-9_]+\\.json");
        boolean bug = code.matches("law-\\d+-[a-z-]+");
        String path =
            body ? "core/src/test/resources/payloads/" + code : ".ci/planted/" + code + ".patch";
        if ((body || bug) && Files.notExists(Markdown.ROOT.resolve(path))) {
          missing.add(page + ": " + code);
        }
      }
    }
    assertEquals(List.of(), missing);
  }

  @Test
  void everyPlantedBug_isNamedWithItsLaw() throws IOException {
    String laws = Files.readString(Markdown.ROOT.resolve("docs/reliability.md"));
    try (Stream<Path> bugs = Files.list(Markdown.ROOT.resolve(".ci/planted"))) {
      assertEquals(
          List.of(),
          bugs.map(bug -> "`" + bug.getFileName().toString().replace(".patch", "") + "`")
              .filter(bug -> !laws.contains(bug))
              .toList());
    }
  }

  private static String prose(String page) {
    return String.join("\n", Markdown.read(page).prose());
  }

  private static List<String> found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher
        .results()
        .map((MatchResult found) -> found.groupCount() == 0 ? found.group() : found.group(1))
        .collect(Collectors.toList());
  }
}
