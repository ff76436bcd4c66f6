package io.mjrouter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Attempt;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.OnUnknown;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.UnknownReason;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.store.SpendSum;
import io.mjrouter.task.TaskSettings;
import io.mjrouter.task.Unresolved;
import io.mjrouter.testing.FakeTime;
import io.mjrouter.testing.ScriptedProvider;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What nobody knows is listed until somebody does, or it is given up. */
@Timeout(60)
class UnresolvedTest {

  private static final Duration EXPIRED = TaskSettings.defaults().unknownExpiry().plusSeconds(10);

  private ScriptedProvider host =
      ScriptedProvider.named("host").offers(Mode.FAST).charges("0.05").cannot(Capability.LIST);

  /** The same host with a list. */
  private ScriptedProvider listing() {
    host = ScriptedProvider.named("host").offers(Mode.FAST).charges("0.05");
    return host;
  }

  @Test
  void unresolved_nobodyFindsOut_isListedWithItsAmountUntilItIsDisputed() {
    host.thenFails(UnknownReason.TIMED_OUT);
    try (Rig rig = Rig.of(host)) {
      TaskId id = rig.unknown();
      rig.submit();

      List<Unresolved> listed = rig.mj.unresolved();
      assertEquals(List.of(id), listed.stream().map(each -> each.task().id()).toList());
      assertEquals(Optional.of(Money.usd("0.05")), listed.get(0).amount());
      assertEquals(
          Optional.of(rig.time.now().plus(TaskSettings.defaults().unknownExpiry())),
          listed.get(0).expires());
      rig.pass(TaskSettings.defaults().unknownExpiry().minus(Duration.ofSeconds(5)));
      assertEquals(1, rig.mj.unresolved().size());
      rig.pass(Duration.ofSeconds(10));

      Unresolved disputed = only(rig);
      assertEquals(ChargeState.DISPUTED, disputed.attempt().charge());
      assertEquals(Optional.empty(), disputed.expires());
      Task task = rig.mj.get(id);
      assertEquals(FailureReason.UNKNOWN_OUTCOME, task.failure().orElseThrow().reason());
      assertEquals(ChargeState.DISPUTED, task.attempts().get(0).charge());
      assertEquals(Money.usd("0.05"), task.spent());
    }
  }

  @Test
  void submit_sameReferenceOnceItIsDisputed_stillSaysUnknownAndSendsNothing() {
    host.thenFails(UnknownReason.TIMED_OUT);
    try (Rig rig = Rig.of(host)) {
      TaskId id = rig.unknown(Rig.FOX, SubmitOptions.builder().reference("order-1"));
      rig.pass(Duration.ofHours(1));

      assertEquals(id, rig.unknown(Rig.FOX, SubmitOptions.builder().reference("order-1")));
      assertEquals(FailureReason.UNKNOWN_OUTCOME, rig.mj.get(id).failure().orElseThrow().reason());
      assertEquals(1, host.submits());
    }
  }

  @Test
  void unresolved_takenElsewhereMeanwhile_isListedWithoutAnExpiryOfItsOwn() {
    host.thenFails(UnknownReason.TIMED_OUT);
    ScriptedProvider other = ScriptedProvider.named("other").offers(Mode.FAST).charges("0.06");
    try (Rig rig = Rig.of(host, other)) {
      Task task = rig.submit(Rig.FOX, SubmitOptions.builder().onUnknown(OnUnknown.RESUBMIT));

      List<Unresolved> listed = rig.mj.unresolved();
      assertEquals(List.of(task.id()), listed.stream().map(each -> each.task().id()).toList());
      assertEquals("host", listed.get(0).attempt().route().provider().name());
      assertEquals(Optional.empty(), listed.get(0).expires());
    }
  }

  // ---- What comes to be known too late.

  private static Unresolved only(Rig rig) {
    List<Unresolved> listed = rig.mj.unresolved();
    assertEquals(1, listed.size(), listed::toString);
    return listed.get(0);
  }

