package io.mjrouter.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Failure;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.HostTask;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Kept;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.store.TaskRecord;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeepsakesTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final URI GRID = URI.create("https://cdn.example/grid.png");
  private static final URI CLIP = URI.create("https://cdn.example/clip.mp4");
  private static final URI PLACE = URI.create("file:/kept/grid.png");
  private static final Map<URI, URI> PLACES =
      Map.of(GRID, PLACE, CLIP, URI.create("file:/kept/clip.mp4"));
  private static final TaskSnapshot DONE =
      TaskSnapshot.builder("7", HostStatus.SUCCESS)
          .images(List.of(MediaLink.of(GRID)))
          .videos(List.of(MediaLink.of(CLIP)))
          .build();

  private static TaskRecord claimed() {
    return Ledger.claimed(
            TaskId.of("1000000000000001"), Imagine.of("a fox"), SubmitOptions.defaults(), NOW)
        .record();
  }

  private static TaskRecord succeeded() {
    TaskRecord record = claimed();
    Task task =
        record.task().toBuilder().status(TaskStatus.SUCCEEDED).snapshot(DONE).ended(NOW).build();
    return record.with(task);
  }

  private static TaskRecord cameLate() {
    TaskRecord record = claimed();
    Failure stalled = new Failure(FailureReason.STALLED, Failure.Fault.HOST, "");
    Task task = record.task().toBuilder().hostTask(new HostTask(ProviderId.of("a"), "7")).build();
    TaskRecord failed = Ledger.failed(record.with(task), stalled, NOW).record();
    TaskRecord late = Ledger.late(failed, DONE, NOW).record();
    assertTrue(late.task().isLate(), late::toString);
    return late;
  }

  private static TaskRecord in(Kept kept, TaskRecord record) {
    return record.with(record.task().toBuilder().kept(kept).build());
  }

  @Test
  void wanted_anyTask_isToBeKept() {
    assertEquals(Kept.PENDING, Keepsakes.wanted(succeeded().task()).kept());
  }

  @ParameterizedTest
  @EnumSource
  void isWanted_whatEndedInTime_whereItWasAskedForAndNotYetDone(Kept kept) {
    assertEquals(kept == Kept.PENDING, Keepsakes.isWanted(in(kept, succeeded()).task()));
  }

  @ParameterizedTest
  @EnumSource
  void isWanted_whatCameLate_untilItIsKeptOrGivenUp(Kept kept) {
    boolean open = kept == Kept.PENDING || kept == Kept.NOT_ASKED;
    assertEquals(open, Keepsakes.isWanted(in(kept, cameLate()).task()));
  }

  @Test
  void kept_everyLink_tellsItsPlaceAndNobodyIsTold() {
    Step step = Keepsakes.kept(in(Kept.PENDING, succeeded()), PLACES, Kept.KEPT);

    assertTrue(step.changed());
    assertEquals(List.of(), step.events());
    Task task = step.record().task();
    assertEquals(Kept.KEPT, task.kept());
    TaskSnapshot snapshot = task.snapshot().orElseThrow();
    assertEquals(Optional.of(PLACE), snapshot.images().get(0).kept());
    assertEquals(Optional.of(PLACES.get(CLIP)), snapshot.videos().get(0).kept());
    assertEquals(GRID, snapshot.images().get(0).url());
  }

  @Test
  void kept_linkWithoutAPlace_staysTheHosts() {
    Step step = Keepsakes.kept(in(Kept.PENDING, succeeded()), Map.of(GRID, PLACE), Kept.GIVEN_UP);

    TaskSnapshot snapshot = step.record().task().snapshot().orElseThrow();
    assertEquals(Optional.of(PLACE), snapshot.images().get(0).kept());
    assertEquals(Optional.empty(), snapshot.videos().get(0).kept());
  }

  @Test
  void kept_onceMoreOrWhatMadeNothing_changesNothing() {
    assertFalse(Keepsakes.kept(in(Kept.KEPT, succeeded()), PLACES, Kept.GIVEN_UP).changed());
    assertFalse(Keepsakes.kept(in(Kept.PENDING, claimed()), PLACES, Kept.KEPT).changed());
  }

  @Test
  void lateTold_whatCameLate_isToldOnce() {
    Step step = Keepsakes.lateTold(cameLate());

    assertTrue(step.changed());
    assertTrue(step.record().lateTold());
    assertEquals(List.of(), step.events());
    assertFalse(Keepsakes.lateTold(step.record()).changed());
    assertFalse(Keepsakes.lateTold(succeeded()).changed());
  }
}
