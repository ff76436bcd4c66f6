package io.mjrouter;

import static io.mjrouter.Rig.only;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.error.NoRouteException;
import io.mjrouter.error.OutcomeUnknownException;
import io.mjrouter.error.StoreException;
import io.mjrouter.error.SubmissionRefusedException;
import io.mjrouter.event.MjEvent;
import io.mjrouter.event.MjProbe;
import io.mjrouter.ledger.Token;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.Change;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.RouteReason;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.route.RoutingPolicy;
import io.mjrouter.route.RoutingSettings;
import io.mjrouter.spi.ProviderSettings;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.UnknownReason;
import io.mjrouter.store.Shards;
import io.mjrouter.store.SpendSum;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.testing.NotingProbe;
import io.mjrouter.testing.ScriptedProvider;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What has no reference is claimed as one with the intent of its first attempt; everything else is
 * claimed first. Either is sent after that is stored, and costs nothing where it is not.
 */
@Timeout(60)
class FirstWriteTest {

  private static final SubmitOptions.Builder NONE = SubmitOptions.builder();

  private final ScriptedProvider host =
      ScriptedProvider.named("host").charges("0.05").offers(Mode.FAST);
  private final ScriptedProvider other =
      ScriptedProvider.named("other").charges("0.05").offers(Mode.FAST);
  private final HookedStore store = new HookedStore();
  private final List<String> writes = new ArrayList<>();

  private void count() {
    store.beforeClaim(record -> writes.add("claim " + states(record)));
    store.beforeWrite(record -> writes.add("write " + states(record)));
  }

  private static List<Attempt.State> states(TaskRecord record) {
    return record.task().attempts().stream().map(Attempt::state).toList();
  }

  /** At most five submits a minute at the host, and at most three at a time. */
  private Rig limited(UnaryOperator<MidjourneyBuilder> settings) {
    ProviderSettings limits =
        ProviderSettings.builder("host", "scripted").perMinute(5).concurrent(3).build();
    return Rig.with(
        builder ->
            settings.apply(
                builder.store(store).factory(ScriptedProvider.factory(host)).provider(limits)));
  }

  private static void assertNothingHeld(Rig rig, int submitsOfTheMinute) {
    ProviderSummary summary = rig.mj.providers().get(0);
    assertEquals(0, summary.load().submits());
    assertEquals(submitsOfTheMinute, summary.load().lastMinute().orElseThrow());
    assertEquals(submitsOfTheMinute, summary.routes().stream().mapToInt(RouteSummary::tasks).sum());
  }

  private List<SpendSum> spent() {
    return store.spend().sums(LocalDate.MIN, LocalDate.MAX);
  }

  /** A cap on everything, and the hosts in their order. */
  private UnaryOperator<MidjourneyBuilder> capped(String dollars) {
    RoutingSettings settings =
        RoutingSettings.builder().dailySpend(Money.usd(dollars)).policy("as given").build();
    RoutingPolicy asGiven = (demand, candidates, random) -> candidates;
    return builder -> builder.store(store).policy("as given", asGiven).routing(settings);
  }

  // ---- How many writes.

  @Test
  void submit_withoutReference_isTwoWrites() {
    count();
    try (Rig rig = Rig.on(store, host)) {
      rig.submit();
      assertEquals(List.of("claim [INTENT]", "write [ACCEPTED]"), writes);
    }
  }

  @Test
  void submit_withReference_isThreeWrites() {
    count();
    try (Rig rig = Rig.on(store, host)) {
      rig.submit(Rig.FOX, SubmitOptions.builder().reference("r"));
      assertEquals(List.of("claim []", "write [INTENT]", "write [ACCEPTED]"), writes);
    }
  }