  private TaskSnapshot drawn(String id) {
    return Rig.done(id).toBuilder().state(host.attempts().get(0).token()).build();
  }

  private void isPaidForNothing(Rig rig, TaskId id, String hostTaskId) {
    Unresolved late = only(rig);
    assertEquals(id, late.task().id());
    assertEquals(Attempt.State.ACCEPTED, late.attempt().state());
    assertEquals(ChargeState.DUPLICATE, late.attempt().charge());
    assertEquals(Optional.of(Money.usd("0.05")), late.amount());
    assertEquals(Map.of(ChargeState.DUPLICATE, Money.usd("0.05")), spent(rig, "host"));
    assertEquals(1, host.submits());
    Task task = rig.mj.get(id);
    assertEquals(FailureReason.UNKNOWN_OUTCOME, task.failure().orElseThrow().reason());
    assertEquals(hostTaskId, task.hostTask().orElseThrow().id());
    assertTrue(task.isLate());
    assertEquals(1, rig.told("Finished"));
  }

  private static Map<ChargeState, Money> spent(Rig rig, String provider) {
    Map<ChargeState, Money> spent = new EnumMap<>(ChargeState.class);
    for (SpendSum sum :
        Records.of(rig.mj)
            .store()
            .spend()
            .sums(LocalDate.of(2000, 1, 1), LocalDate.of(2100, 1, 1))) {
      boolean counts = sum.account().provider().name().equals(provider);
      if (counts && !sum.amount().equals(Money.ZERO)) {
        spent.merge(sum.state(), sum.amount(), Money::plus);
      }
    }
    return spent;
  }

  @Test
  void listed_afterItWasGivenUp_isPaidForNothingAndItsPictureIsThere() {
    ScriptedProvider host = listing();
    host.thenFails(UnknownReason.TIMED_OUT);
    try (Rig rig = Rig.of(host)) {
      TaskId id = rig.unknown();
      rig.pass(EXPIRED);
      assertEquals(ChargeState.DISPUTED, only(rig).attempt().charge());

      host.shows(drawn("77"));
      rig.pass(Duration.ofMinutes(2));

      isPaidForNothing(rig, id, "77");
    }
  }

  @Test
  void listed_afterItWasGivenUpByAProcessThatIsGone_isPaidForNothing() {
    ScriptedProvider host = listing();
    host.thenFails(UnknownReason.TIMED_OUT);
    MemoryTaskStore store = new MemoryTaskStore(FakeTime.create());
    Rig before = Rig.on(store, host);
    TaskId id = before.unknown();
    before.pass(EXPIRED);
    before.close();
    host.shows(drawn("77"));

    try (Rig after = Rig.on(store, host)) {
      after.pass(Duration.ofMinutes(2));

      assertEquals(ChargeState.DUPLICATE, only(after).attempt().charge());
      assertTrue(after.mj.get(id).isLate());
    }
  }

  @Test
  void listed_whileTheTaskLivesElsewhere_isPaidForNothingAndTheTaskGoesOn() {
    ScriptedProvider host = listing();
    host.thenFails(UnknownReason.TIMED_OUT);
    ScriptedProvider other = ScriptedProvider.named("other").offers(Mode.FAST).charges("0.06");
    try (Rig rig = Rig.of(host, other)) {
      Task task = rig.submit(Rig.FOX, SubmitOptions.builder().onUnknown(OnUnknown.RESUBMIT));
      host.shows(drawn("77"));
      rig.pass(Duration.ofMinutes(2));

      assertEquals(ChargeState.DUPLICATE, only(rig).attempt().charge());
      assertEquals(Map.of(ChargeState.DUPLICATE, Money.usd("0.05")), spent(rig, "host"));
      assertEquals(Map.of(ChargeState.SETTLED, Money.usd("0.06")), spent(rig, "other"));
      assertEquals("other", rig.now(task).route().orElseThrow().provider().name());
    }
  }

