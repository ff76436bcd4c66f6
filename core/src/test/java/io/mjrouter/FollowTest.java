package io.mjrouter;

import static io.mjrouter.Rig.only;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Failure;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.ImageUrl;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.OnUnknown;
import io.mjrouter.model.Shorten;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.model.Video;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.ReadFailure;
import io.mjrouter.spi.SubmitOutcome.Acceptance;
import io.mjrouter.spi.UnknownReason;
import io.mjrouter.testing.ScriptedProvider;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a task for everything a host may show of it. */
@Timeout(60)
class FollowTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private final ScriptedProvider host =
      ScriptedProvider.named("host").charges("0.05").cannot(Capability.BATCH_FETCH);

  @Test
  void follow_wholeLife_isToldOnceEach() {
    host.thenAccepts("1")
        .shows(
            Rig.status("1", HostStatus.SUBMITTED),
            Rig.running("1", 12),
            Rig.running("1", 15),
            Rig.running("1", 57),
            Rig.done("1"));
    try (Rig rig = Rig.of(host)) {
      Task task = rig.submit();
      rig.pass(Duration.ofMinutes(3));

      Task done = rig.now(task);
      assertEquals(TaskStatus.SUCCEEDED, done.status());
      assertEquals(100, done.progress());
      assertEquals(List.of(Rig.link("grid.png")), done.images());
      assertEquals(Money.usd("0.05"), done.spent());
      assertEquals(
          List.of(
              "Submitted",
              "AttemptEnded",
              "Accepted",
              "Progressed",
              "Progressed",
              "Finished",
              "Settled"),
          rig.told());
    }
  }

  @Test
  void f46_follow_statusAndProgressGoBack_neitherFalls() {
    host.thenAccepts("1")
        .shows(Rig.running("1", 80), Rig.running("1", 20), Rig.status("1", HostStatus.SUBMITTED));
    try (Rig rig = Rig.of(host)) {
      Task task = rig.submit();
      rig.pass(Duration.ofMinutes(2));

      assertEquals(80, rig.now(task).progress());
      assertEquals(TaskStatus.RUNNING, rig.now(task).status());
    }
  }

  @Test
  void f46_follow_successThenAnythingElse_staysSuccess() {
    host.thenAccepts("1").shows(Rig.done("1"), Rig.running("1", 10));
    try (Rig rig = Rig.of(host)) {
      Task task = rig.submit();
      rig.pass(Duration.ofMinutes(1));
      int reads = host.reads().size();
      rig.pass(HOUR);

      assertEquals(TaskStatus.SUCCEEDED, rig.mj.refresh(task.id()).status());
      assertEquals(reads, host.reads().size());
      assertEquals(1, rig.told("Finished"));
    }
  }

  @Test
  void follow_unknownStatus_isRunning() {
    host.thenAccepts("1")
        .shows(TaskSnapshot.builder("1", HostStatus.UNKNOWN).rawStatus("PAUSED").build());
    try (Rig rig = Rig.of(host)) {
      Task task = rig.submit();
      rig.pass(Duration.ofMinutes(1));

      assertEquals(TaskStatus.RUNNING, rig.now(task).status());
      assertEquals("PAUSED", rig.now(task).snapshot().orElseThrow().rawStatus());
    }
  }

  @Test
  void f56_follow_effectiveMode_isTheTasksMode() {
    host.thenAccepts("1").shows(Rig.done("1").toBuilder().effectiveMode(Mode.FAST).build());
    try (Rig rig = Rig.of(host)) {
      Task task = rig.submit();
      rig.pass(Duration.ofMinutes(2));

      assertEquals(Optional.of(Mode.FAST), rig.now(task).mode());
      assertEquals(Mode.RELAX, rig.now(task).route().orElseThrow().mode());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void follow_failure_isRefundedWhereTheHostRefunds(boolean refunds) {
    if (refunds) {
      host.refundsFailures();
    }
    TaskSnapshot failed =
        Rig.done("1").toBuilder()
            .status(HostStatus.FAILURE)
            .failure("Banned prompt detected", Failure.Fault.CONTENT)
            .build();
    host.thenAccepts("1").shows(failed);
    try (Rig rig = Rig.of(host)) {
      Task task = rig.submit();
      rig.pass(Duration.ofMinutes(2));

      Task end = rig.now(task);
      assertEquals(
          new Failure(FailureReason.HOST_SAID_SO, Failure.Fault.CONTENT, "Banned prompt detected"),
          end.failure().orElseThrow());
      assertEquals(refunds ? ChargeState.REFUNDED : ChargeState.SETTLED, only(end).charge());
      assertEquals(refunds ? Money.ZERO : Money.usd("0.05"), end.spent());
      assertEquals(1, end.images().size());
    }
  }

  @Test
  void f48_follow_failureWithoutWords_isUnspecified() {
    host.thenAccepts("1").shows(Rig.status("1", HostStatus.FAILURE));
    assertEquals("unspecified", failureAfter(Duration.ofMinutes(2)).detail());
  }

  @Test
  void follow_cancelled_failsAsCancelled() {
    host.thenAccepts("1").shows(Rig.status("1", HostStatus.CANCEL));
    assertEquals(FailureReason.CANCELLED, failureAfter(Duration.ofMinutes(2)).reason());
  }

  // ---- Another task.

  @Test
  void f50_follow_anotherTasksToken_isQuarantinedAndNeverDelivered() {
    try (Rig rig = Rig.of(host)) {
      Task mine = rig.submit();
      Task other = rig.submit();
      String id = mine.hostTask().orElseThrow().id();
      host.forgets(id).shows(Rig.done(id).toBuilder().state(only(other).token()).build());
      rig.pass(Duration.ofMinutes(2));

      assertEquals(FailureReason.MISMATCHED, rig.now(mine).failure().orElseThrow().reason());
      assertEquals(List.of(), rig.now(mine).images());
    }
  }

  @Test
  void f50_follow_tokenOfAnAttemptThatDrewItsOwn_isQuarantined() {
    host.thenFails(UnknownReason.TIMED_OUT).thenAccepts("2");
    try (Rig rig = Rig.of(host)) {
      Task task =
          rig.submit(
              Rig.FOX,
              SubmitOptions.builder().modes(Mode.FAST, Mode.RELAX).onUnknown(OnUnknown.RESUBMIT));
      String first = task.attempts().get(0).token();
      host.forgets("2").shows(Rig.done("2").toBuilder().state(first).build());
      rig.pass(Duration.ofMinutes(2));

      assertEquals(FailureReason.MISMATCHED, rig.now(task).failure().orElseThrow().reason());
    }
  }

  @Test
  void follow_anotherTasksTokenOnce_isLookedAtAgain() {
    try (Rig rig = Rig.of(host)) {
      Task mine = rig.submit();
      Task other = rig.submit();
      String id = mine.hostTask().orElseThrow().id();
      host.forgets(id)
          .shows(Rig.done(id).toBuilder().state(only(other).token()).build(), Rig.done(id));
      rig.pass(Duration.ofMinutes(2));

      assertEquals(TaskStatus.SUCCEEDED, rig.now(mine).status());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "somebody's own words", "OWN", "OWN::1"})
  void follow_stateThatIsNoOtherTasks_isBelieved(String state) {
    try (Rig rig = Rig.of(host)) {
      Task task = rig.submit();
      String id = task.hostTask().orElseThrow().id();
      String shown = state.replace("OWN", only(task).token());
      host.forgets(id).shows(Rig.done(id).toBuilder().state(shown).build());
      rig.pass(Duration.ofMinutes(2));

      assertEquals(TaskStatus.SUCCEEDED, rig.now(task).status());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "::1"})
  void follow_stateHandedDownFromWhatItFollowsUp_isBelieved(String addition) {
    try (Rig rig = Rig.of(host)) {
      Task grid = finished(rig, rig.submit(), "");
      Task fox = finished(rig, rig.mj.press(grid, "U1"), only(grid).token() + addition);
      Task again = finished(rig, rig.mj.press(fox, "U2"), only(grid).token() + addition);

      assertEquals(TaskStatus.SUCCEEDED, rig.now(fox).status());
      assertEquals(TaskStatus.SUCCEEDED, rig.now(again).status());
    }
  }

  @Test
  void follow_stateOfASibling_isQuarantined() {
    try (Rig rig = Rig.of(host)) {
      Task grid = finished(rig, rig.submit(), "");
      Task first = finished(rig, rig.mj.press(grid, "U1"), "");
      Task second = finished(rig, rig.mj.press(grid, "U2"), only(first).token());

      assertEquals(FailureReason.MISMATCHED, rig.now(second).failure().orElseThrow().reason());
    }
  }

  @Test
  void follow_stateOfAnAttemptByWhichNobodyHasItsParent_isQuarantined() {
    host.thenFails(UnknownReason.TIMED_OUT).thenAccepts("2");
    try (Rig rig = Rig.of(host)) {
      Task twice =
          rig.submit(
              Rig.FOX,
              SubmitOptions.builder().modes(Mode.FAST, Mode.RELAX).onUnknown(OnUnknown.RESUBMIT));
      String first = twice.attempts().get(0).token();
      Task grid = finished(rig, twice, "");
      Task fox = finished(rig, rig.mj.press(grid, "U1"), first);

      assertEquals(FailureReason.MISMATCHED, rig.now(fox).failure().orElseThrow().reason());
    }
  }

  @Test
  void follow_stateHandedDownFromATaskThatExistedAlready_isBelieved() {
    host.thenAccepts("old").thenAccepts(Acceptance.EXISTED, "old");
    try (Rig rig = Rig.of(host)) {
      Task first = rig.submit();
      Task again = finished(rig, rig.submit(), only(first).token());
      Task fox = finished(rig, rig.mj.press(again, "U1"), only(first).token());

      assertEquals(TaskStatus.SUCCEEDED, rig.now(fox).status());
    }
  }

  @Test
  void follow_stateOfNobodyWhoHasWhatExistedAlready_isQuarantined() {
    host.thenAccepts("old").thenAccepts("other").thenAccepts(Acceptance.EXISTED, "old");
    try (Rig rig = Rig.of(host)) {
      Task first = rig.submit();
      Task other = rig.submit();
      Task again = finished(rig, rig.submit(), only(first).token());
      Task fox = finished(rig, rig.mj.press(again, "U1"), only(other).token());

      assertEquals(TaskStatus.SUCCEEDED, again.status());
      assertEquals(FailureReason.MISMATCHED, rig.now(fox).failure().orElseThrow().reason());
    }
  }

  @Test
  void follow_stateOfAnotherKindInDoubtBelowWhatExistedAlready_isQuarantined() {
    host.cannot(Capability.RECONCILE)
        .thenAccepts("old")
        .thenFails(UnknownReason.TIMED_OUT)
        .thenAccepts(Acceptance.EXISTED, "old");
    try (Rig rig = Rig.of(host)) {
      Task first = rig.submit();
      TaskId doubted = rig.unknown(Shorten.of("a red fox"), SubmitOptions.builder());
      Task again = finished(rig, rig.submit(), only(first).token());
      Task fox = finished(rig, rig.mj.press(again, "U1"), only(rig.mj.get(doubted)).token());

      assertEquals(FailureReason.MISMATCHED, rig.now(fox).failure().orElseThrow().reason());
    }
  }

  private Task finished(Rig rig, Task task, String state) {
    String id = task.hostTask().orElseThrow().id();
    host.forgets(id).shows(Rig.done(id).toBuilder().state(state).build());
    rig.pass(Duration.ofMinutes(2));
    return rig.now(task);
  }

  @Test
  void f50_follow_answerAboutAnotherTask_isQuarantined() {
    host.thenAccepts("1");
    for (int i = 0; i < 10; i++) {
      host.thenReadingFails(ReadFailure.Reason.MISMATCHED);
    }
    assertEquals(FailureReason.MISMATCHED, failureAfter(Duration.ofMinutes(2)).reason());
  }

  @Test
  void f51_follow_sameHostIdAtTwoProviders_areTwoTasks() {
    ScriptedProvider other =
        ScriptedProvider.named("other").charges("0.09").thenAccepts("1").shows(Rig.done("1"));
    host.thenAccepts("1").shows(Rig.status("1", HostStatus.FAILURE));
    try (Rig rig = Rig.of(host, other)) {
      Task here = rig.submit();
      Task there = rig.submit(Rig.FOX, SubmitOptions.builder().provider(other.id()));
      rig.pass(Duration.ofMinutes(2));

      assertEquals(TaskStatus.FAILED, rig.now(here).status());
      assertEquals(TaskStatus.SUCCEEDED, rig.now(there).status());
    }
  }

  // ---- Success without a picture.

  @Test
  void f47_follow_successWithoutPictureYet_waitsForIt() {
    TaskSnapshot bare = Rig.status("1", HostStatus.SUCCESS);
    host.thenAccepts("1").shows(bare, bare, bare, Rig.done("1"));
    try (Rig rig = Rig.of(host)) {
      Task task = rig.submit();
      rig.pass(Duration.ofMinutes(3));

      assertEquals(TaskStatus.SUCCEEDED, rig.now(task).status());
      assertEquals(1, rig.now(task).images().size());
    }
  }

  @Test
  void f47_follow_successWithoutPictureForGood_failsAfterAFewLooks() {
    host.thenAccepts("1").shows(Rig.status("1", HostStatus.SUCCESS));
    assertEquals(FailureReason.NO_IMAGE, failureAfter(Duration.ofMinutes(3)).reason());
    assertEquals(6, host.reads().size());
  }

  @Test
  void follow_describe_needsNoPicture() {
    host.thenAccepts("1")
        .shows(Rig.status("1", HostStatus.SUCCESS).toBuilder().texts(List.of("a", "b")).build());
    try (Rig rig = Rig.of(host)) {
      Task task = rig.mj.describe(ImageUrl.of("https://example.com/fox.png"));
      rig.pass(Duration.ofMinutes(1));

      assertEquals(TaskStatus.SUCCEEDED, rig.now(task).status());
      assertEquals(List.of("a", "b"), rig.now(task).texts());
    }
  }

  @Test
  void follow_videoWithoutItsLinksYet_waitsForThem() {
    MediaLink video = MediaLink.of(URI.create("https://cdn.example/0_0.mp4"));
    host.thenAccepts("1").shows(Rig.done("1"));
    try (Rig rig = Rig.of(host)) {
      Task task =
          rig.mj.submit(
              Video.from(ImageUrl.of("https://example.com/fox.png")).prompt("run").build());
      rig.pass(Duration.ofMinutes(1));
      assertEquals(TaskStatus.QUEUED, rig.now(task).status());
      host.shows(Rig.done("1").toBuilder().videos(List.of(video)).build());
      rig.pass(Duration.ofMinutes(1));

      assertEquals(List.of(video), rig.now(task).videos());
    }
  }

  @Test
  void follow_videoThatNeverShowsItsLinks_endsWithItsPicture() {
    host.thenAccepts("1").shows(Rig.done("1"));
    try (Rig rig = Rig.of(host)) {
      Task task =
          rig.mj.submit(
              Video.from(ImageUrl.of("https://example.com/fox.png")).prompt("run").build());
      rig.pass(Duration.ofMinutes(5));

      assertEquals(TaskStatus.SUCCEEDED, rig.now(task).status());
    }
  }

  private Failure failureAfter(Duration duration) {
    try (Rig rig = Rig.of(host)) {
      Task task = rig.submit();
      rig.pass(duration);
      return rig.now(task).failure().orElseThrow();
    }
  }
}
