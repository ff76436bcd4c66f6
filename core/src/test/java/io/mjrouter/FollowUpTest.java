package io.mjrouter;

import static io.mjrouter.Rig.only;
import static io.mjrouter.Rig.png;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.error.NoRouteException;
import io.mjrouter.error.OutcomeUnknownException;
import io.mjrouter.error.SubmissionRefusedException;
import io.mjrouter.error.TaskNotFoundException;
import io.mjrouter.model.Answer;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.Button;
import io.mjrouter.model.Change;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.HostTask;
import io.mjrouter.model.ImageData;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.Press;
import io.mjrouter.model.Route;
import io.mjrouter.model.RouteReason;
import io.mjrouter.model.SubmissionKind;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.route.RoutingSettings;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitOutcome.Acceptance;
import io.mjrouter.spi.UnknownReason;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.testing.FakeTime;
import io.mjrouter.testing.ScriptedProvider;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Buttons and windows: only where the parent lives, and never paid for twice. */
@Timeout(60)
class FollowUpTest {

  private final ScriptedProvider host = ScriptedProvider.named("host").charges("0.05");
  private final ScriptedProvider cheaper = ScriptedProvider.named("cheaper").charges("0.01");

  private Task grid(Rig rig) {
    host.thenAccepts("g").shows(Rig.done("g"));
    Task grid = rig.submit(Rig.FOX, SubmitOptions.builder().provider(host.id()));
    rig.pass(Duration.ofMinutes(2));
    return rig.now(grid);
  }

  private Task window(Rig rig) {
    Task grid = grid(rig);
    host.thenAccepts(Acceptance.NEEDS_MODAL, "w");
    return rig.mj.press(grid, "Vary (Region)");
  }

  // ---- Buttons.

  @Test
  void press_byMeaning_goesToTheParentsHostInItsMode() {
    try (Rig rig = Rig.of(cheaper, host)) {
      Task grid = grid(rig);
      Task upscale = rig.mj.press(grid, "u2");

      assertEquals(host.id(), upscale.hostTask().orElseThrow().provider());
      assertEquals(Optional.of("g"), host.attempts().get(1).parentId());
      assertEquals(Mode.RELAX, host.attempts().get(1).mode());
      assertEquals(Optional.of(grid.id()), upscale.parent());
      assertEquals(0, cheaper.submits());
    }
  }

  @Test
  void press_parentDrawnInAnotherMode_followsTheModeItWasDrawnIn() {
    host.thenAccepts("g").shows(Rig.done("g").toBuilder().effectiveMode(Mode.FAST).build());
    try (Rig rig = Rig.of(host)) {
      Task grid = rig.submit();
      rig.pass(Duration.ofMinutes(2));
      rig.mj.press(grid, "U1");

      assertEquals(Mode.FAST, host.attempts().get(1).mode());
    }
  }

  @Test
  void press_parentDrawnInAModeThatNobodyAllowed_keepsTheModeItWasSentIn() {
    host.offers(Mode.RELAX, Mode.TURBO)
        .thenAccepts("g")
        .shows(Rig.done("g").toBuilder().effectiveMode(Mode.TURBO).build());
    try (Rig rig = Rig.of(host)) {
      Task grid = rig.submit();
      rig.pass(Duration.ofMinutes(2));
      rig.mj.press(grid, "U1");

      assertEquals(Mode.RELAX, host.attempts().get(1).mode());
    }
  }

  @Test
  void press_parentsModeIsNotOfferedAnyMore_takesNoneThatNobodyAllowed() {
    RoutingSettings relax = RoutingSettings.builder().modes(Mode.RELAX).build();
    MemoryTaskStore store = new MemoryTaskStore(FakeTime.create());
    Task grid;
    try (Rig rig = Rig.on(store, relax, host)) {
      grid = grid(rig);
    }
    try (Rig rig = Rig.on(store, relax, host.offers(Mode.FAST))) {
      NoRouteException e = assertThrows(NoRouteException.class, () -> rig.mj.press(grid, "U1"));

      assertEquals(
          Optional.of(RouteReason.MODE_NOT_ALLOWED),
          e.decision().orElseThrow().reason(new Route(host.id(), Mode.FAST)));
      assertEquals(1, host.submits());
    }
  }

