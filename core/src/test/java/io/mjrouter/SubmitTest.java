package io.mjrouter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.error.NoRouteException;
import io.mjrouter.error.OutcomeUnknownException;
import io.mjrouter.error.SubmissionRefusedException;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Decision;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.HostTask;
import io.mjrouter.model.ImageData;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.OnUnknown;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Route;
import io.mjrouter.model.RouteReason;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.model.Upload;
import io.mjrouter.route.RoutingPolicy;
import io.mjrouter.route.RoutingSettings;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.NotSentReason;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.spi.SubmitOutcome.Acceptance;
import io.mjrouter.spi.UnknownReason;
import io.mjrouter.testing.BrokenProvider;
import io.mjrouter.testing.ScriptedProvider;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of a submission for each answer of a host, and what it costs. */
@Timeout(60)
class SubmitTest {

  private final ScriptedProvider cheap = ScriptedProvider.named("cheap").charges("0.03");
  private final ScriptedProvider dear = ScriptedProvider.named("dear").charges("0.09");

  @Test
  void submit_accepted_isQueuedPaidAndAtTheCheapest() {
    try (Rig rig = Rig.of(dear, cheap.thenAccepts("77"))) {
      Task task = rig.submit();

      assertEquals(TaskStatus.QUEUED, task.status());
      assertEquals(Optional.of(new HostTask(cheap.id(), "77")), task.hostTask());
      assertEquals(Money.usd("0.03"), task.spent());
      assertEquals(ChargeState.SETTLED, only(task).charge());
      assertEquals(0, dear.submits());
      assertEquals(List.of("Submitted", "AttemptEnded", "Accepted"), rig.told());
    }
  }

  @Test
  void submit_anything_recordsTheIntentBeforeTheHostIsAsked() {
    List<Attempt> seen = new ArrayList<>();
    try (Rig rig = Rig.of(cheap)) {
      cheap.whileSubmitting(sent -> seen.add(only(rig.mj.find("order-1").orElseThrow())));

      rig.submit(Rig.FOX, SubmitOptions.builder().reference("order-1"));

      assertEquals(Attempt.State.INTENT, seen.get(0).state());
      assertEquals(ChargeState.RESERVED, seen.get(0).charge());
      assertEquals(cheap.attempts().get(0).token(), seen.get(0).token());
    }
  }

  @Test
  void submit_callersState_staysHereAndATokenIsSent() {
    try (Rig rig = Rig.of(cheap)) {
      Task task = rig.submit(Rig.FOX, SubmitOptions.builder().state("my own \u00e9tat"));

      assertEquals("my own \u00e9tat", task.state());
      String token = cheap.attempts().get(0).token();
      assertTrue(token.matches("[0-9a-z-]{20,40}"), token);
      assertNotEquals(token, second(rig).token());
    }
  }

  private static Attempt second(Rig rig) {
    return only(rig.submit());
  }

  static Stream<SubmitOutcome> movable() {
    return Stream.concat(
        Stream.of(NotSentReason.values()).map(reason -> new SubmitOutcome.NotSent(reason, "no")),
        Stream.of(RejectReason.values())
            .filter(RejectReason::mayMove)
            .map(reason -> SubmitOutcome.Rejected.of(reason, "no")));
  }

  @ParameterizedTest
  @MethodSource("movable")
  void submit_certainlyNotTaken_movesOnAndPaysOnce(SubmitOutcome outcome) {
    try (Rig rig = Rig.of(cheap.offers(Mode.FAST).then(outcome), dear.thenAccepts("9"))) {
      Task task = rig.submit();

      assertEquals(Optional.of(new HostTask(dear.id(), "9")), task.hostTask());
      assertEquals(1, cheap.submits());
      assertEquals(1, dear.submits());
      assertEquals(ChargeState.RELEASED, task.attempts().get(0).charge());
      assertEquals(Money.usd("0.09"), task.spent());
    }
  }