  @Test
  void submit_failsOver_claimsOnce() {
    count();
    host.thenFails(RejectReason.QUEUE_FULL);
    try (Rig rig = Rig.with(capped("9"), host, other)) {
      rig.submit();
      assertEquals(
          List.of(
              "claim [INTENT]",
              "write [REJECTED]",
              "write [REJECTED, INTENT]",
              "write [REJECTED, ACCEPTED]"),
          writes);
    }
  }

  @Test
  void submit_planningRefusesIt_isClaimedFirst() {
    count();
    try (Rig rig = Rig.on(store, host)) {
      SubmissionRefusedException e =
          assertThrows(
              SubmissionRefusedException.class,
              () -> rig.mj.submit(Change.upscale(TaskId.of("1000000000000001"), 1)));
      assertEquals(List.of("claim []", "write []"), writes);
      assertEquals(TaskStatus.FAILED, rig.mj.get(e.taskId()).status());
      assertEquals(List.of("Submitted", "Finished"), rig.told());
    }
  }

  @Test
  void submit_noRoute_isClaimedFirst() {
    count();
    try (Rig rig = Rig.on(store, host)) {
      rig.mj.drain(host.id(), true);
      NoRouteException e = assertThrows(NoRouteException.class, rig::submit);
      assertEquals(List.of("claim []", "write []"), writes);
      assertEquals(TaskStatus.FAILED, rig.mj.get(e.taskId()).status());
    }
  }

  @Test
  void submit_firstCandidateIsNotAdmittedAnyMore_isClaimedFirst() {
    count();
    List<Rig> rigs = new ArrayList<>();
    RoutingPolicy late =
        (demand, candidates, random) -> {
          rigs.get(0).mj.drain(host.id(), true);
          return candidates;
        };
    try (Rig rig = Rig.with(b -> b.store(store).policy("late", late), host, other)) {
      rigs.add(rig);
      Task task = rig.submit(Rig.FOX, SubmitOptions.builder().policy("late"));
      assertEquals(other.id(), only(task).route().provider());
      assertEquals(List.of("claim []", "write [INTENT]", "write [ACCEPTED]"), writes);
    }
  }

  // ---- Sent after it is stored.

  @Test
  void submit_whileItIsSent_claimAndIntentAndMoneyAreStored() {
    List<String> seen = new ArrayList<>();
    host.whileSubmitting(
        attempt -> {
          TaskRecord stored = store.find(Token.task(attempt.token()).orElseThrow()).orElseThrow();
          seen.add(states(stored) + " v" + stored.version());
          spent().forEach(sum -> seen.add(sum.state() + " " + sum.amount()));
        });
    try (Rig rig = Rig.on(store, host)) {
      rig.submit();
      assertEquals(List.of("[INTENT] v0", "RESERVED $0.05"), seen);
    }
  }

  @Test
  void submit_claimTookLongerThanAThirdOfTheDeadline_isNotSent() {
    try (Rig rig = Rig.on(store, host)) {
      store.beforeClaim(record -> rig.time.advance(Duration.ofSeconds(61)));

      NoRouteException e = assertThrows(NoRouteException.class, rig::submit);
      assertEquals(0, host.submits());
      assertEquals(Attempt.State.NOT_SENT, e.attempts().get(0).state());
    }
  }