  @Test
  void press_parentsHostRefuses_goesNowhereElse() {
    try (Rig rig = Rig.of(cheaper, host)) {
      Task grid = grid(rig);
      host.thenFails(RejectReason.QUEUE_FULL);

      NoRouteException e = assertThrows(NoRouteException.class, () -> rig.mj.press(grid, "U1"));
      assertTrue(String.valueOf(e.getMessage()).contains("cheaper NOT_AT_ORIGIN"));
      assertEquals(0, cheaper.submits());
    }
  }

  @Test
  void press_parentsProviderIsGone_isRefusedAndGoesNowhereElse() {
    MemoryTaskStore store = new MemoryTaskStore(FakeTime.create());
    Task grid;
    try (Rig rig = Rig.on(store, host)) {
      grid = grid(rig);
    }
    try (Rig rig = Rig.on(store, cheaper)) {
      SubmissionRefusedException e =
          assertThrows(SubmissionRefusedException.class, () -> rig.mj.press(grid, "U1"));
      assertEquals("ORIGIN_UNAVAILABLE", e.reason());
      assertTrue(String.valueOf(e.getMessage()).contains("host"), e::getMessage);
      assertEquals(0, cheaper.submits());
    }
  }

  @Test
  void f52_press_buttonNobodyShows_namesThoseThereAreAndBuysNothing() {
    try (Rig rig = Rig.of(host)) {
      Task grid = grid(rig);
      SubmissionRefusedException e =
          assertThrows(SubmissionRefusedException.class, () -> rig.mj.press(grid, "U9"));

      assertEquals("NO_SUCH_BUTTON", e.reason());
      assertTrue(String.valueOf(e.getMessage()).contains("[U1, U2, VARY_REGION]"), e::getMessage);
      assertEquals(1, host.submits());
    }
  }

  @Test
  void f52_press_buttonShownLater_isFoundByAnotherLook() {
    try (Rig rig = Rig.of(host)) {
      Task grid = grid(rig);
      Button late = new Button("MJ::JOB::reroll::0::h::SOLO", "", "", 2, 2);
      host.shows(Rig.done("g").toBuilder().buttons(List.of(late)).build());
      host.fetch("g");

      rig.mj.press(grid, "reroll");

      assertEquals(late.customId(), ((Press) host.attempts().get(1).submission()).customId());
    }
  }

  @Test
  void press_taskThatWasGivenUpIsShown_isKeptAsLate() {
    host.thenAccepts("g");
    try (Rig rig = Rig.of(host)) {
      Task lost = rig.submit();
      host.forgets("g");
      rig.pass(Duration.ofMinutes(3));
      assertEquals(FailureReason.LOST_BY_HOST, rig.now(lost).failure().orElseThrow().reason());
      host.shows(Rig.done("g"));
      assertThrows(SubmissionRefusedException.class, () -> rig.mj.press(lost, "U1"));

      assertTrue(rig.now(lost).isLate());
    }
  }

  @Test
  void press_unfinishedParent_isRefusedUnpaid() {
    host.thenAccepts("g");
    try (Rig rig = Rig.of(host)) {
      Task open = rig.submit();
      SubmissionRefusedException e =
          assertThrows(
              SubmissionRefusedException.class,
              () -> rig.mj.submit(Press.of(open.id(), Rig.upscale(1))));

      assertEquals("PARENT_NOT_READY", e.reason());
      assertEquals(1, host.submits());
    }
  }

