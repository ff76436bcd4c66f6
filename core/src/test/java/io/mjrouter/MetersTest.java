package io.mjrouter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.search.Search;
import io.mjrouter.error.NoRouteException;
import io.mjrouter.error.SubmissionRefusedException;
import io.mjrouter.event.MjProbe.HookSent;
import io.mjrouter.metrics.MeterNames;
import io.mjrouter.model.Answer;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.Press;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.RouteStatus;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.route.RoutingSettings;
import io.mjrouter.spi.NotSentReason;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitOutcome.Acceptance;
import io.mjrouter.spi.UnknownReason;
import io.mjrouter.testing.FakeTime;
import io.mjrouter.testing.ScriptedProvider;
import java.io.InputStream;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every meter, driven through the router itself. */
class MetersTest {

  /** Name, kind and tags, as promised. */
  private static final Set<String> PROMISED =
      Set.of(
          "mj.submit TIMER [action, mode, outcome, provider]",
          "mj.failover COUNTER [from, reason]",
          "mj.route.decision TIMER []",
          "mj.task TIMER [action, mode, provider, status]",
          "mj.tasks.active GAUGE [mode, provider]",
          "mj.poll.calls COUNTER [provider]",
          "mj.poll.tasks COUNTER [provider]",
          "mj.task.freshness TIMER []",
          "mj.spend COUNTER [kind, provider]",
          "mj.balance GAUGE [provider]",
          "mj.route.state GAUGE [mode, provider, state]",
          "mj.webhook.in COUNTER [result]",
          "mj.webhook.out COUNTER [result]");

  private final ScriptedProvider host =
      ScriptedProvider.named("host").offers(Mode.FAST).charges("0.05");

  static ScriptedProvider cheap() {
    return ScriptedProvider.named("cheap").offers(Mode.FAST).charges("0.01");
  }

  @Test
  void everyMeter_isThereWithItsNameKindAndTags() throws Exception {
    ScriptedProvider cheap = cheap().thenFails(RejectReason.NO_CHANNEL);
    host.thenAccepts("1").shows(Rig.running("1", 30), Rig.done("1"));
    try (Rig rig = Rig.of(cheap, host)) {
      rig.submit();
      rig.pass(Duration.ofMinutes(2));
      rig.mj.webhook("nobody", InputStream.nullInputStream());
      rig.probe.hookSent(HookSent.DELIVERED);

      assertEquals(
          new TreeSet<>(PROMISED),
          rig.meters.getMeters().stream()
              .map(Meter::getId)
              .map(
                  id ->
                      id.getName()
                          + " "
                          + id.getType()
                          + " "
                          + id.getTags().stream().map(Tag::getKey).sorted().toList())
              .collect(Collectors.toCollection(TreeSet::new)));
      assertTrue(
          rig.meters.getMeters().stream()
              .allMatch(meter -> meter.getId().getDescription() != null));
    }
    List<String> names = new ArrayList<>();
    for (var field : MeterNames.class.getFields()) {
      assertTrue(Modifier.isStatic(field.getModifiers()));
      names.add((String) field.get(null));
    }
    assertEquals(
        new TreeSet<>(PROMISED.stream().map(each -> each.split(" ")[0]).toList()),
        new TreeSet<>(names));
  }

  @Test
  void submitted_onceRefused_countsTheFailoverAndTheAnswer() {
    ScriptedProvider cheap = cheap().thenFails(RejectReason.NO_CHANNEL);
    try (Rig rig = Rig.of(cheap, host)) {
      host.whileSubmitting(any -> rig.time.advance(Duration.ofSeconds(2)));
      rig.submit();

      assertEquals(1, counted(rig, "mj.failover", "from", "cheap", "reason", "no-channel"), 0);
      var timer =
          find(rig, "mj.submit", "provider", "host", "mode", "fast", "action", "imagine")
              .tag("outcome", "accepted")
              .timer();
      assertEquals(1, timer.count());
      assertEquals(2000, timer.totalTime(TimeUnit.MILLISECONDS), 0.1);
      assertEquals(1, rig.meters.get("mj.route.decision").timer().count());
    }
  }

