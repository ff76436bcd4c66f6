package io.mjrouter.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.mjrouter.event.MjProbe;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.RouteStatus;
import io.mjrouter.model.TaskStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** The rules in docs/alerts.yml name what the gateway really tells Prometheus. */
@Timeout(120)
class AlertsTest {

  private static final Path DOCS = Path.of("../../docs");
  private static final Pattern METER = Pattern.compile("\\bmj_[a-z_]+");
  private static final Pattern SELECTOR = Pattern.compile("(\\w+)=~?\"([^\"]*)\"");
  private static final Pattern GROUPING = Pattern.compile("by \\(([^)]*)\\)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

  /** Every value that a label can have. */
  private static final Map<String, Set<String>> VALUES =
      Map.of(
          "state", keys(RouteStatus.values()),
          "kind", keys(ChargeState.values()),
          "status", keys(TaskStatus.values()),
          "result", with(keys(MjProbe.HookReceived.values()), keys(MjProbe.HookSent.values())),
          "outcome", with(keys(Attempt.State.values()), Set.of("no-route", "refused")));

  @TempDir private Path folder;

  @Test
  void rules_everyMeterAndLabel_isInAScrape() throws Exception {
    List<String> expressions = expressions();
    List<String> scraped = scrape();

    assertThat(expressions).hasSizeGreaterThan(10);
    Set<String> names = names(scraped);
    Set<String> labels = all(LABEL, String.join("\n", scraped));
    for (String expression : expressions) {
      assertThat(names).as(expression).containsAll(all(METER, expression));
      for (String group : all(GROUPING, expression)) {
        assertThat(labels).as(expression).containsAll(List.of(group.split(", ")));
      }
      Matcher selector = SELECTOR.matcher(expression);
      while (selector.find()) {
        assertThat(VALUES.get(selector.group(1)))
            .as(expression)
            .containsAll(List.of(selector.group(2).split("\\|")));
      }
    }
  }

  @Test
  void rules_everyAlert_isExplainedInTheRunbook() throws IOException {
    String page = Files.readString(DOCS.resolve("operations.md"));

    assertThat(alerts())
        .allSatisfy(alert -> assertThat(page).contains("`" + alert.get("alert") + "`"));
  }

  private static List<Map<String, Object>> alerts() throws IOException {
    Map<String, List<Map<String, List<Map<String, Object>>>>> file =
        new Yaml().load(Files.readString(DOCS.resolve("alerts.yml")));
    return file.get("groups").stream().flatMap(group -> group.get("rules").stream()).toList();
  }

  private static List<String> expressions() throws IOException {
    return alerts().stream().map(alert -> String.valueOf(alert.get("expr"))).toList();
  }

  /** Of a gateway to which everything happened that there is a meter for. */
  private List<String> scrape() throws Exception {
    try (RunningGateway gateway =
        RunningGateway.start(
            folder,
            "--midjourney.providers.full.type=simulator",
            "--midjourney.providers.full.prices.default.fast=0.01",
            "--midjourney.providers.full.simulator.faults=queue-full",
            "--midjourney.providers.good.type=simulator",
            "--midjourney.providers.good.prices.default.fast=0.02",
            "--midjourney.providers.good.simulator.speed=1000",
            "--midjourney.tasks.poll.min=100ms",
            "--midjourney.tasks.poll.max=100ms",
            "--midjourney.images.keep=none",
            "--midjourney.webhooks.base-url=https://app.example",
            "--midjourney.proxy.private-hosts=127.0.0.1")) {
      gateway.post("/mjr/hooks/1234567890123456-1-" + "0".repeat(32), "{}");
      gateway.await(
          gateway.submit(
              "/mj-fast/mj/submit/imagine",
              "{\"prompt\":\"a red fox\",\"notifyHook\":\"http://127.0.0.1:1/\"}"));
      List<String> lines = List.of();
      // The client's webhook is sent by a thread of its own.
      while (lines.stream().noneMatch(line -> line.startsWith("mj_webhook_out_total{"))) {
        lines =
            gateway
                .get("/actuator/prometheus")
                .text()
                .lines()
                .filter(line -> line.startsWith("mj_"))
                .toList();
      }
      return lines;
    }
  }

  private static Set<String> names(List<String> scraped) {
    return scraped.stream()
        .map(line -> line.replaceFirst("[{ ].*", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> all(Pattern pattern, String text) {
    List<String> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(matcher.groupCount()));
    }
    return new TreeSet<>(found);
  }

  private static Set<String> keys(Enum<?>[] constants) {
    return Arrays.stream(constants)
        .map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .collect(Collectors.toSet());
  }

  private static Set<String> with(Set<String> some, Set<String> others) {
    return Stream.concat(some.stream(), others.stream()).collect(Collectors.toSet());
  }
}
