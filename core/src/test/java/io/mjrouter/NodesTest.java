package io.mjrouter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.error.OutcomeUnknownException;
import io.mjrouter.error.SubmissionRefusedException;
import io.mjrouter.event.MjEvent;
import io.mjrouter.event.MjListener;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.SubmitOptions;
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

                          @Override
                          public void onCameLate(MjEvent.CameLate event) {
                            told.add(name + " late " + event.task().id());
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

  @Test
  void future_taskEndedElsewhereJustBeforeItsShardCame_isDone() {
    Midjourney a = node("a");
    Midjourney b = node("b");
    shared.give("b");
    pass(Duration.ofSeconds(5), a, b);
    host.thenAccepts("1").shows(Rig.done("1"));
    Task task = a.submit(Rig.FOX);
    CompletableFuture<Task> future = a.future(task.id());
    pass(Duration.ofSeconds(60), b);
    assertEquals(TaskStatus.SUCCEEDED, b.get(task.id()).status());
    shared.unreadable = true;
    pass(Duration.ofSeconds(1), a);
    shared.give("a");
    pass(Duration.ofSeconds(5), a);
    shared.unreadable = false;
    pass(Duration.ofSeconds(10), a);

    assertTrue(future.isDone(), "what ended before the shard came is never seen");
    assertEquals(0, a.providers().get(0).routes().get(0).tasks());
  }

  @Test
  void f78_openTaskIsLostByTheStore_whoeverWaitsIsToldAndItsPlaceIsFree() {
    Midjourney a = node("a");
    shared.give("a");
    pass(Duration.ofSeconds(5), a);
    host.thenAccepts("1").shows(Rig.running("1", 10));
    Task task = a.submit(Rig.FOX);
    CompletableFuture<Task> future = a.future(task.id());
    pass(Duration.ofSeconds(5), a);
    assertFalse(future.isDone());

    shared.lost.add(task.id());
    pass(Duration.ofSeconds(10), a);

    assertTrue(future.isCompletedExceptionally());
    assertEquals(0, a.providers().get(0).routes().get(0).tasks());
    int reads = host.reads().size();
    pass(Duration.ofMinutes(5), a);
    assertEquals(reads, host.reads().size(), "it is followed for ever");
  }

  private List<String> heard(int ends) {
    while (told.size() < ends) {
      goOn();
    }
    nodes.forEach(Midjourney::close);
    return told;
  }

  /** Lets a node note that it told every end, before time passes in which another would. */
  private void noted(Midjourney node) {
    while (!shared.store.finishes().untold(Shards.every(), 0, 1).records().isEmpty()) {
      node.tick();
      goOn();
    }
  }

  /** Lets the listeners' threads, which are real, go on; a test whose time is over ends. */
  private static void goOn() {
    assertFalse(Thread.interrupted(), "not within the time of the test");
    Thread.yield();
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
  void limits_anotherNodeComes_areSharedWithinARenewal() {
    Midjourney a = node("a");
    pass(Duration.ofSeconds(1), a);
    int all = a.providers().get(0).load().configured();

    shared.alive(2);
    pass(Duration.ofSeconds(4), a);

    assertEquals(all / 2, a.providers().get(0).load().configured());
  }

  @Test
  void f74_sameReferenceAtTwoNodes_isOneTaskAndOtherContentIsRefused() {
    Midjourney a = node("a");
    Midjourney b = node("b");
    SubmitOptions reference = SubmitOptions.builder().reference("order-1").build();

    TaskId id = a.submit(Rig.FOX, reference).id();

    assertEquals(id, b.submit(Rig.FOX, reference).id());
    SubmissionRefusedException e =
        assertThrows(
            SubmissionRefusedException.class, () -> b.submit(Imagine.of("a blue fox"), reference));
    assertEquals("REFERENCE_REUSED", e.reason());
    assertEquals(1, host.submits());
  }

  @Test
  void f65_shortLease_isRenewedBeforeTheNodeLetsGoOfIt() {
    Midjourney a = node("a", builder -> builder.lease(Duration.ofSeconds(2)));
    pass(Duration.ofSeconds(1), a);
    int before = shared.renewals;

    pass(Duration.ofSeconds(10), a);

    assertEquals(before + 20, shared.renewals);
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
  void late_nodeThatGaveUpIsGone_theOtherLooksOnAndTellsIt() {
    Midjourney a = node("a");
    host.thenAccepts("1").shows(Rig.running("1", 10));
    Task task = a.submit(Rig.FOX);
    Midjourney b = node("b");
    pass(Duration.ofMinutes(11), a, b);
    assertEquals(TaskStatus.FAILED, b.get(task.id()).status());
    noted(a);
    pass(Duration.ofMinutes(2), a, b);

    a.close();
    host.forgets("1").shows(Rig.done("1"));
    pass(Duration.ofMinutes(1), b);

    assertTrue(b.get(task.id()).isLate());
    assertEquals(List.of("a " + task.id(), "b late " + task.id()), heard(2));
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
    noted(a);
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