  @Test
  void press_unknownParent_isRefusedUnpaid() {
    try (Rig rig = Rig.of(host)) {
      SubmissionRefusedException e =
          assertThrows(
              SubmissionRefusedException.class,
              () -> rig.mj.submit(Press.of(TaskId.of("1234567890123456"), Rig.upscale(1))));

      assertEquals("PARENT_NOT_FOUND", e.reason());
      assertEquals(0, host.submits());
    }
  }

  @Test
  void f58_press_hostsViewLags_asksAgainLaterAsTheSameAttempt() {
    try (Rig rig = Rig.of(host)) {
      Task grid = grid(rig);
      host.thenFails(RejectReason.PARENT_NOT_READY)
          .thenFails(RejectReason.PARENT_NOT_READY)
          .thenAccepts("u");
      Task upscale = rig.mj.press(grid, "U1");

      assertEquals(List.of(Duration.ofSeconds(2), Duration.ofSeconds(4)), rig.time.sleeps());
      assertEquals(Attempt.State.ACCEPTED, only(upscale).state());
      assertEquals(4, host.submits());
      assertEquals(host.attempts().get(1).token(), host.attempts().get(3).token());
    }
  }

  @Test
  void f58_press_hostsViewLagsForGood_givesUpAfterTwentySeconds() {
    try (Rig rig = Rig.of(host)) {
      Task grid = grid(rig);
      for (int i = 0; i < 9; i++) {
        host.thenFails(RejectReason.PARENT_NOT_READY);
      }
      SubmissionRefusedException e =
          assertThrows(SubmissionRefusedException.class, () -> rig.mj.press(grid, "U1"));

      assertEquals("PARENT_NOT_READY", e.reason());
      assertEquals(
          Duration.ofSeconds(20), rig.time.sleeps().stream().reduce(Duration.ZERO, Duration::plus));
    }
  }

  @Test
  void press_lagAndThenNoAnswer_isUnknownAndNotSentAgain() {
    try (Rig rig = Rig.of(host)) {
      Task grid = grid(rig);
      host.thenFails(RejectReason.PARENT_NOT_READY).thenFails(UnknownReason.TIMED_OUT);

      assertThrows(OutcomeUnknownException.class, () -> rig.mj.press(grid, "U1"));
      assertEquals(3, host.submits());
    }
  }

  @Test
  void change_whereTheHostHasNone_isThePressOfItsButton() {
    host.cannot(Capability.CHANGE);
    try (Rig rig = Rig.of(host)) {
      Task grid = grid(rig);
      rig.mj.submit(Change.upscale(grid.id(), 2));

      assertEquals(SubmissionKind.PRESS, host.attempts().get(1).submission().kind());
      assertEquals(
          Rig.upscale(2).customId(), ((Press) host.attempts().get(1).submission()).customId());
    }
  }

  // ---- Windows.

  @Test
  void window_opens_restsWithoutClocksAndLooks() {
    try (Rig rig = Rig.of(host)) {
      Task window = window(rig);
      int reads = host.reads().size();
      rig.pass(Duration.ofHours(3));

      assertEquals(TaskStatus.NEEDS_MODAL, rig.now(window).status());
      assertEquals(reads, host.reads().size());
      assertTrue(rig.told().contains("NeedsModal"));
    }
  }

  @Test
  void window_seenOnlyByPolling_isAWindow() {
    try (Rig rig = Rig.of(host)) {
      Task grid = grid(rig);
      host.thenAccepts("w").shows(Rig.status("w", HostStatus.MODAL));
      Task pressed = rig.mj.press(grid, "U1");
      host.forgets("w").shows(Rig.status("w", HostStatus.MODAL));
      rig.pass(Duration.ofMinutes(1));

      assertEquals(TaskStatus.NEEDS_MODAL, rig.now(pressed).status());
    }
  }

