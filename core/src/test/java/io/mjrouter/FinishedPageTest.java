package io.mjrouter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.spi.Capability;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.testing.FakeTime;
import io.mjrouter.testing.ScriptedProvider;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Working off what ended: nothing missed, nothing twice, in order, wherever the job stopped. */
class FinishedPageTest {

  private final MemoryTaskStore store = new MemoryTaskStore(FakeTime.create());
  private final ScriptedProvider host =
      ScriptedProvider.named("host").cannot(Capability.BATCH_FETCH);

  private Task finish(Rig rig, int number) {
    String id = Integer.toString(number);
    host.thenAccepts(id).shows(Rig.done(id));
    return rig.mj.refresh(rig.submit().id());
  }

  private static List<TaskId> ids(List<Task> tasks) {
    return tasks.stream().map(Task::id).toList();
  }

  @Test
  void finishedSince_pages_showEachEndOnceInOrderAlsoAfterARestart() {
    List<TaskId> ended = new ArrayList<>();
    List<TaskId> seen = new ArrayList<>();
    String cursor = "";
    try (Rig rig = Rig.on(store, host)) {
      assertEquals(new FinishedPage(List.of(), ""), rig.mj.finishedSince("", 10));
      rig.submit();
      for (int i = 1; i <= 5; i++) {
        ended.add(finish(rig, i).id());
      }
      FinishedPage page = rig.mj.finishedSince(cursor, 2);
      seen.addAll(ids(page.tasks()));
      assertEquals(2, seen.size());
      cursor = page.cursor();
      assertEquals(page, rig.mj.finishedSince("", 2), "asking again changes nothing");
    }
    try (Rig rig = Rig.on(store, host)) {
      FinishedPage page = rig.mj.finishedSince(cursor, 2);
      while (!page.tasks().isEmpty()) {
        seen.addAll(ids(page.tasks()));
        assertNotEquals(cursor, page.cursor());
        cursor = page.cursor();
        page = rig.mj.finishedSince(cursor, 2);
      }
      assertEquals(cursor, page.cursor());
      ended.add(finish(rig, 6).id());
      seen.addAll(ids(rig.mj.finishedSince(cursor, 2).tasks()));
    }

    assertEquals(ended, seen);
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "-1", "x'; drop table", "zzzzzzzzzzzzzz", "zzzzzzzzzzzzz", "A"})
  void finishedSince_cursorThatNoPageGave_isRefused(String cursor) {
    try (Rig rig = Rig.on(store, host)) {
      assertThrows(IllegalArgumentException.class, () -> rig.mj.finishedSince(cursor, 10));
      assertThrows(IllegalArgumentException.class, () -> rig.mj.finishedSince("", 0));
    }
  }
}
