package io.mjrouter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mjrouter.error.TaskNotFoundException;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.Money;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.UnknownReason;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.store.StoreSettings;
import io.mjrouter.store.TaskStore;
import io.mjrouter.store.jdbc.JdbcTaskStore;
import io.mjrouter.task.TaskSettings;
import io.mjrouter.task.Unresolved;
import io.mjrouter.testing.FakeTime;
import io.mjrouter.testing.ScriptedProvider;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A submission whose answer was lost, and which its host drew: it ends as the caller's picture and
 * is bought once, by each way in which that can be found out, in memory and in a database.
 */
@Timeout(60)
class ResolversTest {

  private static final TaskSettings TASKS = TaskSettings.defaults();

  @TempDir Path dir;
  private final ScriptedProvider host = ScriptedProvider.named("host").charges("0.05");

  private enum Kept {
    MEMORY,
    H2
  }

  private enum Resolver {
    WEBHOOK,
    LIST,
    /** Behind others that came later. */
    OLDER_PAGES
  }

  private TaskStore open(Kept kept, String name) {
    FakeTime time = FakeTime.create();
    return kept == Kept.MEMORY
        ? new MemoryTaskStore(time)
        : JdbcTaskStore.h2File(dir.resolve(name), StoreSettings.defaults(), time);
  }

  private Rig rig(TaskStore store) {
    WebhookSettings hooks =
        WebhookSettings.defaults().withBaseUrl(URI.create("https://hooks.example.com"));
    return Rig.with(builder -> builder.store(store).webhooks(hooks), host);
  }

  private TaskSnapshot drawn(Instant submitted) {
    return Rig.done("77").toBuilder()
        .state(host.attempts().get(0).token())
        .submitted(submitted)
        .build();
  }