  @Test
  void listed_byTheSecondOfTwoHostsOfWhichNobodyKnows_goesOnThere() {
    host.thenFails(UnknownReason.TIMED_OUT);
    ScriptedProvider other = ScriptedProvider.named("other").offers(Mode.FAST).charges("0.06");
    other.thenFails(UnknownReason.TIMED_OUT);
    try (Rig rig = Rig.of(host, other)) {
      TaskId id = rig.unknown(Rig.FOX, SubmitOptions.builder().onUnknown(OnUnknown.RESUBMIT));
      String token = other.attempts().get(0).token();
      other.shows(Rig.done("88").toBuilder().state(token).build());

      rig.pass(Duration.ofMinutes(5));

      assertEquals(TaskStatus.SUCCEEDED, rig.mj.get(id).status());
      assertEquals("other", rig.mj.get(id).route().orElseThrow().provider().name());
    }
  }

  @Test
  void listed_never_isLookedForAFewTimesOnly() {
    ScriptedProvider host = listing();
    host.thenFails(UnknownReason.TIMED_OUT);
    try (Rig rig = Rig.of(host)) {
      rig.unknown();
      rig.pass(EXPIRED);
      int before = host.reads().size();

      rig.pass(Duration.ofHours(10));

      assertEquals(before + 4, host.reads().size());
      assertEquals(ChargeState.DISPUTED, only(rig).attempt().charge());
    }
  }

  @Test
  void calledBack_afterItWasGivenUp_isPaidForNothingAndItsPictureIsThere() {
    host.thenFails(UnknownReason.TIMED_OUT);
    WebhookSettings hooks =
        WebhookSettings.defaults().withBaseUrl(URI.create("https://hooks.example.com"));
    try (Rig rig = Rig.with(builder -> builder.webhooks(hooks), host)) {
      TaskId id = rig.unknown();
      rig.pass(EXPIRED);

      host.shows(drawn("77"));
      String hook = host.attempts().get(0).notifyHook().orElseThrow().toString();
      rig.mj.webhook(
          hook.substring(hook.lastIndexOf('/') + 1),
          new ByteArrayInputStream("{\"id\":\"77\",\"status\":\"SUCCESS\"}".getBytes(UTF_8)));
      rig.pass(Duration.ofSeconds(10));

      isPaidForNothing(rig, id, "77");
    }
  }

  // ---- Lists that show only so much.

  @Test
  void listed_behindHundredsThatCameSince_isFoundWhereTheHostCanBeAskedForThem() {
    ScriptedProvider host = listing().listsBack(100);
    host.thenFails(UnknownReason.TIMED_OUT);
    try (Rig rig = Rig.of(host)) {
      TaskId id = rig.unknown();
      others(rig, host, 450);

      rig.pass(Duration.ofMinutes(2));

      assertEquals(TaskStatus.SUCCEEDED, rig.mj.get(id).status());
      assertEquals(1, host.submits());
      assertTrue(host.reads().size() <= 8, () -> host.reads().size() + " looks");
    }
  }

  @Test
  void listed_behindHundredsAtAHostThatShowsTheNewestOnly_endsDisputed() {
    ScriptedProvider host = listing().lists(100);
    host.thenFails(UnknownReason.TIMED_OUT);
    try (Rig rig = Rig.of(host)) {
      TaskId id = rig.unknown();
      others(rig, host, 450);
      rig.pass(EXPIRED);

      assertEquals(FailureReason.UNKNOWN_OUTCOME, rig.mj.get(id).failure().orElseThrow().reason());
      assertTrue(host.reads().size() < 100, () -> host.reads().size() + " looks in half an hour");
    }
  }

  /** The one that is looked for, and others of the same account that came after it. */
  private void others(Rig rig, ScriptedProvider host, int number) {
    Instant sent = rig.time.now();
    host.shows(drawn("77").toBuilder().submitted(sent.plusSeconds(1)).build());
    for (int i = 1; i <= number; i++) {
      host.shows(Rig.running("9" + i, 10).toBuilder().submitted(sent.plusSeconds(1 + i)).build());
    }
  }
}