  @Test
  void answer_taken_goesOnAsTheSameTaskUnderTheHostsNewId() {
    try (Rig rig = Rig.of(host)) {
      Task window = window(rig);
      host.thenAccepts("third").shows(Rig.done("third"));
      Task answered = rig.mj.answer(window, "a hat");
      assertEquals(window.id(), answered.id());
      assertEquals(new HostTask(host.id(), "third"), answered.hostTask().orElseThrow());
      assertEquals(Optional.of("w"), host.attempts().get(2).parentId());
      rig.pass(Duration.ofMinutes(2));

      Task done = rig.now(window);
      assertEquals(TaskStatus.SUCCEEDED, done.status());
      assertEquals(Money.usd("0.10"), done.spent());
      assertEquals(
          1, rig.events().stream().filter(e -> e.id().equals(window.id() + "-finished")).count());
    }
  }

  @Test
  void answer_hostReusesTheIdAndShowsTheWindowALittleLonger_goesOn() {
    try (Rig rig = Rig.of(host)) {
      Task window = window(rig);
      host.thenAccepts("w");
      rig.mj.answer(window, "a hat");
      host.forgets("w").shows(Rig.status("w", HostStatus.MODAL), Rig.done("w"));
      rig.pass(Duration.ofMinutes(2));

      assertEquals(TaskStatus.SUCCEEDED, rig.now(window).status());
    }
  }

  @Test
  void f39_answer_twice_isRefusedAndPaidOnce() {
    try (Rig rig = Rig.of(host)) {
      Task window = window(rig);
      rig.mj.answer(window, "a hat");
      SubmissionRefusedException e =
          assertThrows(SubmissionRefusedException.class, () -> rig.mj.answer(window, "a hat"));

      assertEquals("NO_WINDOW", e.reason());
      assertEquals(3, host.submits());
      assertEquals(TaskStatus.QUEUED, rig.now(window).status());
    }
  }

  @Test
  void answer_twiceUnderOneReference_isTheSameTaskPaidOnce() {
    SubmitOptions options = SubmitOptions.builder().reference("answer-1").build();
    try (Rig rig = Rig.of(host)) {
      Task window = window(rig);
      Task first = rig.mj.submit(Answer.of(window.id(), "a hat"), options);
      Task second = rig.mj.submit(Answer.of(window.id(), "a hat"), options);

      assertEquals(first.id(), second.id());
      assertEquals(3, host.submits());
    }
  }