  /** The process dies with the write, as far as the store is concerned. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void submit_killedBeforeItIsSent_isUnknownToTheNextProcessAndNotSentAgain() {
    store.afterClaim(
        record -> {
          throw new Killed();
        });
    try (Rig rig = Rig.on(store, host)) {
      assertThrows(Killed.class, rig::submit);
    }
    try (Rig next = Rig.on(store, host)) {
      next.pass(Duration.ofMinutes(2));
      TaskRecord record = store.open(Shards.every(), Optional.empty(), 2).get(0);
      assertEquals(Attempt.State.INTENT, only(record.task()).state(), "its sender may be at it");
      next.pass(Duration.ofMinutes(2));

      Attempt attempt = only(next.now(record.task()));
      assertEquals(Attempt.State.UNKNOWN, attempt.state());
      assertEquals("SENDER_GONE", attempt.reason());
      assertEquals(ChargeState.RESERVED, attempt.charge());
      assertEquals(0, host.submits());
    }
  }

  // ---- Not stored.

  @Test
  void submit_storeFails_nothingIsBookedHeldOrTold() {
    store.beforeClaim(
        record -> {
          throw new StoreException("down", null);
        });
    try (Rig rig = limited(builder -> builder)) {
      assertThrows(StoreException.class, rig::submit);

      store.beforeClaim(record -> {});
      rig.pass(Duration.ofSeconds(5));
      assertNothingHeld(rig, 0);
      assertEquals(List.of(), spent());
      assertEquals(List.of(), store.open(Shards.every(), Optional.empty(), 1));
      assertEquals(0, host.submits());
      assertEquals(List.of(), rig.told());
    }
  }

  @Test
  void submit_storedAndSaidNotToBe_isKnownNotToHaveBeenSent() {
    store.afterClaim(
        record -> {
          throw new StoreException("whether a write took place is unknown", null);
        });
    try (Rig rig = limited(builder -> builder)) {
      assertThrows(StoreException.class, rig::submit);
      assertEquals(ChargeState.RESERVED, spent().get(0).state());
      rig.pass(Duration.ofSeconds(2));

      Task task = store.open(Shards.every(), Optional.empty(), 1).get(0).task();
      assertEquals(Attempt.State.NOT_SENT, only(task).state());
      assertEquals(ChargeState.RELEASED, only(task).charge());
      rig.pass(Duration.ofMinutes(4));
      assertEquals(TaskStatus.FAILED, rig.now(task).status());
      assertNothingHeld(rig, 0);
      assertEquals(0, host.submits());
    }
  }

  /** Each has been told that nothing was sent, and may ask again and again. */
  @Test
  void submit_storeAwayForLong_isNotRememberedWithoutEnd() {
    store.afterClaim(
        record -> {
          throw new StoreException("whether a write took place is unknown", null);
        });
    try (Rig rig = Rig.on(store, host)) {
      for (int i = 0; i < 10_010; i++) {
        assertThrows(StoreException.class, rig::submit);
      }
      rig.pass(Duration.ofSeconds(2));

      List<TaskRecord> open = store.open(Shards.every(), Optional.empty(), 20_000);
      long sent = open.stream().filter(r -> states(r).contains(Attempt.State.INTENT)).count();
      assertEquals(10, sent, "left to whoever looks after tasks whose sender is gone");
    }
  }

  @Test
  void submit_idTaken_drawsAnotherAndGivesEverythingBack() {
    count();
    Task first;
    try (Rig rig = Rig.on(store, host)) {
      first = rig.submit();
    }
    writes.clear();
    // The same chance draws the same id.
    try (Rig rig = limited(builder -> builder)) {
      Task second = rig.submit();

      assertEquals(List.of("claim [INTENT]", "claim []"), writes.subList(0, 2));
      assertNotEquals(first.id(), second.id());
      assertEquals(2, host.submits());
      assertEquals(0, rig.mj.providers().get(0).load().submits());
      assertEquals(1, rig.mj.providers().get(0).load().lastMinute().orElseThrow());
      assertEquals(Money.usd("0.10"), spent().get(0).amount());
      assertEquals(TaskStatus.QUEUED, store.find(first.id()).orElseThrow().task().status());
    }
  }

  // ---- Caps that others reach.

