package io.mjrouter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.error.ConfigurationException;
import io.mjrouter.error.NoRouteException;
import io.mjrouter.error.StoreException;
import io.mjrouter.model.ProviderId;
import io.mjrouter.route.RoutingSettings;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.Problems;
import io.mjrouter.spi.ProviderContext;
import io.mjrouter.spi.ProviderFactory;
import io.mjrouter.spi.ProviderSettings;
import io.mjrouter.spi.Secret;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.store.TaskStore;
import io.mjrouter.task.PollSettings;
import io.mjrouter.task.TaskSettings;
import io.mjrouter.testing.FakeTime;
import io.mjrouter.testing.ScriptedProvider;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is wrong with a configuration is said at the start, all at once. */
@Timeout(60)
class MidjourneyBuilderTest {

  private final ScriptedProvider made = ScriptedProvider.named("made");

  private static ProviderSettings settings(String name) {
    return ProviderSettings.builder(name, "scripted").build();
  }

  private static List<String> problems(MidjourneyBuilder builder) {
    return assertThrows(ConfigurationException.class, builder::build).problems();
  }

  @Test
  void build_nothing_asksForAProvider() {
    assertEquals(
        List.of("midjourney.providers: none that is enabled (expected: at least one)"),
        problems(Midjourney.builder()));
  }

  @Test
  void build_manyFaults_namesThemAllAndTheirProperties() {
    List<String> problems =
        problems(
            Midjourney.builder()
                .factory(ScriptedProvider.factory(made))
                .provider(settings("made"))
                .provider(settings("made"))
                .provider(settings("stranger"))
                .provider(
                    ProviderSettings.builder("odd", "no-such-type")
                        .apiKey("a-secret-key")
                        .concurrent(0)
                        .weight(0)
                        .perMinute(0)
                        .build())
                .routing(
                    RoutingSettings.builder()
                        .policy("luckiest")
                        .attempts(0)
                        .submitDeadline(Duration.ZERO)
                        .build())
                .tasks(
                    TaskSettings.defaults()
                        .withStall(Duration.ZERO)
                        .withPoll(
                            PollSettings.defaults()
                                .withMin(Duration.ofMinutes(1))
                                .withBatch(0)
                                .withPerSecond(0)))
                .webhooks(
                    WebhookSettings.defaults()
                        .withBaseUrl(
                            URI.create("https://me:a-secret-key@app.example/?a-secret-key"))
                        .withPath("mjr/hooks/")
                        .withSecret(Secret.of("a-secret-key")))
                .images(
                    ImageSettings.defaults()
                        .withMaxSize(0)
                        .withRetention(Duration.ZERO)
                        .withKeep(Path.of("pom.xml", "pictures"))));

    for (String expected :
        List.of(
            "midjourney.routing.policy: 'luckiest' (expected: one of [cheapest,"
                + " fastest, balanced, priority, weighted])",
            "midjourney.routing.attempts: 0",
            "midjourney.routing.submit-deadline: ",
            "midjourney.tasks.stall: ",
            "midjourney.tasks.poll.max: ",
            "midjourney.tasks.poll.batch: 0",
            "midjourney.tasks.poll.per-second: 0",
            "midjourney.webhooks.base-url: 'https://app.example' (expected: https://HOST",
            "midjourney.webhooks.path: 'mjr/hooks/' (expected: a path such as /mjr/hooks)",
            "midjourney.webhooks.secret: too short (expected: 16 characters or more",
            "midjourney.images.max-size: 0",
            "midjourney.images.retention: PT0S",
            "midjourney.images.keep: 'pom.xml/pictures' (expected: a directory that can be made",
            "midjourney.providers.made: configured twice",
            "midjourney.providers.stranger: no script",
            "midjourney.providers.odd.type: 'no-such-type' (expected: one of [scripted])",
            "midjourney.providers.odd.limits.concurrent: 0",
            "midjourney.providers.odd.limits.per-minute: 0",
            "midjourney.providers.odd.weight: 0")) {
      assertTrue(
          problems.stream().anyMatch(line -> line.startsWith(expected)),
          () -> expected + " is not among\n" + String.join("\n", problems));
    }
    assertEquals(19, problems.size(), () -> String.join("\n", problems));
    assertFalse(problems.toString().contains("a-secret-key"));
  }