  @Test
  void answer_twiceAtOnce_isSentOnce() throws Exception {
    CountDownLatch sending = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try (Rig rig = Rig.of(host)) {
      Task window = window(rig);
      host.whileSubmitting(
          sent -> {
            sending.countDown();
            Rig.await(goOn);
          });
      Future<Task> first = threads.submit(() -> rig.mj.answer(window, "a hat"));
      sending.await();

      assertThrows(SubmissionRefusedException.class, () -> rig.mj.answer(window, "a scarf"));
      goOn.countDown();

      assertEquals(TaskStatus.QUEUED, first.get().status());
      assertEquals(3, host.submits());
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void answer_refused_leavesTheWindowOpen() {
    try (Rig rig = Rig.of(host)) {
      Task window = window(rig);
      host.thenFails(RejectReason.BAD_PARAMETER);
      assertThrows(SubmissionRefusedException.class, () -> rig.mj.answer(window, "bad"));
      assertEquals(TaskStatus.NEEDS_MODAL, rig.now(window).status());

      assertEquals(TaskStatus.QUEUED, rig.mj.answer(window, "good").status());
      assertEquals(Money.usd("0.10"), rig.now(window).spent());
    }
  }

  @Test
  void answer_unknownAndTheHostMovedOn_wasTaken() {
    try (Rig rig = Rig.of(host)) {
      Task window = window(rig);
      host.thenFails(UnknownReason.TIMED_OUT);
      assertThrows(OutcomeUnknownException.class, () -> rig.mj.answer(window, "a hat"));
      assertEquals(TaskStatus.PENDING, rig.now(window).status());
      host.forgets("w")
          .shows(Rig.status("w", HostStatus.MODAL), Rig.running("w", 10), Rig.done("w"));
      rig.pass(Duration.ofMinutes(3));

      Task done = rig.now(window);
      assertEquals(TaskStatus.SUCCEEDED, done.status());
      assertEquals(ChargeState.SETTLED, done.attempts().get(1).charge());
      assertEquals(3, host.submits());
    }
  }

  @Test
  void answer_unknownAndTheHostNeverMoves_endsDisputed() {
    host.cannot(Capability.LIST);
    try (Rig rig = Rig.of(host)) {
      Task window = window(rig);
      host.thenFails(UnknownReason.TIMED_OUT);
      assertThrows(OutcomeUnknownException.class, () -> rig.mj.answer(window, "a hat"));
      rig.pass(Duration.ofMinutes(32));

      Task end = rig.now(window);
      assertEquals(FailureReason.UNKNOWN_OUTCOME, end.failure().orElseThrow().reason());
      assertEquals(ChargeState.SETTLED, end.attempts().get(0).charge());
      assertEquals(ChargeState.DISPUTED, end.attempts().get(1).charge());
    }
  }

  @Test
  void f39_answer_finishedOrUnknownTask_isRefusedUnpaid() {
    try (Rig rig = Rig.of(host)) {
      Task grid = grid(rig);
      assertThrows(SubmissionRefusedException.class, () -> rig.mj.answer(grid, "a hat"));
      assertThrows(
          TaskNotFoundException.class,
          () -> rig.mj.submit(Answer.of(TaskId.of("1234567890123456"), "a hat")));
      assertEquals(1, host.submits());
    }
  }

  @ParameterizedTest
  @CsvSource({"2.1, false", "0.5, false", "9, false", "1, true", "1.8, true", "2.0, true"})
  void answer_customZoom_takesOneToTwo(String zoom, boolean taken) {
    Button button = new Button("MJ::CustomZoom::1::h", "Custom Zoom", "", 2, 2);
    host.thenAccepts("g").shows(Rig.done("g").toBuilder().buttons(List.of(button)).build());
    try (Rig rig = Rig.of(host)) {
      Task grid = rig.submit();
      rig.pass(Duration.ofMinutes(2));
      host.thenAccepts(Acceptance.NEEDS_MODAL, "w");
      Task window = rig.mj.press(grid, "Custom Zoom");
      String prompt = "a fox --zoom " + zoom;

      if (taken) {
        rig.mj.answer(window, prompt);
      } else {
        SubmissionRefusedException e =
            assertThrows(SubmissionRefusedException.class, () -> rig.mj.answer(window, prompt));
        assertEquals("BAD_PARAMETER", e.reason());
      }
      assertEquals(taken ? 3 : 2, host.submits());
    }
  }

  @Test
  void answer_maskOfAnotherSizeThanThePicture_isRefusedUnpaid() throws IOException {
    host.thenAccepts("g").shows(Rig.done("g").toBuilder().size(64, 32).build());
    try (Rig rig = Rig.of(host)) {
      Task grid = rig.submit();
      rig.pass(Duration.ofMinutes(2));
      host.thenAccepts(Acceptance.NEEDS_MODAL, "w");
      Task window = rig.mj.press(grid, "Vary (Region)");

      assertThrows(IllegalArgumentException.class, () -> rig.mj.answer(window, "", mask(32, 64)));
      assertThrows(IllegalArgumentException.class, () -> rig.mj.answer(window, "", png()));
      assertEquals(TaskStatus.QUEUED, rig.mj.answer(window, "", mask(64, 32)).status());
      assertEquals(3, host.submits());
    }
  }

  private static ImageData mask(int width, int height) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY), "png", out);
    return ImageData.of(out.toByteArray());
  }
}