  static Stream<RejectReason> final_() {
    return Stream.of(RejectReason.values())
        .filter(reason -> !reason.mayMove() && reason != RejectReason.PARENT_NOT_READY);
  }

  @ParameterizedTest
  @MethodSource("final_")
  void submit_refusedAsEveryHostWould_asksNobodyElse(RejectReason reason) {
    SubmitOutcome.Rejected refusal =
        new SubmitOutcome.Rejected(reason, false, "no", Optional.empty(), Optional.of("grass"));
    try (Rig rig = Rig.of(cheap.then(refusal), dear)) {
      SubmissionRefusedException e = assertThrows(SubmissionRefusedException.class, rig::submit);

      assertEquals(reason.name(), e.reason());
      assertEquals(Optional.of("grass"), e.bannedWord());
      assertEquals(0, dear.submits());
      Task task = rig.mj.get(e.taskId());
      assertEquals(FailureReason.REFUSED, task.failure().orElseThrow().reason());
      assertEquals(Money.ZERO, task.spent());
      assertEquals(List.of("Submitted", "AttemptEnded", "Finished", "Settled"), rig.told());
    }
  }

  @ParameterizedTest
  @EnumSource(UnknownReason.class)
  void submit_mayHaveBeenTaken_asksNobodyElseAndHolds(UnknownReason reason) {
    try (Rig rig = Rig.of(cheap.thenFails(reason), dear)) {
      TaskId id = rig.unknown();

      Task task = rig.mj.get(id);
      assertEquals(TaskStatus.PENDING, task.status());
      assertEquals(Attempt.State.UNKNOWN, only(task).state());
      assertEquals(ChargeState.RESERVED, only(task).charge());
      assertEquals(1, cheap.submits() + dear.submits());
    }
  }

  @Test
  void submit_unknownThatNobodyResolves_endsDisputedOnce() {
    ScriptedProvider mute = cheap.cannot(Capability.LIST);
    try (Rig rig = Rig.of(mute.thenFails(UnknownReason.TIMED_OUT), dear)) {
      TaskId id = rig.unknown();

      rig.pass(Duration.ofMinutes(29));
      assertEquals(TaskStatus.PENDING, rig.mj.get(id).status());
      rig.pass(Duration.ofMinutes(2));

      Task task = rig.mj.get(id);
      assertEquals(FailureReason.UNKNOWN_OUTCOME, task.failure().orElseThrow().reason());
      assertEquals(ChargeState.DISPUTED, only(task).charge());
      assertEquals(Money.usd("0.03"), task.spent());
      assertEquals(1, cheap.submits() + dear.submits());
      assertEquals(List.of("Submitted", "AttemptEnded", "Finished", "Settled"), rig.told());
    }
  }

  @Test
  void submit_unknownAndResubmitChosen_asksTheNextAndKeepsTheDoubt() {
    try (Rig rig =
        Rig.of(cheap.offers(Mode.FAST).thenFails(UnknownReason.TIMED_OUT), dear.thenAccepts("9"))) {
      Task task = rig.submit(Rig.FOX, SubmitOptions.builder().onUnknown(OnUnknown.RESUBMIT));
      assertEquals(Optional.of(new HostTask(dear.id(), "9")), task.hostTask());

      dear.shows(Rig.done("9"));
      rig.pass(Duration.ofMinutes(2));

      Task done = rig.now(task);
      assertEquals(TaskStatus.SUCCEEDED, done.status());
      assertEquals(ChargeState.DISPUTED, done.attempts().get(0).charge());
      assertEquals(Money.usd("0.12"), done.spent());
    }
  }

  @Test
  void submit_resubmitChosenAndNobodyElseTakesIt_staysUnknown() {
    try (Rig rig =
        Rig.of(
            cheap.offers(Mode.FAST).thenFails(UnknownReason.TIMED_OUT),
            dear.offers(Mode.FAST).thenFails(RejectReason.QUEUE_FULL))) {
      TaskId id = rig.unknown(Rig.FOX, SubmitOptions.builder().onUnknown(OnUnknown.RESUBMIT));

      assertEquals(TaskStatus.PENDING, rig.mj.get(id).status());
      assertEquals(2, cheap.submits() + dear.submits());
    }
  }

