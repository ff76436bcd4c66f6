package io.mjrouter.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.mjrouter.Midjourney;
import io.mjrouter.model.Money;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A gateway whose only host is another one, both set up as docs/behind-mj-router.md says. */
@Timeout(180)
class BehindItselfTest {

  private static final Path PAGE = Path.of("../../docs/behind-mj-router.md");
  private static final Pattern BLOCK = Pattern.compile("(?s)```yaml\n(.*?)```");
  private static final String KEY = "outer-secret-canary-0123456789";

  @TempDir private static Path folder;
  private static RunningGateway inner;
  private static RunningGateway outer;

  @BeforeAll
  static void start() throws IOException {
    List<String> blocks =
        BLOCK.matcher(Files.readString(PAGE)).results().map(found -> found.group(1)).toList();
    inner =
        RunningGateway.start(
            folder.resolve("inner"),
            settings("inner.yml", blocks.get(0)),
            "--OUTER_KEY=" + KEY,
            "--midjourney.providers.sim.type=simulator",
            "--midjourney.providers.sim.simulator.speed=200",
            "--midjourney.providers.sim.prices.imagine.relax=0.03",
            "--midjourney.providers.sim.prices.upscale.relax=0.02",
            "--midjourney.tasks.poll.min=50ms",
            "--midjourney.tasks.poll.max=50ms");
    outer =
        RunningGateway.start(
            folder.resolve("outer"),
            settings("outer.yml", blocks.get(1)),
            "--OUTER_KEY=" + KEY,
            "--midjourney.providers.inner.base-url=http://127.0.0.1:" + inner.port(),
            "--midjourney.tasks.poll.min=50ms",
            "--midjourney.tasks.poll.max=50ms");
  }

  private static String settings(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    return "--spring.config.additional-location=file:" + file.toAbsolutePath();
  }

  @AfterAll
  static void stop() {
    if (outer != null) {
      outer.close();
    }
    inner.close();
  }

  private static JsonNode ended(String id) throws InterruptedException {
    outer.await(id);
    return outer.get("/mj/task/" + id + "/fetch").json();
  }

  @Test
  void picture_isDrawnPressedAndFetchedThroughBoth_andEachHasItsBooks() throws Exception {
    String grid =
        outer.submit("/mj/submit/imagine", "{\"prompt\":\"a red fox\",\"state\":\"order-1\"}");
    JsonNode drawn = ended(grid);
    assertThat(drawn.path("status").asString()).isEqualTo("SUCCESS");
    assertThat(drawn.path("state").asString()).isEqualTo("order-1");
    assertThat(outer.get(drawn.path("imageUrl").asString()).body()).startsWith(0x89, 'P', 'N', 'G');

    String button = drawn.path("buttons").get(0).path("customId").asString();
    String pressed =
        outer.submit(
            "/mj/submit/action", "{\"taskId\":\"" + grid + "\",\"customId\":\"" + button + "\"}");
    assertThat(ended(pressed).path("status").asString()).isEqualTo("SUCCESS");

    assertThat(spent(outer)).containsExactly(Money.usd("0.03"), Money.usd("0.03"));
    assertThat(spent(inner)).containsExactly(Money.usd("0.03"), Money.usd("0.02"));
    refusalsAreReadAsWhatTheyAre();
  }

  /** Of each task, in the order of their ends. */
  private static List<Money> spent(RunningGateway gateway) {
    return gateway.bean(Midjourney.class).finishedSince("", 10).tasks().stream()
        .map(Task::spent)
        .toList();
  }

  private static void refusalsAreReadAsWhatTheyAre() {
    assertThat(outer.post("/mj/submit/imagine", "{\"prompt\":\"nude\"}").refusal())
        .isEqualTo("200 application/json 24");
    inner.bean(Midjourney.class).drain(ProviderId.of("sim"), true);
    assertThat(outer.post("/mj/submit/imagine", "{\"prompt\":\"a red fox\"}").refusal())
        .isEqualTo("503 application/json 23");
  }
}
