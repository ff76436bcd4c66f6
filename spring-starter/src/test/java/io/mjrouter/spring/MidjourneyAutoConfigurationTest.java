package io.mjrouter.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import io.mjrouter.Midjourney;
import io.mjrouter.ProviderSummary;
import io.mjrouter.Records;
import io.mjrouter.event.MjEvent;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Kept;
import io.mjrouter.model.Mode;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.model.TimeSource;
import io.mjrouter.route.RoutingPolicy;
import io.mjrouter.spi.ImageSink;
import io.mjrouter.spi.ProviderSettings;
import io.mjrouter.spi.ProviderSource;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.store.TaskStore;
import io.mjrouter.store.jdbc.JdbcTaskStore;
import io.mjrouter.testing.ScriptedProvider;
import java.net.URI;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

@Timeout(60)
class MidjourneyAutoConfigurationTest {

  private final Logs logs = Logs.capture();

  @AfterEach
  void endLogs() {
    logs.close();
  }

  private static Task draw(ApplicationContext context) throws InterruptedException {
    Midjourney midjourney = context.getBean(Midjourney.class);
    return midjourney.await(midjourney.submit(Imagine.of("a red fox")).id());
  }

  private static List<String> names(ApplicationContext context) {
    return context.getBean(Midjourney.class).providers().stream()
        .map(ProviderSummary::id)
        .map(ProviderId::name)
        .toList();
  }

  // ---- With and without providers.

  @Test
  void midjourney_oneProvider_draws() {
    Contexts.simulated()
        .run(context -> assertThat(draw(context).status()).isEqualTo(TaskStatus.SUCCEEDED));
  }

