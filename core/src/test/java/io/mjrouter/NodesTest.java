package io.mjrouter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mjrouter.error.OutcomeUnknownException;
import io.mjrouter.event.MjEvent;
import io.mjrouter.event.MjListener;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.Secret;
import io.mjrouter.spi.UnknownReason;
import io.mjrouter.store.Shards;
import io.mjrouter.submit.Tenure;
import io.mjrouter.testing.FakeTime;
import io.mjrouter.testing.ScriptedProvider;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nodes on one store, each with a clock and a pace of the test's. */
@Timeout(60)
class NodesTest {

  private static final String PREFIX = "https://hooks.example.com/mjr/hooks/";

  private final FakeTime time = FakeTime.create();
  private final SharedStore shared = new SharedStore(time);
  private final ScriptedProvider host = ScriptedProvider.named("host").charges("0.05");
  private final List<Midjourney> nodes = new ArrayList<>();
  private final List<String> told = new CopyOnWriteArrayList<>();

  private Midjourney node(String name) {
    return node(name, builder -> builder);
  }

  private Midjourney node(String name, UnaryOperator<MidjourneyBuilder> settings) {
    Midjourney node =
        settings
            .apply(
                Midjourney.builder()
                    .store(shared.seenBy(name))
                    .time(time)
                    .random(new Random(name.hashCode()))
                    .listener(
                        new MjListener() {
                          @Override
                          public void onFinished(MjEvent.Finished event) {
                            told.add(name + " " + event.task().id());
                          }
                        })
                    .drivenByHand())
            .provider(host)
            .build();
    nodes.add(node);
    return node;
  }

  @AfterEach
  void close() {
    nodes.forEach(Midjourney::close);
  }

  private void pass(Duration duration, Midjourney... running) {
    for (long step = 0; step < duration.toMillis(); step += 250) {
      time.advance(Duration.ofMillis(250));
      for (Midjourney node : running) {
        node.tick();
      }
    }
  }

  @Test
  void submit_taskOfAnotherNode_isFollowedThereAndSeenHereWithinASecond() {
    Midjourney a = node("a");
    Midjourney b = node("b");
    shared.give("b");
    pass(Duration.ofSeconds(5), a, b);
    host.thenAccepts("1").shows(Rig.running("1", 10));

    Task task = a.submit(Rig.FOX);
    CompletableFuture<Task> future = a.future(task.id());
    pass(Duration.ofSeconds(60), a);
    assertEquals(0, host.reads().size(), "a looks at what is b's");
    pass(Duration.ofSeconds(30), a, b);
    assertFalse(host.reads().isEmpty());
    host.shows(Rig.done("1"));
    pass(Duration.ofSeconds(60), b);

    assertFalse(future.isDone());
    pass(Duration.ofSeconds(1), a);
    assertEquals(TaskStatus.SUCCEEDED, future.join().status());
    assertEquals(0, a.providers().get(0).routes().get(0).tasks());
    assertEquals(List.of("b " + task.id()), heard(1));
  }

  private List<String> heard(int ends) {
    for (int i = 0; i < 5_000 && told.size() < ends; i++) {
      Thread.onSpinWait();
      Thread.yield();
    }
    nodes.forEach(Midjourney::close);
    return told;
  }

  @Test
  void f65_look_leaseHasPassedOn_lateWriteIsRefusedAndTheTaskDropped() {
    Midjourney a = node("a");
    host.thenAccepts("1").shows(Rig.running("1", 10));
    Task task = a.submit(Rig.FOX);
    pass(Duration.ofSeconds(1), a);
    shared.freeze("a");
    shared.give("b");
    Midjourney b = node("b");
    long before = shared.store.find(task.id()).orElseThrow().version();

    host.shows(Rig.done("1"));
    pass(Duration.ofSeconds(60), a);

    assertEquals(before, shared.store.find(task.id()).orElseThrow().version());
    assertEquals(1, shared.refused);
    int reads = host.reads().size();
    pass(Duration.ofSeconds(60), a);
    assertEquals(reads, host.reads().size(), "a goes on with it");
    pass(Duration.ofSeconds(60), b);
    assertEquals(TaskStatus.SUCCEEDED, b.get(task.id()).status());
    assertEquals(List.of("b " + task.id()), heard(1));
  }

  @Test
  void f65_leaseNotRenewed_nodeStopsLookingBeforeOthersBeginAndGoesOnOnceItHasIt() {
    Midjourney a = node("a");
    host.thenAccepts("1").shows(Rig.running("1", 10));
    Task task = a.submit(Rig.FOX);
    pass(Duration.ofSeconds(30), a);
    shared.cut("a");
    pass(Tenure.LEASE, a);
    int reads = host.reads().size();
    long before = shared.store.find(task.id()).orElseThrow().version();

    host.shows(Rig.done("1"));
    pass(Duration.ofSeconds(60), a);
    assertEquals(reads, host.reads().size(), "a goes on with it");
    assertEquals(before, shared.store.find(task.id()).orElseThrow().version());

    shared.reconnect("a");
    pass(Duration.ofSeconds(60), a);
    assertEquals(TaskStatus.SUCCEEDED, a.get(task.id()).status());
    assertEquals(0, shared.refused);
    assertEquals(List.of("a " + task.id()), heard(1));
  }