  @Test
  void submitted_eachOutcome_isTold() {
    host.thenFails(UnknownReason.TIMED_OUT)
        .thenFails(NotSentReason.DNS)
        .thenFails(RejectReason.BANNED_PROMPT);
    try (Rig rig = Rig.of(host)) {
      rig.unknown();
      assertThrows(NoRouteException.class, rig::submit);
      assertThrows(SubmissionRefusedException.class, rig::submit);
      rig.mj.drain(ProviderId.of("host"), true);
      assertThrows(NoRouteException.class, rig::submit);
      rig.mj.explain(Rig.FOX);

      assertEquals(1, outcomes(rig, "unknown", "host"));
      assertEquals(1, outcomes(rig, "not-sent", "host"));
      assertEquals(1, outcomes(rig, "rejected", "host"));
      assertEquals(1, outcomes(rig, "no-route", "none"));
      assertEquals(4, rig.meters.get("mj.route.decision").timer().count());
      assertEquals(
          3,
          rig.meters.find("mj.task").tag("status", "failed").timers().stream()
              .mapToLong(timer -> timer.count())
              .sum());
    }
  }

  @Test
  void submitted_refusedBeforeAnyHostWasAsked_isTheCallers() {
    try (Rig rig = Rig.of(host)) {
      assertThrows(
          SubmissionRefusedException.class,
          () -> rig.submit(Imagine.of("a fox --turbo"), SubmitOptions.builder()));

      assertEquals(1, outcomes(rig, "refused", "none"));
      assertTrue(rig.meters.find("mj.spend").counters().isEmpty());
    }
  }

  private static long outcomes(Rig rig, String outcome, String provider) {
    return find(rig, "mj.submit", "outcome", outcome, "provider", provider).timer().count();
  }

  @Test
  void ended_taskIsTimedFromItsClaim() {
    host.thenAccepts("1").shows(Rig.running("1", 30), Rig.done("1"));
    try (Rig rig = Rig.of(host)) {
      Task task = rig.submit();
      rig.pass(Duration.ofMinutes(2));

      Task done = rig.now(task);
      var timer = find(rig, "mj.task", "provider", "host", "status", "succeeded").timer();
      assertEquals(1, timer.count());
      assertEquals(
          Duration.between(done.created(), done.ended().orElseThrow()).toMillis(),
          timer.totalTime(TimeUnit.MILLISECONDS),
          0.1);
    }
  }

  @Test
  void polled_callsAndTheirTasksAreCounted() {
    host.thenAccepts("1").thenAccepts("2");
    host.shows(Rig.done("1")).shows(Rig.done("2"));
    try (Rig rig = Rig.of(host)) {
      rig.submit();
      rig.submit();
      rig.pass(Duration.ofMinutes(2));

      assertEquals(host.reads().size(), counted(rig, "mj.poll.calls", "provider", "host"), 0);
      assertEquals(
          host.reads().stream().mapToInt(List::size).sum(),
          counted(rig, "mj.poll.tasks", "provider", "host"),
          0);
      assertTrue(host.reads().size() > 0);
    }
  }

  @Test
  void refresh_asksTheHost_isCounted() {
    host.thenAccepts("1").shows(Rig.running("1", 30));
    try (Rig rig = Rig.of(host)) {
      Task task = rig.submit();
      rig.mj.refresh(task.id());

      assertEquals(1, counted(rig, "mj.poll.calls", "provider", "host"), 0);
    }
  }

  @Test
  void seen_hostTellsItsFinish_freshnessIsCountedFromThere() {
    host.thenAccepts("1");
    try (Rig rig = Rig.of(host)) {
      Task task = rig.submit();
      rig.time.advance(Duration.ofSeconds(10));
      host.forgets("1").shows(finished("1", Duration.ofSeconds(7)));
      rig.mj.refresh(task.id());

      assertEquals(3000, freshness(rig), 0.1);
    }
  }

  @Test
  void seen_finishBeforeTheLastLookOrNone_freshnessIsTheGap() {
    host.thenAccepts("1");
    try (Rig rig = Rig.of(host)) {
      Task task = rig.submit();
      host.forgets("1").shows(Rig.running("1", 30), finished("1", Duration.ofHours(-9)));
      rig.time.advance(Duration.ofSeconds(4));
      rig.mj.refresh(task.id());
      assertEquals(4000, freshness(rig), 0.1);

      rig.time.advance(Duration.ofSeconds(5));
      rig.mj.refresh(task.id());
      assertEquals(9000, freshness(rig), 0.1);
      assertEquals(2, rig.meters.get("mj.task.freshness").timer().count());
    }
  }

