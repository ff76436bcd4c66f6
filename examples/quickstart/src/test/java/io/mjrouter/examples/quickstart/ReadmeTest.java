package io.mjrouter.examples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.Midjourney;
import io.mjrouter.error.MjException;
import io.mjrouter.metrics.MeterNames;
import io.mjrouter.model.Mode;
import io.mjrouter.model.RouteStatus;
import io.mjrouter.model.Task;
import io.mjrouter.spi.ProviderSettings;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The README says what is, in both languages. */
class ReadmeTest {

  private static final String ENGLISH = "README.md";
  private static final String CHINESE = "README.zh-CN.md";

  private static final Path TEN_LINES =
      Path.of("src/main/java/io/mjrouter/examples/quickstart/TenLines.java");

  @Test
  void shBlocks_firstTwo_areTheTwoCommands() {
    assertEquals(
        List.of(
            "mvn -q -Pquick package && java -jar examples/quickstart/target/quickstart.jar"
                + " \"a red fox in fresh snow\"\n",
            "mvn -B -ntp verify\n"),
        Markdown.read(ENGLISH).blocksIn("sh").subList(0, 2));
  }

  @Test
  void translation_hasTheSameBlocksHeadingsAndRows() {
    Markdown english = Markdown.read(ENGLISH);
    Markdown chinese = Markdown.read(CHINESE);

    assertFalse(english.blocks().isEmpty());
    assertEquals(english.blocks(), chinese.blocks());
    assertEquals(english.headingLevels(), chinese.headingLevels());
    assertEquals(firstCells(english), firstCells(chinese));
  }

