package io.mjrouter.submit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mjrouter.ledger.Ledger;
import io.mjrouter.ledger.Step;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.TaskStore;
import io.mjrouter.store.Write;
import io.mjrouter.testing.FakeTime;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A record that is only recalled may be old: nothing is decided by it that the store would not. */
class JournalTest {

  private static final TaskId ID = new TaskId(1_000_000_000_000_001L);

  private final FakeTime time = FakeTime.create();
  private final TaskStore sound = new MemoryTaskStore(time);
  private final TaskRecord old =
      Ledger.claimed(ID, Imagine.of("a red fox"), SubmitOptions.defaults(), time.now()).record();
  private final Journal journal = journal();

  private Journal journal() {
    TaskStore recalling =
        (TaskStore)
            Proxy.newProxyInstance(
                TaskStore.class.getClassLoader(),
                new Class<?>[] {TaskStore.class},
                (proxy, method, arguments) ->
                    method.getName().equals("recall")
                        ? Optional.of(old)
                        : method.invoke(sound, arguments));
    Tenure tenure = new Tenure(sound.leases(), "a", Duration.ofSeconds(15), time);
    return new Journal(recalling, time, ZoneOffset.UTC, tenure);
  }

  private void runElsewhere() {
    sound.claim(Write.of(old));
    sound.write(
        Write.of(old.with(old.task().toBuilder().status(TaskStatus.RUNNING).progress(7).build())));
  }

  private static Step step(TaskRecord record, int progress) {
    TaskRecord next = record.with(record.task().toBuilder().progress(progress).build());
    return new Step(next, true, List.of(), false);
  }

  @Test
  void change_recalledIsOld_isMadeOfWhatIsStored() {
    runElsewhere();

    TaskRecord after =
        journal
            .change(
                ID, (TaskRecord record, Instant now) -> step(record, record.task().progress() + 1))
            .orElseThrow();

    assertEquals(8, after.task().progress());
    assertEquals(TaskStatus.RUNNING, after.task().status());
  }

  @Test
  void change_recalledIsOldAndWouldStay_whatIsStoredDecides() {
    runElsewhere();

    TaskRecord after =
        journal
            .change(
                ID,
                (record, now) ->
                    record.task().status() == TaskStatus.RUNNING
                        ? step(record, 50)
                        : Step.none(record))
            .orElseThrow();

    assertEquals(50, after.task().progress());
  }

  @Test
  void change_nothingToChange_returnsWhatIsStored() {
    runElsewhere();

    assertEquals(
        sound.find(ID).orElseThrow().version(),
        journal.change(ID, (record, now) -> Step.none(record)).orElseThrow().version());
  }
}