  @Test
  void submit_adapterThrows_isUnknownAndAsksNobodyElse() {
    cheap.whileSubmitting(
        sent -> {
          throw new IllegalStateException("a bug");
        });
    try (Rig rig = Rig.of(cheap, dear)) {
      rig.unknown();

      assertEquals(1, cheap.submits());
      assertEquals(0, dear.submits());
    }
  }

  @Test
  void submit_adapterThrowsAnError_isUnknownAndRecordedAtOnce() {
    cheap.whileSubmitting(
        sent -> {
          throw new StackOverflowError();
        });
    try (Rig rig = Rig.of(cheap, dear)) {
      Task task = rig.mj.get(rig.unknown());

      assertEquals(Attempt.State.UNKNOWN, task.attempts().get(0).state());
      assertEquals(ChargeState.RESERVED, task.attempts().get(0).charge());
      assertEquals(Money.usd("0.03"), rig.mj.providers().get(0).funds().spentToday());
    }
  }

  @Test
  void submit_adapterReturnsNothing_isUnknownAndGivesItsPlaceBack() {
    try (Rig rig = Rig.of(BrokenProvider.of(cheap), dear)) {
      rig.unknown();

      assertEquals(0, rig.mj.providers().get(0).load().submits());
      assertEquals(0, dear.submits());
    }
  }

  @Test
  void submit_ownPolicyThrows_isNoRouteAndBuysNothing() {
    RoutingPolicy broken =
        (demand, candidates, random) -> {
          throw new IllegalStateException("a bug");
        };
    try (Rig rig =
        Rig.with(
            builder ->
                builder
                    .policy("broken", broken)
                    .routing(RoutingSettings.builder().policy("broken").build()),
            cheap)) {
      NoRouteException e = assertThrows(NoRouteException.class, rig::submit);

      assertEquals(
          Optional.of(RouteReason.LEFT_OUT_BY_POLICY),
          e.decision().orElseThrow().reason(new Route(cheap.id(), Mode.FAST)));
      assertEquals(TaskStatus.FAILED, rig.mj.get(e.taskId()).status());
      assertEquals(0, cheap.submits());
    }
  }

  @Test
  void submit_everybodyRefuses_saysWhyForEach() {
    ScriptedProvider third = ScriptedProvider.named("third").cannot(Capability.IMAGINE);
    try (Rig rig =
        Rig.of(
            cheap.offers(Mode.FAST).thenFails(RejectReason.QUEUE_FULL),
            dear.offers(Mode.FAST).thenFails(NotSentReason.DNS),
            third)) {
      NoRouteException e = assertThrows(NoRouteException.class, rig::submit);

      String message = String.valueOf(e.getMessage());
      assertTrue(message.contains("cheap/fast QUEUE_FULL"), message);
      assertTrue(message.contains("dear/fast DNS"), message);
      assertTrue(message.contains("third UNSUPPORTED"), message);
      assertEquals(2, e.attempts().size());
      assertEquals(TaskStatus.FAILED, rig.mj.get(e.taskId()).status());
    }
  }

  @Test
  void submit_noRoute_boughtNothingAndAskedNobody() {
    try (Rig rig = Rig.of(cheap)) {
      SubmitOptions.Builder poor = SubmitOptions.builder().maxPrice(Money.usd("0.01"));
      NoRouteException e = assertThrows(NoRouteException.class, () -> rig.submit(Rig.FOX, poor));

      assertTrue(String.valueOf(e.getMessage()).contains("cheap/fast PRICE_TOO_HIGH"));
      assertEquals(0, cheap.submits());
      assertEquals(List.of("Submitted", "Finished"), rig.told());
    }
  }