  private void isFound(Resolver resolver, Rig rig) {
    Instant sent = rig.time.now();
    host.shows(drawn(sent));
    switch (resolver) {
      case WEBHOOK -> {
        String hook = host.attempts().get(0).notifyHook().orElseThrow().toString();
        rig.mj.webhook(
            hook.substring(hook.lastIndexOf('/') + 1),
            new ByteArrayInputStream("{\"id\":\"77\",\"status\":\"SUCCESS\"}".getBytes(UTF_8)));
      }
      case LIST -> {}
      case OLDER_PAGES -> {
        for (int i = 0; i < 250; i++) {
          host.shows(Rig.running("9" + i, 10).toBuilder().submitted(sent.plusSeconds(i)).build());
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "WEBHOOK, MEMORY",
    "WEBHOOK, H2",
    "LIST, MEMORY",
    "LIST, H2",
    "OLDER_PAGES, MEMORY",
    "OLDER_PAGES, H2"
  })
  void unknown_thatTheHostDrew_endsAsThePictureBoughtOnce(Resolver resolver, Kept kept) {
    if (resolver == Resolver.WEBHOOK) {
      host.cannot(Capability.LIST);
    }
    host.listsBack(100).thenFails(UnknownReason.TIMED_OUT);
    try (TaskStore store = open(kept, "tasks");
        Rig rig = rig(store)) {
      TaskId id = rig.unknown(Rig.FOX, SubmitOptions.builder().state("mine").reference("r"));
      isFound(resolver, rig);
      rig.pass(Duration.ofMinutes(1));

      Task task = rig.mj.get(id);
      assertEquals(TaskStatus.SUCCEEDED, task.status());
      assertFalse(task.images().isEmpty());
      assertEquals("mine", task.state());
      assertEquals(ChargeState.SETTLED, task.attempts().get(0).charge());
      assertEquals(Money.usd("0.05"), task.spent());
      assertEquals(List.of(), rig.mj.unresolved());
      assertEquals(id, rig.submit(Rig.FOX, SubmitOptions.builder().reference("r")).id());
      assertEquals(1, host.submits());
    }
  }

  @ParameterizedTest
  @EnumSource
  void unknown_withoutAResolver_endsDisputedAndListedAfterTheStatedTime(Kept kept) {
    host.cannot(Capability.LIST, Capability.WEBHOOK).thenFails(UnknownReason.TIMED_OUT);
    try (TaskStore store = open(kept, "tasks");
        Rig rig = rig(store)) {
      TaskId id = rig.unknown();
      host.shows(drawn(rig.time.now()));
      rig.pass(TASKS.unknownExpiry().minusSeconds(5));
      assertEquals(TaskStatus.PENDING, rig.mj.get(id).status());
      rig.pass(Duration.ofSeconds(10));

      Task task = rig.mj.get(id);
      assertEquals(FailureReason.UNKNOWN_OUTCOME, task.failure().orElseThrow().reason());
      List<Unresolved> listed = rig.mj.unresolved();
      assertEquals(1, listed.size());
      assertEquals(ChargeState.DISPUTED, listed.get(0).attempt().charge());
      assertEquals(Optional.of(Money.usd("0.05")), listed.get(0).amount());
      assertEquals(1, host.submits());
    }
  }

  @Test
  void f50_listShowsItsTokenUnderTheIdOfAnotherTask_isNotTakenForIt() {
    host.thenAccepts("1").thenFails(UnknownReason.TIMED_OUT);
    try (Rig rig = rig(new MemoryTaskStore(FakeTime.create()))) {
      Task other = rig.submit();
      TaskId lost = rig.unknown();
      String token = rig.mj.get(lost).attempts().get(0).token();
      host.forgets("1").shows(Rig.running("1", 10).toBuilder().state(token).build());
      rig.pass(Duration.ofSeconds(30));

      assertEquals(Optional.empty(), rig.mj.get(lost).hostTask());
      host.forgets("1").shows(Rig.running("1", 20), Rig.done("1"));
      host.shows(Rig.done("2").toBuilder().state(token).build());
      rig.pass(Duration.ofMinutes(4));
      assertEquals("2", rig.mj.get(lost).hostTask().orElseThrow().id());
      assertEquals("1", rig.now(other).hostTask().orElseThrow().id());
    }
  }

  // ---- A process that ends in between.

  /** The process ends in the middle of a call. */
  private static final class Gone extends Error {
    private static final long serialVersionUID = 1;
  }

  @ParameterizedTest
  @EnumSource
  void f61_processGoneAfterTheHostTookIt_isFoundByItsMarkAndBoughtOnce(Kept kept) {
    host.thenAccepts("77");
    host.whileSubmitting(
        attempt -> {
          throw new Gone();
        });
    SubmitOptions.Builder options = SubmitOptions.builder().reference("r");
    try (TaskStore store = open(kept, "tasks")) {
      Rig before = rig(store);
      assertThrows(Gone.class, () -> before.submit(Rig.FOX, options));
      host.shows(drawn(before.time.now()));
      host.whileSubmitting(attempt -> {});

      try (Rig after = rig(store)) {
        after.pass(Duration.ofMinutes(4));

        Task task = after.mj.findReference("r").orElseThrow();
        assertEquals(TaskStatus.SUCCEEDED, task.status());
        assertEquals(Attempt.State.ACCEPTED, task.attempts().get(0).state());
        assertEquals(task.id(), after.submit(Rig.FOX, options).id());
        assertEquals(1, host.submits());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void f62_processGoneBeforeItAnswered_sameReferenceIsTheSameTask(Kept kept) {
    host.thenAccepts("77");
    SubmitOptions.Builder options = SubmitOptions.builder().reference("r");
    try (TaskStore store = open(kept, "tasks")) {
      Rig before = rig(store);
      TaskId id = before.submit(Rig.FOX, options).id();

      try (Rig after = rig(store)) {
        assertEquals(id, after.submit(Rig.FOX, options).id());
        host.shows(drawn(after.time.now()));
        after.pass(Duration.ofMinutes(10));

        assertEquals(TaskStatus.SUCCEEDED, after.mj.get(id).status());
        assertEquals(1, host.submits());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void f78_storeBackFromABackupThatKnowsNothing_saysUnknownAndGoesOn(Kept kept) {
    host.thenAccepts("77");
    TaskId id;
    try (TaskStore store = open(kept, "tasks");
        Rig before = rig(store)) {
      id = before.submit().id();
    }
    host.shows(drawn(Instant.EPOCH));

    try (TaskStore empty = open(kept, "restored");
        Rig after = rig(empty)) {
      after.pass(Duration.ofMinutes(1));

      assertEquals(Optional.empty(), after.mj.find(id));
      assertThrows(TaskNotFoundException.class, () -> after.mj.get(id));
      assertThrows(TaskNotFoundException.class, () -> after.mj.await(id));
      assertEquals(List.of(), after.mj.unresolved());
      host.thenAccepts("78").shows(Rig.done("78"));
      Task next = after.submit();
      after.pass(Duration.ofMinutes(10));
      assertEquals(TaskStatus.SUCCEEDED, after.now(next).status());
    }
  }
}