  @Test
  void f64_close_givesEverythingToTheOthers_whoFinishIt() {
    Midjourney a = node("a");
    host.thenAccepts("1").shows(Rig.running("1", 10));
    Task task = a.submit(Rig.FOX);
    Midjourney b = node("b");
    pass(Duration.ofSeconds(2), a, b);

    a.close();
    host.shows(Rig.done("1"));
    pass(Duration.ofSeconds(60), b);

    assertEquals(TaskStatus.SUCCEEDED, b.get(task.id()).status());
    assertEquals(List.of("b " + task.id()), heard(1));
  }

  @Test
  void webhook_atAnotherNode_isLookedAtThereAtOnce() {
    WebhookSettings hooks =
        WebhookSettings.defaults()
            .withBaseUrl(URI.create("https://hooks.example.com"))
            .withSecret(Secret.of("hard to guess, I hope"));
    host.cannot(Capability.BATCH_FETCH);
    Midjourney a = node("a", builder -> builder.webhooks(hooks));
    Midjourney b = node("b", builder -> builder.webhooks(hooks));
    shared.give("b");
    pass(Duration.ofSeconds(5), a, b);
    host.thenAccepts("1").shows(Rig.done("1"));
    Task task = a.submit(Rig.FOX);
    String hook = host.attempts().get(0).notifyHook().orElseThrow().toString();

    a.webhook(
        hook.substring(PREFIX.length()),
        new ByteArrayInputStream("{\"id\":\"1\",\"status\":\"SUCCESS\"}".getBytes(UTF_8)));
    a.tick();

    assertEquals(TaskStatus.SUCCEEDED, a.get(task.id()).status());
    pass(Duration.ofSeconds(60), a, b);
    assertEquals(1, host.reads().size());
    assertEquals(List.of("a " + task.id()), heard(1));
  }

  @Test
  void webhook_atAnotherNodeWhileNobodyKnows_findsTheTaskAndLeavesItToItsNode() {
    WebhookSettings hooks =
        WebhookSettings.defaults()
            .withBaseUrl(URI.create("https://hooks.example.com"))
            .withSecret(Secret.of("hard to guess, I hope"));
    host.cannot(Capability.BATCH_FETCH, Capability.LIST);
    Midjourney a = node("a", builder -> builder.webhooks(hooks));
    Midjourney b = node("b", builder -> builder.webhooks(hooks));
    shared.give("b");
    pass(Duration.ofSeconds(5), a, b);
    host.thenFails(UnknownReason.TIMED_OUT).shows(Rig.running("1", 10));
    TaskId id = assertThrows(OutcomeUnknownException.class, () -> a.submit(Rig.FOX)).taskId();
    String hook = host.attempts().get(0).notifyHook().orElseThrow().toString();

    a.webhook(
        hook.substring(PREFIX.length()),
        new ByteArrayInputStream("{\"id\":\"1\",\"status\":\"IN_PROGRESS\"}".getBytes(UTF_8)));
    pass(Duration.ofSeconds(2), a);

    assertEquals("1", a.get(id).hostTask().orElseThrow().id());
    int reads = host.reads().size();
    pass(Duration.ofMinutes(2), a);
    assertEquals(reads, host.reads().size(), "a goes on with it");
    host.shows(Rig.done("1"));
    pass(Duration.ofMinutes(1), b);
    assertEquals(TaskStatus.SUCCEEDED, b.get(id).status());
    assertEquals(1, host.submits());
  }

  @Test
  void f60_intentOfANodeThatIsGone_becomesUnknownByWhoeverHoldsTheShard() {
    Midjourney a = node("a");
    host.cannot(Capability.LIST);
    host.whileSubmitting(
        attempt -> {
          throw new Gone();
        });
    TaskId id = null;
    try {
      a.submit(Rig.FOX);
    } catch (Gone e) {
      id = shared.store.open(Shards.every(), Optional.empty(), 1).get(0).id();
    }
    shared.freeze("a");
    shared.give("b");
    Midjourney b = node("b");
    pass(Duration.ofMinutes(4), b);

    assertEquals(TaskStatus.PENDING, b.get(id).status());
    assertEquals("SENDER_GONE", b.get(id).attempts().get(0).reason());
    pass(Duration.ofMinutes(31), b);
    assertEquals(TaskStatus.FAILED, b.get(id).status());
    assertEquals(1, host.submits());
  }

  /** The process ends in the middle of a call. */
  private static final class Gone extends Error {
    private static final long serialVersionUID = 1;
  }
}