  @Test
  void submit_moreProvidersThanAttempts_stopsAtTheLimit() {
    ScriptedProvider[] hosts = new ScriptedProvider[5];
    for (int i = 0; i < hosts.length; i++) {
      hosts[i] =
          ScriptedProvider.named("host-" + i).offers(Mode.FAST).thenFails(RejectReason.QUEUE_FULL);
    }
    try (Rig rig = Rig.of(hosts)) {
      NoRouteException e = assertThrows(NoRouteException.class, rig::submit);

      assertEquals(3, Stream.of(hosts).mapToInt(ScriptedProvider::submits).sum());
      assertTrue(String.valueOf(e.getMessage()).contains("after 3 attempts"), e::getMessage);
      assertTrue(String.valueOf(e.getMessage()).contains("host-4/fast NOT_REACHED"));
    }
  }

  @Test
  void f98_submit_deadlineOver_startsNoFurtherAttempt() {
    try (Rig rig = Rig.of(cheap.offers(Mode.FAST), dear)) {
      cheap
          .thenFails(RejectReason.QUEUE_FULL)
          .whileSubmitting(sent -> rig.time.advance(Duration.ofMinutes(3)));

      assertThrows(NoRouteException.class, rig::submit);
      assertEquals(0, dear.submits());
    }
  }

  @Test
  void submit_littleTimeLeft_shortensTheAttempt() {
    try (Rig rig = Rig.of(cheap.offers(Mode.FAST), dear)) {
      cheap
          .thenFails(RejectReason.QUEUE_FULL)
          .whileSubmitting(sent -> rig.time.advance(Duration.ofSeconds(170)));

      rig.submit();

      assertEquals(Duration.ofSeconds(75), cheap.attempts().get(0).timeout());
      assertEquals(Duration.ofSeconds(10), dear.attempts().get(0).timeout());
    }
  }

  @Test
  void submit_routeFull_triesTheProvidersOtherModeOnce() {
    cheap.offers(Mode.RELAX, Mode.FAST);
    cheap.thenFails(RejectReason.QUEUE_FULL).thenFails(RejectReason.QUEUE_FULL);
    try (Rig rig = Rig.of(cheap)) {
      assertThrows(NoRouteException.class, rig::submit);

      assertEquals(
          List.of(Mode.RELAX, Mode.FAST),
          cheap.attempts().stream().map(attempt -> attempt.mode()).toList());
    }
  }

  @Test
  void submit_providerUnreachable_skipsItsOtherModes() {
    try (Rig rig = Rig.of(cheap.thenFails(NotSentReason.CONNECT_REFUSED), dear)) {
      rig.submit();

      assertEquals(1, cheap.submits());
      assertEquals(1, dear.submits());
    }
  }

  @Test
  void submit_upload_isFinishedWithItsLinks() {
    URI link = URI.create("https://cdn.example/up.png");
    cheap.then(
        new SubmitOutcome.Accepted(
            Acceptance.STARTED, "", List.of(link), OptionalInt.empty(), "", ""));
    try (Rig rig = Rig.of(cheap)) {
      Task task = rig.mj.submit(Upload.of(png()));

      assertEquals(TaskStatus.SUCCEEDED, task.status());
      assertEquals(link, task.images().get(0).url());
      assertEquals(
          List.of("Submitted", "AttemptEnded", "Accepted", "Finished", "Settled"), rig.told());
    }
  }

  @Test
  void submit_existedAlready_isTakenAndItsForeignStateIsNoMismatch() {
    cheap.thenAccepts("old").thenAccepts(Acceptance.EXISTED, "old");
    try (Rig rig = Rig.of(cheap)) {
      Task first = rig.submit();
      Task again = rig.submit();
      cheap.shows(Rig.done("old").toBuilder().state(only(first).token()).build());
      rig.pass(Duration.ofMinutes(2));

      assertEquals(TaskStatus.SUCCEEDED, rig.now(again).status());
      assertEquals(ChargeState.SETTLED, only(again).charge());
      assertEquals(TaskStatus.SUCCEEDED, rig.now(first).status());
    }
  }

