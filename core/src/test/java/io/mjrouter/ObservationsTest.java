package io.mjrouter;

import static io.micrometer.observation.tck.TestObservationRegistryAssert.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.mjrouter.error.MjException;
import io.mjrouter.error.NoRouteException;
import io.mjrouter.error.StoreException;
import io.mjrouter.error.SubmissionRefusedException;
import io.mjrouter.metrics.MjMeters;
import io.mjrouter.metrics.MjObservations;
import io.mjrouter.model.Answer;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Press;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.route.RoutingSettings;
import io.mjrouter.spi.NotSentReason;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.spi.SubmitOutcome.Acceptance;
import io.mjrouter.spi.UnknownReason;
import io.mjrouter.testing.ScriptedProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a trace shows of submissions. */
class ObservationsTest {

  private final TestObservationRegistry registry = TestObservationRegistry.create();
  private final List<Observation.Context> contexts = new ArrayList<>();
  private final ScriptedProvider host = provider("host", "0.05");

  ObservationsTest() {
    registry
        .observationConfig()
        .observationHandler(
            new ObservationHandler<Observation.Context>() {
              @Override
              public void onStop(Observation.Context context) {
                contexts.add(context);
              }

              @Override
              public boolean supportsContext(Observation.Context context) {
                return true;
              }
            });
  }

  private static ScriptedProvider provider(String name, String price) {
    return ScriptedProvider.named(name).offers(Mode.FAST).charges(price);
  }

  private Rig rig(ScriptedProvider... hosts) {
    return Rig.with(builder -> builder.probe(MjObservations.of(registry)), hosts);
  }

  private List<String> ended() {
    return contexts.stream().map(ObservationsTest::line).toList();
  }

  /** Name, parent, keys of low cardinality, failure. */
  private static String line(Observation.Context context) {
    Map<String, String> keys = new TreeMap<>();
    context.getLowCardinalityKeyValues().forEach(key -> keys.put(key.getKey(), key.getValue()));
    return context.getName()
        + Optional.ofNullable(context.getParentObservation())
            .map(parent -> " in " + parent.getContextView().getName())
            .orElse("")
        + " "
        + keys
        + (context.getError() == null ? "" : " failed: " + context.getError().getMessage());
  }

  @Test
  void submit_movedOn_isOneSubmissionWithOneAttemptAtEachProvider() {
    ScriptedProvider cheap = provider("cheap", "0.01").thenFails(RejectReason.NO_CHANNEL);
    host.thenAccepts("1");
    try (Rig rig = rig(cheap, host)) {
      Observation request = Observation.start("request", registry);
      Task task;
      try (Observation.Scope scope = request.openScope()) {
        task = rig.submit();
        assertEquals(scope, registry.getCurrentObservationScope());
      }
      request.stop();

      assertEquals(
          List.of(
              "mj.attempt in mj.submission"
                  + " {action=imagine, mode=fast, outcome=rejected, provider=cheap,"
                  + " reason=no-channel} failed: rejected no-channel",
              "mj.attempt in mj.submission"
                  + " {action=imagine, mode=fast, outcome=accepted, provider=host, reason=none}",
              "mj.submission in request"
                  + " {action=imagine, mode=fast, outcome=accepted, provider=host}",
              "request {}"),
          ended());
      assertThat(registry).hasNumberOfObservationsWithNameEqualTo("mj.attempt", 2);
      assertThat(registry)
          .hasObservationWithNameEqualTo("mj.submission")
          .that()
          .hasContextualNameEqualTo("submit imagine")
          .hasHighCardinalityKeyValue("mj.task", task.id().toString())
          .hasBeenStopped();
      assertThat(registry)
          .forAllObservationsWithNameEqualTo(
              "mj.attempt",
              attempt -> attempt.hasHighCardinalityKeyValue("mj.task", task.id().toString()));
    }
  }

  @Test
  void begin_doneOnAnotherThread_isStillAChildOfWhatItsCallerObserves() {
    host.thenAccepts("1");
    try (Midjourney mj =
        Midjourney.builder().provider(host).probe(MjObservations.of(registry)).build()) {
      Observation request = Observation.start("request", registry);
      Submitting begun;
      try (Observation.Scope scope = request.openScope()) {
        begun = mj.begin(Rig.FOX, SubmitOptions.defaults());
        assertEquals(scope, registry.getCurrentObservationScope());
      }
      begun.decided().join();
      assertThat(registry)
          .hasObservationWithNameEqualTo("mj.submission")
          .that()
          .hasParentObservationEqualTo(request)
          .hasBeenStopped();
    }
  }

  @Test
  void provider_whileAsked_worksWithinItsAttempt() {
    List<String> within = new ArrayList<>();
    host.whileSubmitting(
        any -> within.add(registry.getCurrentObservation().getContextView().getName()));
    try (Rig rig = rig(host)) {
      rig.submit();
      assertEquals(List.of("mj.attempt"), within);
      assertNull(registry.getCurrentObservation());
    }
  }

  @Test
  void nobodyAsked_saysWhy() {
    SubmitOptions.Builder order = SubmitOptions.builder().reference("order-7");
    SubmitOptions.Builder unknown = SubmitOptions.builder().policy("no-such");
    try (Rig rig = rig(host)) {
      rig.submit(Rig.FOX, order);
      rig.submit(Rig.FOX, order);
      assertThrows(IllegalArgumentException.class, () -> rig.submit(Rig.FOX, unknown));
      assertThrows(SubmissionRefusedException.class, () -> rig.submit(Imagine.of("a hat"), order));
      rig.mj.drain(host.id(), true);
      assertThrows(NoRouteException.class, rig::submit);

      assertEquals(
          List.of(
              "accepted, provider=host}",
              "joined, provider=none}",
              "failed, provider=none} failed: IllegalArgumentException: failed",
              "refused, provider=none} failed: SubmissionRefusedException: refused",
              "no-route, provider=none} failed: NoRouteException: no-route"),
          ended().stream()
              .filter(line -> line.startsWith("mj.submission"))
              .map(line -> line.substring(line.indexOf("outcome=") + 8))
              .toList());
    }
  }

