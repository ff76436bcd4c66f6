package io.mjrouter.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.mjrouter.Midjourney;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.model.TimeSource;
import io.mjrouter.provider.KnownProfiles;
import io.mjrouter.provider.simulator.HttpSimulatedHost;
import io.mjrouter.provider.simulator.HttpSimulatedHost.Request;
import io.mjrouter.provider.simulator.SimulatedHost;
import io.mjrouter.spi.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.ByteArrayResource;

/** One application, and the four lines that say where it draws. */
@Timeout(120)
class VendorSwitchTest {

  private static HttpSimulatedHost host(String profile) {
    Profile known = KnownProfiles.byName(profile).orElseThrow();
    return HttpSimulatedHost.start(
        known, SimulatedHost.builder(known, TimeSource.system()).speed(1000).build());
  }

  /** What is the stub's and not the vendor's. */
  private static ApplicationContextRunner at(HttpSimulatedHost host, String name) {
    String provider = "midjourney.providers." + name;
    return Contexts.empty()
        .withPropertyValues(
            provider + ".base-url=" + host.baseUrl(),
            provider + ".balance.enabled=false",
            "midjourney.tasks.poll.min=10ms",
            "midjourney.tasks.poll.max=200ms");
  }

  /** The application. It is the same wherever it draws. */
  private static Task draw(AssertableApplicationContext context) throws InterruptedException {
    Midjourney midjourney = context.getBean(Midjourney.class);
    SubmitOptions fast = SubmitOptions.builder().modes(Mode.FAST).build();
    Task task = midjourney.await(midjourney.submit(Imagine.of("a red fox"), fast).id());
    assertThat(midjourney.bytes(task)).hasSizeGreaterThan(1_000);
    return task;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "cometapi; cometapi; /mj-fast/mj/submit/imagine; a red fox",
        "deerapi; deerapi; /mj-fast/mj/submit/imagine; a red fox",
        "dataeyes; dataeyes; /mj/submit/imagine; \"accountFilter\":{\"modes\":[\"FAST\"]}",
        "yutoai; yutoai; /mj-fast/mj/submit/imagine; \"base64Array\":[]",
        "compatible; new-api; /mj-fast/mj/submit/imagine; a red fox"
      })
  void typeAndKey_areAllThatSaysWhere(String type, String dialect, String path, String body) {
    try (HttpSimulatedHost host = host(dialect)) {
      at(host, "host")
          .withPropertyValues(
              "midjourney.providers.host.type=" + type,
              "midjourney.providers.host.api-key=" + HttpSimulatedHost.KEY)
          .run(
              context -> {
                assertThat(draw(context).status()).isEqualTo(TaskStatus.SUCCEEDED);
                assertThat(host.paidSubmissions()).isEqualTo(1);
                Request submit =
                    host.requests().stream()
                        .filter(request -> request.target().endsWith("/submit/imagine"))
                        .findFirst()
                        .orElseThrow();
                assertThat(submit.target()).isEqualTo(path);
                assertThat(submit.body()).contains(body);
                assertThat(submit.headers())
                    .containsEntry("authorization", "Bearer " + HttpSimulatedHost.KEY);
                assertThat(host.requests())
                    .allSatisfy(
                        request ->
                            assertThat(request.headers().get("user-agent"))
                                .startsWith("mj-router/"));
              });
    }
  }

  @Test
  void fourLinesOfTheReadme_draw() throws IOException {
    String readme = Files.readString(Path.of("../README.md"));
    String lines = readme.split("## With Spring Boot\n")[1].split("```yaml\n")[1].split("```")[0];
    assertThat(lines.lines()).hasSize(4);
    try (HttpSimulatedHost host = host("deerapi")) {
      at(host, "deer")
          .withPropertyValues("midjourney.providers.deer.api-key=" + HttpSimulatedHost.KEY)
          .withInitializer(
              context -> {
                try {
                  new YamlPropertySourceLoader()
                      .load("readme", new ByteArrayResource(lines.getBytes(UTF_8)))
                      .forEach(context.getEnvironment().getPropertySources()::addLast);
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              })
          .run(context -> assertThat(draw(context).route().orElseThrow()).hasToString("deer/fast"));
    }
  }
}
