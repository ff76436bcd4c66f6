package io.mjrouter.task;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mjrouter.event.MjProbe;
import io.mjrouter.ledger.Ledger;
import io.mjrouter.model.Action;
import io.mjrouter.model.HostTask;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.route.DurationModel;
import io.mjrouter.spi.Capability;
import io.mjrouter.testing.ScriptedProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Looks that are due at about the same time, each three seconds after the one before. */
class LaneTest {

  private static final PollSettings SETTINGS =
      PollSettings.defaults().withMax(PollSettings.defaults().min()).withBatch(4);

  private final Lane lists = lane(ScriptedProvider.named("host"));
  private final Lane single = lane(ScriptedProvider.named("host").cannot(Capability.BATCH_FETCH));
  private int made;

  private static Lane lane(ScriptedProvider host) {
    return new Lane(host, new PollPlan(SETTINGS), 0);
  }

  private static long millis(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }

  /** A task that a host was asked for at this time. */
  private Followed looked(Lane lane, long at) {
    Task task =
        Ledger.claimed(
                new TaskId(1_000_000_000_000_000L + made++),
                Imagine.of("a red fox"),
                SubmitOptions.defaults(),
                Instant.EPOCH)
            .record()
            .task()
            .toBuilder()
            .hostTask(new HostTask(lane.provider.id(), "1764" + made))
            .status(TaskStatus.QUEUED)
            .build();
    Habit habit = new Habit(DurationModel.lasting(Mode.FAST, Action.IMAGINE));
    Followed followed =
        new Followed(task, Followed.Stage.AT_HOST, lane.provider.id(), habit, at, at);
    followed.asked(at);
    lane.add(followed);
    return followed;
  }

  private static int taken(Lane lane, long at) {
    return lane.take(round(lane), at).size();
  }

  /** None that is run. */
  @SuppressWarnings("NullAway")
  private static Round round(Lane lane) {
    return new Round(lane, null, SETTINGS, (task, in) -> {}, null, new MjProbe() {});
  }

  @Test
  void take_fewAreDue_waitsATenthOfASecondForMore() {
    looked(lists, millis(0));
    looked(lists, millis(50));

    assertEquals(OptionalLong.of(millis(3_100)), lists.next(millis(3_000)));
    assertEquals(0, taken(lists, millis(3_099)));
    assertEquals(2, taken(lists, millis(3_100)));
  }

  @Test
  void take_enoughAreDueToFillACall_waitsNoLonger() {
    for (long at : new long[] {0, 10, 20, 30, 40}) {
      looked(lists, millis(at));
    }

    assertEquals(OptionalLong.of(millis(3_030)), lists.next(millis(3_000)));
    assertEquals(0, taken(lists, millis(3_029)));
    assertEquals(4, taken(lists, millis(3_030)));
  }

  @Test
  void take_hostThatListsNothing_doesNotWait() {
    looked(single, millis(0));
    looked(single, millis(50));

    assertEquals(1, taken(single, millis(3_000)));
  }

  @Test
  void take_lookAtAGivenTime_doesNotWait() {
    looked(lists, millis(0));
    Followed announced = looked(lists, millis(0));
    lists.remove(announced);

    lists.add(announced, millis(500));

    assertEquals(OptionalLong.of(millis(500)), lists.next(millis(100)));
    assertEquals(1, taken(lists, millis(500)));
  }
}
