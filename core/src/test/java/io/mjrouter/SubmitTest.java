package io.mjrouter;

import static io.mjrouter.Rig.only;
import static io.mjrouter.Rig.png;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.error.NoRouteException;
import io.mjrouter.error.SubmissionRefusedException;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.HostTask;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.model.Upload;
import io.mjrouter.route.RoutingSettings;
import io.mjrouter.spi.NotSentReason;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.spi.SubmitOutcome.Acceptance;
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
      cheap.whileSubmitting(sent -> seen.add(only(rig.mj.findReference("order-1").orElseThrow())));

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
  void submit_optionThatCannotBeHonoured_isRefusedBeforeAnything() {
    try (Rig rig = Rig.of(cheap)) {
      assertThrows(
          IllegalArgumentException.class,
          () -> rig.submit(Rig.FOX, SubmitOptions.builder().policy("luckiest")));
      assertEquals(List.of(), rig.told());
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
}