  @Test
  void submit_interruptedBefore_sendsNothingAndKeepsTheFlag() {
    try (Rig rig = Rig.of(cheap)) {
      Thread.currentThread().interrupt();
      NoRouteException e = assertThrows(NoRouteException.class, rig::submit);

      assertTrue(Thread.interrupted());
      assertEquals(0, cheap.submits());
      assertTrue(String.valueOf(e.getMessage()).contains("interrupted"), e::getMessage);
    }
  }

  @Test
  void submit_interruptedMeanwhile_recordsTheOutcomeAndKeepsTheFlag() {
    cheap.thenAccepts("77").whileSubmitting(sent -> Thread.currentThread().interrupt());
    try (Rig rig = Rig.of(cheap)) {
      Task task = rig.submit();

      assertTrue(Thread.interrupted());
      assertEquals(TaskStatus.QUEUED, rig.now(task).status());
    }
  }

  @Test
  void submit_interruptedAndRefused_asksNobodyElse() {
    cheap
        .thenFails(NotSentReason.CLOSED)
        .whileSubmitting(sent -> Thread.currentThread().interrupt());
    try (Rig rig = Rig.of(cheap, dear)) {
      assertThrows(NoRouteException.class, rig::submit);

      assertTrue(Thread.interrupted());
      assertEquals(0, dear.submits());
    }
  }

  @Test
  void submit_modeFlagInThePrompt_isTheModeAndIsCut() {
    try (Rig rig = Rig.of(cheap)) {
      Task task = rig.mj.submit(Imagine.of("a red fox --fast --ar 3:2"));

      assertEquals(Mode.FAST, cheap.attempts().get(0).mode());
      assertEquals("a red fox --ar 3:2", cheap.attempts().get(0).submission().prompt());
      assertEquals("a red fox --fast --ar 3:2", task.prompt());
    }
  }

  @Test
  void submit_modeFlagThatIsNotAllowed_isRefusedUnpaid() {
    try (Rig rig = Rig.of(cheap)) {
      assertRefused(rig, "a red fox --turbo", SubmitOptions.builder(), "MODE_NOT_ALLOWED");
      assertRefused(rig, "a red fox--TURBO, wet", SubmitOptions.builder(), "MODE_NOT_ALLOWED");
      assertRefused(rig, "a red fox \u2013turbo", SubmitOptions.builder(), "MODE_NOT_ALLOWED");
      assertRefused(
          rig, "a fox --fast", SubmitOptions.builder().modes(Mode.RELAX), "MODE_NOT_ALLOWED");
      assertRefused(rig, "a fox --fast --relax", SubmitOptions.builder(), "BAD_PARAMETER");
      assertRefused(rig, "--fast", SubmitOptions.builder(), "BAD_PARAMETER");
      assertEquals(0, cheap.submits());
    }
  }

  @Test
  void submit_turboFlagWhereTurboIsAllowed_isTurbo() {
    RoutingSettings turbo = RoutingSettings.builder().modes(Mode.FAST, Mode.TURBO).build();
    try (Rig rig = Rig.of(turbo, cheap)) {
      rig.mj.submit(Imagine.of("a red fox --turbo"));

      assertEquals(Mode.TURBO, cheap.attempts().get(0).mode());
    }
  }

  private static void assertRefused(
      Rig rig, String prompt, SubmitOptions.Builder options, String reason) {
    assertEquals(
        reason,
        assertThrows(
                SubmissionRefusedException.class, () -> rig.submit(Imagine.of(prompt), options))
            .reason());
  }

  @Test
  void submit_optionThatCannotBeHonoured_isRefusedBeforeAnything() {
    try (Rig rig = Rig.of(cheap)) {
      assertThrows(
          IllegalArgumentException.class,
          () -> rig.submit(Rig.FOX, SubmitOptions.builder().policy("luckiest")));
      assertEquals(List.of(), rig.told());
    }
  }