  @Test
  void store_recordsNothing_endsTheSubmission() {
    HookedStore store = new HookedStore();
    store.beforeClaim(
        record -> {
          throw new StoreException("down", null);
        });
    try (Rig rig =
        Rig.with(builder -> builder.store(store).probe(MjObservations.of(registry)), host)) {
      assertThrows(StoreException.class, rig::submit);
      assertEquals(
          List.of(
              "mj.submission {action=imagine, mode=none, outcome=failed, provider=none}"
                  + " failed: StoreException: failed"),
          ended());
      assertNull(registry.getCurrentObservation());
    }
  }

  @Test
  void window_answered_isASubmissionOfItsOwn() {
    host.thenAccepts("1").shows(Rig.done("1"));
    try (Rig rig = rig(host)) {
      Task grid = rig.submit();
      rig.pass(Duration.ofMinutes(1));
      host.thenAccepts(Acceptance.NEEDS_MODAL, "2").thenAccepts("2");
      Task window = rig.mj.submit(Press.of(grid.id(), Rig.region()));
      contexts.clear();
      rig.mj.submit(Answer.of(window.id(), "a hat"));

      assertEquals(
          List.of(
              "mj.attempt in mj.submission"
                  + " {action=modal, mode=fast, outcome=accepted, provider=host, reason=none}",
              "mj.submission {action=modal, mode=fast, outcome=accepted, provider=host}"),
          ended());
    }
  }

  @Test
  void diedAndTriedElsewhere_isASubmissionOfItsOwn() {
    ScriptedProvider cheap = provider("cheap", "0.01").refundsFailures().thenAccepts("1");
    cheap.shows(Rig.status("1", HostStatus.FAILURE));
    host.thenAccepts("2").shows(Rig.done("2"));
    RoutingSettings again = RoutingSettings.builder().resubmitFailed(true).build();
    try (Rig rig =
        Rig.with(
            builder -> builder.routing(again).probe(MjObservations.of(registry)), cheap, host)) {
      Task task = rig.submit();
      contexts.clear();
      rig.pass(Duration.ofMinutes(1));

      assertEquals(
          List.of(
              "mj.attempt in mj.submission"
                  + " {action=imagine, mode=fast, outcome=accepted, provider=host, reason=none}",
              "mj.submission {action=imagine, mode=fast, outcome=accepted, provider=host}"),
          ended());
      assertThat(registry)
          .forAllObservationsWithNameEqualTo(
              "mj.submission",
              submission -> submission.hasHighCardinalityKeyValue("mj.task", task.id().toString()));
    }
  }

  @Test
  void whateverHostAndCallerSay_isInNoTrace() {
    String canary = "canary-7f3a";
    host.then(SubmitOutcome.Rejected.of(RejectReason.HOST_TROUBLE, canary))
        .then(new SubmitOutcome.Unknown(UnknownReason.NOT_JSON, canary))
        .then(new SubmitOutcome.NotSent(NotSentReason.CONNECT_REFUSED, canary))
        .then(SubmitOutcome.Rejected.of(RejectReason.BANNED_PROMPT, canary))
        .then(SubmitOutcome.Accepted.of(Acceptance.QUEUED, canary));
    SubmitOptions.Builder options =
        SubmitOptions.builder().state(canary).tags(Map.of(canary, canary)).caller(canary);
    try (Rig rig = rig(host)) {
      for (int i = 0; i < 5; i++) {
        try {
          rig.submit(Imagine.of(canary), options.reference(canary + i));
        } catch (MjException e) {
          assertFalse(String.valueOf(e.getMessage()).isBlank());
        }
        rig.pass(Duration.ofMinutes(3));
      }
    }
    assertEquals(5, host.submits());
    assertEquals(10, contexts.size());
    for (Observation.Context context : contexts) {
      assertFalse(String.valueOf(context).contains(canary), context::toString);
      Throwable error = context.getError();
      assertFalse(String.valueOf(error).contains(canary), () -> String.valueOf(error));
      assertEquals(0, error == null ? 0 : error.getStackTrace().length);
      assertNull(error == null ? null : error.getCause());
    }
  }

  @Test
  void metersOfObservations_haveNamesOfTheirOwn() {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
    try (Rig rig =
        Rig.with(
            builder -> builder.probe(MjMeters.of(meters)).probe(MjObservations.of(registry)),
            host)) {
      rig.submit();

      assertEquals(1, meters.get("mj.submit").timer().count());
      assertEquals(1, meters.get("mj.submit").timers().size());
      assertEquals(1, meters.get("mj.submission").timer().count());
      assertEquals(1, meters.get("mj.attempt").timer().count());
      assertEquals(0, meters.get("mj.submission.active").longTaskTimer().activeTasks());
      assertEquals(0, meters.get("mj.attempt.active").longTaskTimer().activeTasks());
    }
  }

  @Test
  void switchedOff_followsNothing() {
    TestObservationRegistry none = TestObservationRegistry.create();
    none.observationConfig().observationPredicate((name, context) -> !name.startsWith("mj."));
    try (Rig rig = Rig.with(builder -> builder.probe(MjObservations.of(none)), host)) {
      rig.submit();
      assertThat(none).doesNotHaveAnyObservation();
    }
  }
}