  @ParameterizedTest
  @ValueSource(strings = {ENGLISH, CHINESE})
  void program_isTheSourceThatIsCompiled(String readme) throws IOException {
    String body =
        Files.readString(TEN_LINES)
            .split("throws InterruptedException \\{\n")[1]
            .split("\n  }\n}")[0]
            .indent(-4);

    assertEquals(10, body.lines().count());
    assertEquals(body, Markdown.read(readme).blocksIn("java").get(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {ENGLISH, CHINESE})
  void reference_isTheSourceThatIsCompiled(String readme) throws IOException {
    String body =
        Files.readString(
                Path.of("src/test/java/io/mjrouter/examples/quickstart/OrderedPicture.java"))
            .split("order\\(Midjourney midjourney\\) \\{\n")[1]
            .split("    return grid;")[0]
            .indent(-4);

    assertEquals(body, Markdown.read(readme).blocksIn("java").get(1));
  }

  @Test
  void reference_sameOrderTwice_isOneTask() {
    var host = ProviderSettings.builder("demo", "simulator").build();
    try (var midjourney = Midjourney.builder().provider(host).build()) {
      Task first = OrderedPicture.order(midjourney);

      assertEquals(first.id(), OrderedPicture.order(midjourney).id());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {ENGLISH, CHINESE})
  void springBoot_minorIsTheOneThatTheBuildTakes(String readme) throws IOException {
    String version =
        Files.readString(Markdown.ROOT.resolve("pom.xml"))
            .split("<spring-boot.version>")[1]
            .split("</")[0];
    String minor = version.substring(0, version.lastIndexOf('.'));
    String said =
        Files.readAllLines(Markdown.ROOT.resolve(readme)).stream()
            .filter(line -> line.startsWith("Spring Boot 4"))
            .findFirst()
            .orElseThrow();

    assertTrue(said.contains(" " + minor), said);
  }

  @Test
  void program_printsWhatTheReadmeSays(@TempDir Path folder) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                TenLines.class.getName())
            .directory(folder.toFile())
            .redirectError(folder.resolve("errors").toFile())
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertEquals(0, process.waitFor(), () -> errors(folder));
    assertTrue(Markdown.read(ENGLISH).blocksIn("text").contains(printed), printed);
    assertTrue(Files.size(folder.resolve("fox.png")) > 0);
  }

  @Test
  void addingAHost_byConfiguration_isTheSourceThatIsCompiledAndTaken() throws IOException {
    String body =
        Files.readString(
                Path.of("src/test/java/io/mjrouter/examples/quickstart/AcmeByConfiguration.java"))
            .split("settings\\(String key\\) \\{\n")[1]
            .split("    return acme;")[0]
            .indent(-4);

    assertEquals(body, Markdown.read("docs/adding-a-host.md").blocksIn("java").get(0));
    try (var midjourney =
        Midjourney.builder().provider(AcmeByConfiguration.settings("sk-any")).build()) {
      assertEquals(
          "acme, relax fast",
          midjourney.providers().get(0).id()
              + ", "
              + midjourney.providers().get(0).info().modes().stream()
                  .map(Mode::key)
                  .collect(Collectors.joining(" ")));
    }
  }

  @Test
  void addingAHost_asAType_isTheExampleThatIsTested() throws IOException {
    String source =
        Files.readString(
            Markdown.ROOT.resolve(
                "examples/own-provider/src/main/java/io/mjrouter/examples/ownprovider/AcmeFactory.java"));

    assertEquals(
        source.substring(source.indexOf("public final class ")),
        Markdown.read("docs/adding-a-host.md").blocksIn("java").get(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {ENGLISH, CHINESE})
  void failures_everyException_isExplained(String readme) {
    Set<String> thrown =
        Arrays.stream(MjException.class.getPermittedSubclasses())
            .map(Class::getSimpleName)
            .collect(Collectors.toCollection(TreeSet::new));

    Set<String> explained =
        Markdown.read(readme).firstCells().stream()
            .map(cell -> cell.replace("`", ""))
            .filter(cell -> cell.endsWith("Exception"))
            .collect(Collectors.toCollection(TreeSet::new));

    assertEquals(thrown, explained);
  }

  @ParameterizedTest
  @ValueSource(strings = {ENGLISH, CHINESE})
  void settings_everyOneThatHasAnEffect_isExplained(String readme) {
    Set<String> there =
        Arrays.stream(ProviderSettings.Builder.class.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .map(Method::getName)
            .filter(name -> !name.equals("build"))
            .collect(Collectors.toCollection(TreeSet::new));

    List<String> explained = Markdown.read(readme).firstCells();

    assertEquals(
        List.of(), there.stream().filter(name -> !explained.contains("`" + name + "`")).toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {ENGLISH, CHINESE})
  void statuses_everyOne_isExplained(String readme) {
    List<String> explained = Markdown.read(readme).firstCells();

    assertEquals(
        List.of(),
        Arrays.stream(RouteStatus.values())
            .map(status -> "`" + status + "`")
            .filter(status -> !explained.contains(status))
            .toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {ENGLISH, CHINESE})
  void meters_everyOne_isExplained(String readme) throws IllegalAccessException {
    List<String> explained = Markdown.read(readme).firstCells();

    for (Field name : MeterNames.class.getFields()) {
      assertTrue(explained.contains("`" + name.get(null) + "`"), name.getName());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {ENGLISH, CHINESE})
  void hosts_table_isWhatTheProfilesSay(String readme) throws IOException {
    assertTrue(
        Files.readString(Markdown.ROOT.resolve(readme))
            .contains("\n" + HostTable.markdown() + "\n"),
        () -> "expected in " + readme + ":\n" + HostTable.markdown());
  }

  @ParameterizedTest
  @ValueSource(strings = {ENGLISH, CHINESE, "docs/adding-a-host.md", "docs/behind-new-api.md"})
  void links_withinTheRepository_leadSomewhere(String page) {
    Path folder = Markdown.ROOT.resolve(page).getParent();

    List<String> links = Markdown.read(page).localLinks();

    assertEquals(
        List.of(), links.stream().filter(link -> Files.notExists(folder.resolve(link))).toList());
  }

  @Test
  void transcript_isHowTheProgramSpeaks(@TempDir Path folder) {
    List<String> shown =
        Markdown.read(ENGLISH)
            .blocksIn("text")
            .get(0)
            .lines()
            .filter(l -> l.indexOf('[') < 0)
            .toList();

    TestRun.Result result =
        new TestRun()
            .run("--out", folder.resolve("mj-pictures").toString(), "a red fox in fresh snow");

    List<String> spoken =
        result.outLines().stream()
            .filter(line -> !line.startsWith("grid:") && !line.startsWith("U2:"))
            .map(line -> line.replace(folder + "/", ""))
            .toList();
    assertEquals(withoutTimes(shown), withoutTimes(spoken));
  }

  @Test
  void demo_table_isWhatTheProgramPrints() {
    TestRun.Result result = new TestRun().run("--demo");

    assertEquals(ExitCode.OK, result.exitCode(), result.err());
    assertEquals("", result.err());
    assertEquals(
        Markdown.read(ENGLISH).blocksIn("text").get(1).lines().toList(), result.outLines());
    assertTrue(result.outLines().stream().allMatch(line -> line.length() <= 80), result.out());
  }

  private static List<String> withoutTimes(List<String> lines) {
    return lines.stream().map(line -> line.replaceAll(", [0-9.]+ s$", ", some time")).toList();
  }

  /** What stands in code font at the beginning of a row is no matter of language. */
  private static List<String> firstCells(Markdown page) {
    return page.firstCells().stream().filter(cell -> cell.startsWith("`")).toList();
  }

  private static String errors(Path folder) {
    try (Stream<String> lines = Files.lines(folder.resolve("errors"))) {
      return lines.collect(Collectors.joining("\n"));
    } catch (IOException e) {
      return e.toString();
    }
  }
}