  private static double freshness(Rig rig) {
    return rig.meters.get("mj.task.freshness").timer().totalTime(TimeUnit.MILLISECONDS);
  }

  private static TaskSnapshot finished(String id, Duration afterStart) {
    return Rig.done(id).toBuilder().finished(FakeTime.START.plus(afterStart)).build();
  }

  @Test
  void gauges_followTheRouter() {
    host.has(Money.usd("10")).thenAccepts("1").thenFails(RejectReason.AUTH);
    try (Rig rig = Rig.of(host)) {
      assertTrue(Double.isNaN(gauge(rig, "mj.balance", "provider", "host")));
      assertEquals(Set.of("open"), states(rig));
      rig.mj.balance(ProviderId.of("host"));
      assertEquals(10, gauge(rig, "mj.balance", "provider", "host"), 1e-9);

      rig.submit();
      assertEquals(9.95, gauge(rig, "mj.balance", "provider", "host"), 1e-9);
      assertEquals(1, gauge(rig, "mj.tasks.active", "provider", "host", "mode", "fast"), 0);
      assertThrows(NoRouteException.class, rig::submit);
      assertEquals(Set.of("bad-key"), states(rig));
      rig.mj.drain(ProviderId.of("host"), true);
      assertEquals(Set.of("drained"), states(rig));
      assertEquals(RouteStatus.values().length, rig.meters.find("mj.route.state").gauges().size());
    }
  }

  private static Set<String> states(Rig rig) {
    return rig.meters.find("mj.route.state").gauges().stream()
        .filter(gauge -> gauge.value() == 1)
        .map(gauge -> gauge.getId().getTag("state"))
        .collect(Collectors.toSet());
  }

  @Test
  void answered_window_isASubmissionAndNoFailover() {
    host.thenAccepts("1").shows(Rig.done("1"));
    try (Rig rig = Rig.of(host)) {
      Task grid = rig.submit();
      rig.pass(Duration.ofMinutes(1));
      host.thenAccepts(Acceptance.NEEDS_MODAL, "2").thenAccepts("2");
      Task window = rig.mj.submit(Press.of(grid.id(), Rig.region()));
      assertEquals(0, gauge(rig, "mj.tasks.active", "provider", "host"), 0);
      rig.mj.submit(Answer.of(window.id(), "a hat"));

      assertEquals(2, find(rig, "mj.submit", "action", "inpaint").timer().count());
      assertTrue(rig.meters.find("mj.failover").counters().isEmpty());
      assertEquals(0.15, counted(rig, "mj.spend", "kind", "settled"), 1e-9);
    }
  }

  @Test
  void diedAndTriedElsewhere_isAFailoverWithItsMoneyBack() {
    ScriptedProvider cheap = cheap().refundsFailures().thenAccepts("1");
    cheap.shows(Rig.status("1", HostStatus.FAILURE));
    host.thenAccepts("2").shows(Rig.done("2"));
    RoutingSettings routing = RoutingSettings.builder().resubmitFailed(true).build();
    try (Rig rig = Rig.of(routing, cheap, host)) {
      rig.submit();
      rig.pass(Duration.ofMinutes(3));

      assertEquals(1, counted(rig, "mj.failover", "from", "cheap", "reason", "host-said-so"));
      assertEquals(0.01, counted(rig, "mj.spend", "provider", "cheap", "kind", "refunded"), 1e-9);
      assertEquals(0.06, counted(rig, "mj.spend", "kind", "settled"), 1e-9);
      assertEquals(1, outcomes(rig, "accepted", "cheap"));
      assertEquals(1, outcomes(rig, "accepted", "host"));
      assertEquals(1, find(rig, "mj.task", "provider", "host").timer().count());
      assertTrue(find(rig, "mj.task", "provider", "cheap").timers().isEmpty());
    }
  }

  static Search find(Rig rig, String name, String... tags) {
    return rig.meters.find(name).tags(tags);
  }

  static double counted(Rig rig, String name, String... tags) {
    return find(rig, name, tags).counters().stream().mapToDouble(each -> each.count()).sum();
  }

  private static double gauge(Rig rig, String name, String... tags) {
    return Optional.ofNullable(find(rig, name, tags).gauge()).orElseThrow().value();
  }
}