  @Test
  void midjourney_noProvider_isNotMadeAndTheApplicationRuns() {
    Contexts.empty()
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Midjourney.class));
    assertThat(logs.text())
        .containsOnlyOnce("no Midjourney: midjourney.providers names no provider");
  }

  @Test
  void midjourney_providersInOrder() {
    Contexts.empty()
        .withPropertyValues(
            "midjourney.providers.zeta.type=simulator", "midjourney.providers.alpha.type=simulator")
        .run(context -> assertThat(names(context)).containsExactly("zeta", "alpha"));
  }

  @Test
  void midjourney_ownBean_isLeftAlone() {
    Contexts.simulated()
        .withBean(
            "own",
            Midjourney.class,
            () -> Midjourney.builder().provider(ScriptedProvider.named("own")).build())
        .run(
            context -> {
              assertThat(context).hasSingleBean(Midjourney.class);
              assertThat(names(context)).containsExactly("own");
              assertThat(context).doesNotHaveBean(TaskStore.class);
            });
    assertThat(logs.text()).doesNotContain("@OnMjEvent");
  }

  @Test
  void midjourney_ownBean_methodsThatNobodyCallsAreNamed() {
    Contexts.simulated()
        .withBean("waiting", Waiting.class)
        .withBean(
            Midjourney.class,
            () -> Midjourney.builder().provider(ScriptedProvider.named("own")).build())
        .run(context -> assertThat(context).hasNotFailed());

    assertThat(logs.text()).containsOnlyOnce("@OnMjEvent on [waiting.finished]: nobody calls them");
  }

  static class Waiting {
    @OnMjEvent
    void finished(MjEvent.Finished event) {
      throw new IllegalStateException("called: " + event);
    }
  }

  @ParameterizedTest
  @CsvSource({"cometapi, sk-1", "deerapi, sk-2", "dataeyes, sk-3"})
  void vendor_isSwitchedByTypeAndKeyAlone(String type, String key) {
    Contexts.empty()
        .withPropertyValues(
            "midjourney.providers.host.type=" + type, "midjourney.providers.host.api-key=" + key)
        .run(
            context ->
                assertThat(context.getBean(Midjourney.class).providers())
                    .singleElement()
                    .satisfies(provider -> assertThat(provider.info().type()).isEqualTo(type)));
  }

  // ---- Beans.

  @Test
  void providerBean_isUsed() {
    Contexts.empty()
        .withBean(ScriptedProvider.class, () -> ScriptedProvider.named("scripted"))
        .run(context -> assertThat(names(context)).containsExactly("scripted"));
  }

  @Test
  void sourceBean_isReadAlone_andBesideTheConfiguration() {
    ProviderSource rows = () -> List.of(ProviderSettings.builder("tenant", "simulator").build());
    Contexts.empty()
        .withBean(ProviderSource.class, () -> rows)
        .run(context -> assertThat(names(context)).containsExactly("tenant"));
    Contexts.simulated()
        .withBean(ProviderSource.class, () -> rows)
        .run(context -> assertThat(names(context)).containsExactlyInAnyOrder("demo", "tenant"));
  }

  @Test
  void factoryBean_isUsed() {
    Captured factory = new Captured();
    Contexts.empty()
        .withBean(Captured.class, () -> factory)
        .withPropertyValues("midjourney.providers.mine.type=captured")
        .run(context -> assertThat(names(context)).containsExactly("mine"));
    assertThat(factory.settings.type()).isEqualTo("captured");
  }

  @Test
  void policyBean_isNamedByItsBean() {
    RoutingPolicy turbo =
        (demand, candidates, random) ->
            candidates.stream().filter(c -> c.route().mode() == Mode.TURBO).toList();
    Contexts.simulated()
        .withBean("turboOnly", RoutingPolicy.class, () -> turbo)
        .withPropertyValues(
            "midjourney.routing.policy=turboOnly", "midjourney.routing.modes=relax,fast,turbo")
        .run(
            context ->
                assertThat(draw(context).route())
                    .hasValueSatisfying(r -> assertThat(r.mode()).isEqualTo(Mode.TURBO)));
  }

  @Test
  void beansOfAContextAbove_areUsed() {
    RoutingPolicy any = (demand, candidates, random) -> candidates;
    new ApplicationContextRunner()
        .withBean(ScriptedProvider.class, () -> ScriptedProvider.named("above"))
        .withBean("anyRoute", RoutingPolicy.class, () -> any)
        .run(
            above ->
                Contexts.empty()
                    .withParent(above)
                    .withPropertyValues("midjourney.routing.policy=anyRoute")
                    .run(context -> assertThat(names(context)).containsExactly("above")));
  }

  @Test
  void imageSinkBean_keepsPictures() {
    URI kept = URI.create("https://own.example/kept.png");
    ImageSink sink =
        (task, name, mediaType, content) -> {
          content.readAllBytes();
          return kept;
        };
    Contexts.simulated()
        .withBean(ImageSink.class, () -> sink)
        .run(context -> assertThat(draw(context).kept()).isEqualTo(Kept.KEPT));
  }

  @Test
  void severalBeansWhereOneIsUsed_areNamed() {
    ImageSink sink = (task, name, mediaType, content) -> URI.create("https://own.example/1.png");
    Contexts.simulated()
        .withBean("one", ImageSink.class, () -> sink)
        .withBean("two", ImageSink.class, () -> sink)
        .withBean("here", ProviderSource.class, () -> List::of)
        .withBean("there", ProviderSource.class, () -> List::of)
        .run(
            context ->
                assertThat(Contexts.problems(context))
                    .containsExactlyInAnyOrder(
                        "ImageSink: several beans, [one, two] (expected: one, or one @Primary)",
                        "ProviderSource: several beans, [here, there]"
                            + " (expected: one, or one @Primary)"));
  }

  @Test
  void severalBeansWithAPrimary_isUsed() {
    ProviderSource rows = () -> List.of(ProviderSettings.builder("tenant", "simulator").build());
    Contexts.empty()
        .withBean("here", ProviderSource.class, () -> rows, bean -> bean.setPrimary(true))
        .withBean("there", ProviderSource.class, () -> List::of)
        .run(context -> assertThat(names(context)).containsExactly("tenant"));
  }

  @Test
  void timeSourceBean_isUsed() {
    Contexts.simulated()
        .withBean(TimeSource.class, TimeSource::system)
        .run(context -> assertThat(context).hasNotFailed());
  }

  @Test
  void customizer_hasTheLastWord() {
    Contexts.simulated()
        .withBean(
            MidjourneyCustomizer.class,
            () -> builder -> builder.provider(ScriptedProvider.named("late")))
        .run(context -> assertThat(names(context)).containsExactly("demo", "late"));
  }

  @Test
  void customizer_mayBringWhatTheConfigurationNames() {
    Captured factory = new Captured();
    Contexts.empty()
        .withBean(
            MidjourneyCustomizer.class,
            () ->
                builder ->
                    builder
                        .factory(factory)
                        .policy("mine", (demand, candidates, random) -> candidates))
        .withPropertyValues(
            "midjourney.providers.mine.type=captured",
            "midjourney.routing.policy=mine",
            "midjourney.proxy.enabled=true",
            "midjourney.proxy.clients.web.key=k-1",
            "midjourney.proxy.clients.web.policy=mine")
        .run(context -> assertThat(names(context)).containsExactly("mine"));
  }

  @Test
  void meters_withARegistry_areThere() {
    Contexts.simulated()
        .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
        .run(
            context -> {
              draw(context);
              MeterRegistry registry = context.getBean(MeterRegistry.class);
              assertThat(registry.get("mj.submit").tag("provider", "demo").timer().count())
                  .isEqualTo(1);
            });
  }

  @Test
  void meters_withoutARegistry_areNotMade() {
    Contexts.simulated().run(context -> assertThat(context).doesNotHaveBean("midjourneyMeters"));
  }

  @Test
  void observations_withARegistry_areMadeBesideTheMeters() {
    TestObservationRegistry observations = TestObservationRegistry.create();
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
    Contexts.simulated()
        .withBean(ObservationRegistry.class, () -> observations)
        .withBean(MeterRegistry.class, () -> meters)
        .run(
            context -> {
              draw(context);
              TestObservationRegistryAssert.assertThat(observations)
                  .hasObservationWithNameEqualTo("mj.submission")
                  .that()
                  .hasLowCardinalityKeyValue("provider", "demo")
                  .hasBeenStopped();
              assertThat(meters.get("mj.submit").timers()).hasSize(1);
              assertThat(meters.get("mj.submit").timer().count()).isEqualTo(1);
            });
  }

  @Test
  void observations_withoutARegistry_areNotMade() {
    Contexts.simulated()
        .run(context -> assertThat(context).doesNotHaveBean("midjourneyObservations"));
  }

  // ---- Stores.

  @Test
  void store_nothingConfigured_isMemory() {
    Contexts.simulated()
        .run(
            context ->
                assertThat(context.getBean(TaskStore.class)).isInstanceOf(MemoryTaskStore.class));
  }

  @Test
  void store_bean_isUsed() {
    TaskStore own = new MemoryTaskStore(TimeSource.system());
    Contexts.simulated()
        .withBean(TaskStore.class, () -> own)
        .run(
            context ->
                assertThat(Records.of(context.getBean(Midjourney.class)).store()).isSameAs(own));
  }

  @Test
  void store_jdbc_outlivesTheApplication() {
    DataSource database = Databases.inMemory();
    var application =
        Contexts.simulated()
            .withBean(DataSource.class, () -> database)
            .withPropertyValues("midjourney.store.type=jdbc");
    Task[] drawn = new Task[1];
    application.run(
        context -> {
          assertThat(context.getBean(TaskStore.class)).isInstanceOf(JdbcTaskStore.class);
          drawn[0] = draw(context);
        });
    application.run(
        context ->
            assertThat(context.getBean(Midjourney.class).get(drawn[0].id()).status())
                .isEqualTo(TaskStatus.SUCCEEDED));
  }

  @Test
  void store_namedDataSource_isTheOneUsed() {
    DataSource pictures = Databases.inMemory();
    Contexts.simulated()
        .withBean("main", DataSource.class, Databases::inMemory)
        .withBean("pictures", DataSource.class, () -> pictures)
        .withPropertyValues("midjourney.store.type=jdbc", "midjourney.store.data-source=pictures")
        .run(
            context -> {
              Task drawn = draw(context);
              try (JdbcTaskStore again = JdbcTaskStore.over(pictures)) {
                assertThat(again.find(drawn.id())).isPresent();
              }
            });
  }

  @Test
  void store_dataSourceThatIsNotThere_isNamed() {
    Contexts.simulated()
        .withBean("pictures", DataSource.class, Databases::inMemory)
        .withPropertyValues("midjourney.store.type=jdbc", "midjourney.store.data-source=picturs")
        .run(
            context ->
                assertThat(Contexts.problems(context))
                    .singleElement()
                    .asString()
                    .startsWith("midjourney.store.data-source: ")
                    .endsWith("did you mean pictures?"));
  }

  @Test
  void store_severalDataSources_areNamed() {
    Contexts.simulated()
        .withBean("main", DataSource.class, Databases::inMemory)
        .withBean("pictures", DataSource.class, Databases::inMemory)
        .withPropertyValues("midjourney.store.type=jdbc")
        .run(
            context ->
                assertThat(Contexts.problems(context))
                    .containsExactly(
                        "midjourney.store.data-source: missing, of several beans"
                            + " (expected: one of [main, pictures])"));
  }

  @Test
  void f86_memoryInProduction_isWarnedAbout() {
    Contexts.simulated()
        .withPropertyValues("spring.profiles.active=prod-eu")
        .run(context -> assertThat(context).hasNotFailed());
    assertThat(logs.text())
        .contains("tasks are kept in memory under profile prod-eu")
        .contains("set midjourney.store.type to jdbc");
  }

  @Test
  void f86_memoryInKubernetes_isWarnedAbout() {
    Contexts.simulated()
        .withPropertyValues("spring.main.cloud-platform=kubernetes")
        .run(context -> assertThat(context).hasNotFailed());
    assertThat(logs.text()).contains("tasks are kept in memory at KUBERNETES");
  }

  @Test
  void f86_memoryElsewhere_isNotWarnedAbout() {
    Contexts.simulated().run(context -> assertThat(context).hasNotFailed());
    assertThat(logs.text()).doesNotContain("kept in memory");
  }
}