  @Test
  void submit_deadlineNobodyIsLikelyToMeet_isNoRouteAndBuysNothing() {
    try (Rig rig = Rig.of(cheap.offers(Mode.RELAX))) {
      NoRouteException e =
          assertThrows(
              NoRouteException.class,
              () -> rig.submit(Rig.FOX, SubmitOptions.builder().deadline(Duration.ofMinutes(1))));
      assertTrue(String.valueOf(e.getMessage()).contains("cheap TOO_SLOW"), e::getMessage);
      assertEquals(0, cheap.submits());
      rig.submit(Rig.FOX, SubmitOptions.builder().deadline(Duration.ofMinutes(10)));
      assertEquals(1, cheap.submits());
    }
  }

  @Test
  void submit_everyTask_carriesItsDecision() {
    try (Rig rig = Rig.of(cheap, dear)) {
      Decision before = rig.mj.explain(Rig.FOX);
      assertEquals(0, cheap.submits());
      Task task = rig.submit();
      assertEquals(Optional.of(before), rig.now(task).decision());
      assertEquals(task.route(), before.chosen().map(Decision.Entry::route));
    }
  }

  @Test
  void submit_nobodyTookIt_theDecisionIsKeptAndToldWithTheFailure() {
    try (Rig rig = Rig.of(cheap.offers(Mode.RELAX))) {
      NoRouteException e =
          assertThrows(
              NoRouteException.class,
              () -> rig.submit(Rig.FOX, SubmitOptions.builder().modes(Mode.FAST)));
      Decision told = e.decision().orElseThrow();
      assertEquals(
          Optional.of(RouteReason.MODE_NOT_ALLOWED),
          told.reason(new Route(ProviderId.of("cheap"), Mode.RELAX)));
      assertEquals(Optional.of(told), rig.mj.get(e.taskId()).decision());
      assertEquals(Optional.empty(), e.retryAfter());
    }
  }

  @Test
  void f72_everybodyIsOut_theFailureSaysWhenToAskAgain() {
    cheap.then(busy(Duration.ofSeconds(40)));
    dear.then(busy(Duration.ofSeconds(25)));
    try (Rig rig = Rig.of(cheap.offers(Mode.FAST), dear.offers(Mode.FAST))) {
      NoRouteException asked = assertThrows(NoRouteException.class, rig::submit);
      assertEquals(Optional.of(Duration.ofSeconds(25)), asked.retryAfter());
      rig.time.advance(Duration.ofSeconds(5));
      NoRouteException unasked = assertThrows(NoRouteException.class, rig::submit);
      assertEquals(Optional.of(Duration.ofSeconds(20)), unasked.retryAfter());
      assertEquals(List.of(), unasked.attempts());
      assertEquals(2, cheap.submits() + dear.submits());
      rig.time.advance(Duration.ofSeconds(20));
      assertEquals("dear", rig.submit().route().orElseThrow().provider().name());
    }
  }

  private static SubmitOutcome busy(Duration pause) {
    return new SubmitOutcome.Rejected(
        RejectReason.QUEUE_FULL, true, "full", Optional.of(pause), Optional.empty());
  }

  @Test
  void submit_wrongKey_isNotAskedAgainUntilReadmitted() {
    try (Rig rig = Rig.of(cheap.thenFails(RejectReason.AUTH), dear)) {
      rig.submit();
      rig.submit();
      assertEquals(1, cheap.submits());
      rig.mj.readmit(ProviderId.of("cheap"));
      rig.submit();
      assertEquals(2, cheap.submits());
    }
  }

  @Test
  void submit_hostKeepsFailing_isLeftAloneAndComesBackByOneTry() {
    for (int i = 0; i < 3; i++) {
      cheap.thenFails(RejectReason.HOST_TROUBLE);
    }
    try (Rig rig = Rig.of(cheap.offers(Mode.FAST), dear.offers(Mode.FAST))) {
      for (int i = 0; i < 5; i++) {
        rig.submit();
      }
      assertEquals(3, cheap.submits());
      rig.pass(Duration.ofSeconds(11));
      rig.submit();
      assertEquals(4, cheap.submits());
    }
  }