  @Test
  void submit_capReachedByAnotherNode_givesEverythingBackAndIsClaimedFirst() {
    UnaryOperator<MidjourneyBuilder> nickel = capped("0.05");
    count();
    try (Rig late = limited(b -> nickel.apply(b).random(new Random(7)));
        Rig rig = Rig.with(nickel, host)) {
      rig.submit();
      writes.clear();

      NoRouteException e = assertThrows(NoRouteException.class, late::submit);

      assertTrue(e.getMessage().contains(RouteReason.TOTAL_SPEND_CAP.name()), e::getMessage);
      assertEquals(List.of("claim [INTENT]", "claim []", "write []"), writes);
      assertNothingHeld(late, 0);
      assertEquals(1, host.submits());
      assertEquals(Money.usd("0.05"), spent().get(0).amount());
      assertEquals(List.of(), late.mj.get(e.taskId()).attempts());
      assertEquals(List.of("Submitted", "Finished"), late.told());
    }
  }

  @Test
  void submit_capReachedByAnotherNode_goesOnWithTheNextCandidate() {
    other.charges("0.03");
    count();
    UnaryOperator<MidjourneyBuilder> eightCents = capped("0.08");
    try (Rig late = Rig.with(b -> eightCents.apply(b).random(new Random(7)), host, other);
        Rig rig = Rig.with(eightCents, host)) {
      rig.submit();
      writes.clear();

      Task task = late.submit();

      assertEquals(other.id(), only(task).route().provider());
      assertEquals(
          List.of("claim [INTENT]", "claim []", "write [INTENT]", "write [ACCEPTED]"), writes);
      assertEquals(1, host.submits());
    }
  }

  // ---- What is told.

  @Test
  void submit_eitherWay_tellsTheSame() {
    List<String> plain = told(NONE);
    assertEquals(
        List.of(
            "begun",
            "recorded",
            "attempting INTENT",
            "attempted Rejected",
            "attempting INTENT",
            "attempted Accepted",
            "submitted 2",
            "ended",
            "Submitted 0",
            "AttemptEnded 1",
            "AttemptEnded 2",
            "Accepted 2"),
        plain);
    assertEquals(plain, told(SubmitOptions.builder().reference("r")));
  }

  /** What probes and then what listeners were told, with the number of attempts. */
  private List<String> told(SubmitOptions.Builder options) {
    ScriptedProvider full = ScriptedProvider.named("full").thenFails(RejectReason.QUEUE_FULL);
    List<String> told = new ArrayList<>();
    try (Rig rig =
        Rig.with(
            b -> capped("9").apply(b).store(new HookedStore()).probe(new NotingProbe(told::add)),
            full,
            ScriptedProvider.named("b"))) {
      rig.submit(Rig.FOX, options);
      for (MjEvent event : rig.events()) {
        told.add(event.getClass().getSimpleName() + " " + event.task().attempts().size());
      }
    }
    return told;
  }

  /** The intent is stored already when its outcome is not. */
  @Test
  void submit_outcomeIsNotRecorded_isToldAsEver() {
    List<String> told = new ArrayList<>();
    host.thenFails(UnknownReason.CONNECTION_LOST);
    store.beforeWrite(
        record -> {
          throw new StoreException("down", null);
        });
    try (Rig rig = Rig.with(b -> b.store(store).probe(new NotingProbe(told::add)), host)) {
      assertThrows(OutcomeUnknownException.class, rig::submit);
      assertEquals(
          List.of(
              "begun",
              "recorded",
              "attempting INTENT",
              "attempted Unknown",
              "submitted 1",
              "ended OutcomeUnknownException"),
          told);
    }
  }

  @Test
  void changed_bornWithAnIntent_isShownOnceAndItsMoneyOnce() {
    List<String> shown = new ArrayList<>();
    MjProbe changes =
        new MjProbe() {
          @Override
          public void changed(Optional<Task> before, Task after) {
            shown.add(before.map(t -> t.attempts().size()).orElse(-1) + " " + only(after).charge());
          }
        };
    try (Rig rig = Rig.with(builder -> builder.store(store).probe(changes), host)) {
      Records.of(rig.mj).watch(record -> shown.add(record.version() == 0 ? "new" : "changed"));
      rig.submit();

      assertEquals(List.of("new", "-1 RESERVED", "changed", "1 SETTLED"), shown);
    }
  }
}
