package io.mjrouter.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Imagine;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.Write;
import io.mjrouter.testing.FakeTime;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tasks as JSON: drawn once, and never older than what was stored here. */
class TaskViewsTest {

  private static final TaskId ID = TaskId.of("1234567890123456");
  private static final String BASE = "https://mj.example";

  private final FakeTime time = FakeTime.create();
  private final MemoryTaskStore store = new MemoryTaskStore(time);
  private final TaskViews views = new TaskViews(store, time);
  private final Client open = Client.open();
  private final Client web = new Client("web", ClientSettings.builder("k").build());
  private final Client other = new Client("other", ClientSettings.builder("o").build());

  @BeforeEach
  void taskOfWeb() {
    SubmitOptions options = SubmitOptions.builder().caller("web").build();
    Imagine fox = Imagine.of("a fox");
    Task task = Task.claimed(ID, fox, options, FakeTime.START);
    store.claim(Write.of(TaskRecord.builder(task, options, "digest").submission(fox).build()));
  }

  private TaskRecord progresses(int progress) {
    TaskRecord found = store.find(ID).orElseThrow();
    Task task = found.task().toBuilder().progress(progress).build();
    return store.write(Write.of(found.with(task))).stored().orElseThrow();
  }

  private String progress(Client client) {
    String json = new String(views.find(ID, client, BASE).orElseThrow(), StandardCharsets.UTF_8);
    return json.replaceAll(".*\"progress\":\"([^\"]*)\".*", "$1");
  }

  @Test
  void find_sameVersion_isTheSameBytes() {
    byte[] first = views.find(ID, web, BASE).orElseThrow();
    time.advance(Duration.ofMinutes(1));
    assertSame(first, views.find(ID, web, BASE).orElseThrow());
    assertSame(first, views.find(List.of(ID), open, BASE).get(0));
  }

  @Test
  void find_storedHere_isSeenAtOnce() {
    assertEquals("0%", progress(web));
    views.changed(progresses(10));
    assertEquals("10%", progress(web));
    views.changed(progresses(20));
    assertEquals("20%", progress(web));
  }

  @Test
  void find_storedElsewhere_isSeenSoon() {
    assertEquals("0%", progress(web));
    progresses(10);
    time.advance(Duration.ofMillis(200));
    assertEquals("10%", progress(web));
    progresses(20);
    time.advance(Duration.ofMillis(200));
    assertEquals(1, views.find(List.of(ID), web, BASE).size());
    assertEquals("20%", progress(web));
  }

  @Test
  void find_otherBase_isDrawnAnew() {
    views.find(ID, web, BASE);
    byte[] there = views.find(ID, web, "http://other").orElseThrow();
    assertSame(there, views.find(ID, web, "http://other").orElseThrow());
  }

  @Test
  void find_anothersOrUnknown_isEmpty_howeverOftenItWasShownToItsOwner() {
    assertTrue(views.find(ID, web, BASE).isPresent());
    assertEquals(Optional.empty(), views.find(ID, other, BASE));
    assertEquals(List.of(), views.find(List.of(ID), other, BASE));
    assertTrue(views.find(ID, open, BASE).isPresent());
    assertEquals(Optional.empty(), views.find(TaskId.of("1000000000000001"), open, BASE));
  }
}