  @Test
  void drain_whileRunning_takesNoNewSubmissions() {
    try (Rig rig = Rig.of(cheap, dear)) {
      rig.mj.drain(ProviderId.of("cheap"), true);
      rig.submit();
      assertEquals(0, cheap.submits());
      assertTrue(rig.mj.providers().get(0).drained());
    }
  }

  @Test
  void submit_extraMembersAndPin_reachTheProvider() {
    try (Rig rig = Rig.of(cheap, dear)) {
      rig.submit(
          Rig.FOX,
          SubmitOptions.builder().provider(ProviderId.of("dear")).extra(Map.of("noStorage", true)));

      assertEquals(Map.of("noStorage", true), dear.attempts().get(0).extra());
      assertEquals(0, cheap.submits());
    }
  }

  @Test
  void price_anything_isADryPlan() {
    try (Rig rig = Rig.of(cheap, dear)) {
      Quote quote = rig.mj.price(Rig.FOX);

      assertEquals("cheap/relax", quote.route().toString());
      assertEquals(Optional.of(Money.usd("0.03")), quote.price());
      assertFalse(quote.usual().isZero());
      assertEquals(0, cheap.submits());
      assertEquals(List.of(), rig.told());
    }
  }

  @Test
  void price_noRoute_saysWhy() {
    try (Rig rig = Rig.of(cheap)) {
      NoRouteException e =
          assertThrows(
              NoRouteException.class,
              () ->
                  rig.mj.price(
                      Rig.FOX, SubmitOptions.builder().maxPrice(Money.usd("0.001")).build()));
      assertTrue(String.valueOf(e.getMessage()).contains("PRICE_TOO_HIGH"));
    }
  }

  @Test
  void submit_afterClose_isRefused() {
    Rig rig = Rig.of(cheap);
    rig.close();

    assertThrows(IllegalStateException.class, rig::submit);
    assertEquals(0, cheap.submits());
  }

  @Test
  void submit_unknown_messageSaysWhereAndThatItIsKept() {
    try (Rig rig = Rig.of(cheap.thenFails(UnknownReason.TIMED_OUT))) {
      OutcomeUnknownException e = assertThrows(OutcomeUnknownException.class, rig::submit);

      assertTrue(String.valueOf(e.getMessage()).contains("cheap/relax TIMED_OUT"), e::getMessage);
      assertEquals(e.taskId(), rig.mj.get(e.taskId()).id());
    }
  }

  static ImageData png() {
    return ImageData.parse("data:image/png;base64,iVBORw0KGgo=");
  }

  static Attempt only(Task task) {
    assertEquals(1, task.attempts().size());
    return task.attempts().get(0);
  }

  @Test
  void accountsOutOfMoney_oneAfterTheOther_useUpNoRetryBudget() {
    ScriptedProvider[] hosts = new ScriptedProvider[6];
    for (int i = 0; i < 5; i++) {
      hosts[i] =
          ScriptedProvider.named("poor" + i).charges("0.01").thenFails(RejectReason.NO_MONEY);
    }
    hosts[5] = ScriptedProvider.named("rich").charges("0.05");
    RoutingSettings many = RoutingSettings.builder().attempts(6).build();
    try (Rig rig = Rig.of(many, hosts)) {
      Task task = rig.submit();

      assertEquals("rich", task.route().orElseThrow().provider().name());
      assertEquals(6, task.attempts().size());
    }
  }

  @Test
  void fullHosts_oneAfterTheOther_useUpTheRetryBudget() {
    ScriptedProvider[] hosts = new ScriptedProvider[6];
    for (int i = 0; i < 6; i++) {
      hosts[i] =
          ScriptedProvider.named("full" + i).charges("0.01").thenFails(RejectReason.QUEUE_FULL);
    }
    RoutingSettings many = RoutingSettings.builder().attempts(6).build();
    try (Rig rig = Rig.of(many, hosts)) {
      NoRouteException e = assertThrows(NoRouteException.class, rig::submit);

      assertEquals(4, rig.mj.get(e.taskId()).attempts().size());
    }
  }
}