  @Test
  void build_timesWithoutBound_nameTheirProperties() {
    Duration ever = Duration.ofSeconds(Long.MAX_VALUE);
    assertEquals(
        List.of(
            "midjourney.routing.deadline: "
                + ever
                + " (expected: more than nothing, at most PT24H)",
            "midjourney.routing.submit-deadline: PT1H0.001S"
                + " (expected: more than nothing, at most PT1H)",
            "midjourney.tasks.timeout: " + ever + " (expected: more than nothing, at most PT8760H)",
            "midjourney.tasks.poll.max: " + ever + " (expected: from min, PT3S, to PT8760H)"),
        problems(
            Midjourney.builder()
                .provider(made)
                .routing(
                    RoutingSettings.builder()
                        .deadline(ever)
                        .submitDeadline(Duration.ofHours(1).plusMillis(1))
                        .build())
                .tasks(
                    TaskSettings.defaults()
                        .withTimeout(ever)
                        .withPoll(PollSettings.defaults().withMax(ever)))));
  }

  @Test
  void build_twoFactoriesOfOneType_namesBothClasses() {
    List<String> problems =
        problems(
            Midjourney.builder()
                .factory(ScriptedProvider.factory(made))
                .factory(new Rival())
                .provider(settings("made")));

    assertEquals(1, problems.size());
    assertTrue(problems.get(0).contains(Rival.class.getName()), problems::toString);
    assertTrue(problems.get(0).contains(ScriptedProvider.class.getName()), problems::toString);
  }

  @Test
  void build_sameNameTwiceByHand_isRefused() {
    assertEquals(
        List.of("midjourney.providers.made: configured twice (expected: a name of its own)"),
        problems(Midjourney.builder().provider(made).provider(ScriptedProvider.named("made"))));
  }

  @Test
  void build_disabledProvider_isNeitherCheckedNorMadeButNamed() {
    try (Midjourney mj =
        Midjourney.builder()
            .provider(ProviderSettings.builder("off", "no-such-type").enabled(false).build())
            .provider(made.cannot(Capability.IMAGINE))
            .build()) {
      assertEquals(List.of(made.id()), mj.providers().stream().map(ProviderSummary::id).toList());
      NoRouteException e = assertThrows(NoRouteException.class, () -> mj.submit(Rig.FOX));
      assertTrue(String.valueOf(e.getMessage()).contains("off DISABLED"), e::getMessage);
    }
  }

  @Test
  void build_oneFactoryFailsLate_closesWhatWasMade() {
    ProviderSettings second = ProviderSettings.builder("second", "rival").build();
    MidjourneyBuilder builder =
        Midjourney.builder()
            .factory(ScriptedProvider.factory(made))
            .factory(new Broken())
            .provider(settings("made"))
            .provider(second);

    assertThrows(IllegalStateException.class, builder::build);
    assertTrue(made.isClosed());
  }

  @Test
  void build_storeIsAway_closesWhatWasMade() {
    TaskStore away =
        (TaskStore)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {TaskStore.class},
                (store, method, arguments) -> {
                  throw new StoreException("away", null);
                });
    MidjourneyBuilder builder =
        Midjourney.builder()
            .factory(ScriptedProvider.factory(made))
            .provider(settings("made"))
            .webhooks(WebhookSettings.defaults().withBaseUrl(URI.create("https://app.example")))
            .store(away)
            .drivenByHand();

    assertThrows(StoreException.class, builder::build);
    assertTrue(made.isClosed());
  }

  @Test
  void close_closesWhatWasMadeHereAndNothingElse() {
    ScriptedProvider handed = ScriptedProvider.named("handed");
    FakeTime time = FakeTime.create();
    MemoryTaskStore store = new MemoryTaskStore(time);
    Midjourney mj =
        Midjourney.builder()
            .factory(ScriptedProvider.factory(made))
            .provider(settings("made"))
            .provider(handed)
            .store(store)
            .time(time)
            .drivenByHand()
            .build();
    mj.close();
    mj.close();

    assertTrue(made.isClosed());
    assertFalse(handed.isClosed());
  }

  @Test
  void check_unknownProvider_namesThoseThereAre() {
    try (Rig rig = Rig.of(made)) {
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> rig.mj.check(ProviderId.of("nobody")));
      assertTrue(String.valueOf(e.getMessage()).contains("[made]"));
    }
  }

  private static class Rival implements ProviderFactory {
    @Override
    public String type() {
      return "scripted";
    }

    @Override
    public void validate(ProviderSettings settings, Problems problems) {}

    @Override
    public MjProvider create(ProviderSettings settings, ProviderContext context) {
      throw new IllegalStateException("not expected");
    }
  }

  private static final class Broken extends Rival {
    @Override
    public String type() {
      return "rival";
    }
  }
}
