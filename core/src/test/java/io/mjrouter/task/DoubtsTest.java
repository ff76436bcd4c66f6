package io.mjrouter.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mjrouter.event.MjProbe;
import io.mjrouter.ledger.Ledger;
import io.mjrouter.ledger.Token;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Failure;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Route;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.Reading;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.submit.Tenure;
import io.mjrouter.testing.FakeTime;
import io.mjrouter.testing.ScriptedProvider;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What may have been taken by a provider that is configured no more waits, and disturbs nobody. */
class DoubtsTest {

  private static final ProviderId AWAY = ProviderId.of("away");
  private static final ProviderId HERE = ProviderId.of("here");

  private final FakeTime time = FakeTime.create();
  private final Random random = new Random(3);
  private final Map<ProviderId, MjProvider> there = new HashMap<>();
  private final List<ProviderId> asked = new ArrayList<>();
  private final List<TaskId> lookedFor = new ArrayList<>();
  private Runnable afterwards = () -> {};
  private final Doubts doubts = doubts();

  private Doubts doubts() {
    MemoryTaskStore store = new MemoryTaskStore(time);
    Tenure tenure = new Tenure(store.leases(), "here", Tenure.LEASE, time);
    tenure.renewWhenDue();
    return new Doubts(
        store,
        tenure,
        this::lookFor,
        this::lane,
        this::isThere,
        provider -> Runnable::run,
        Runnable::run,
        time,
        new MjProbe() {});
  }

  private Optional<TaskRecord> lookFor(
      TaskId task, Attempt attempt, Map<String, TaskSnapshot> byToken) {
    lookedFor.add(task);
    return Optional.empty();
  }

  private Optional<Lane> lane(ProviderId provider) {
    asked.add(provider);
    return Optional.ofNullable(there.get(provider))
        .map(host -> new Lane(host, new PollPlan(PollSettings.defaults()), time.nanoTime()));
  }

  private boolean isThere(ProviderId provider) {
    boolean is = there.containsKey(provider);
    afterwards.run();
    return is;
  }

  private void comes(ProviderId provider) {
    there.put(provider, ScriptedProvider.named(provider.name()));
    doubts.appeared(List.of(provider));
  }

  /** A task that ended while nobody knew whether a host took it. */
  private Task doubtful(ProviderId provider) {
    Task claimed =
        Ledger.claimed(
                TaskId.random(random),
                Imagine.of("a red fox"),
                SubmitOptions.defaults(),
                time.now())
            .record()
            .task();
    Route route = new Route(provider, Mode.FAST);
    String token = Token.of(claimed.id(), random);
    Attempt attempt =
        Attempt.intent(1, route, token, Optional.empty(), time.now())
            .ended(Attempt.State.UNKNOWN, "", "", ChargeState.DISPUTED, time.now());
    return claimed.toBuilder()
        .attempts(List.of(attempt))
        .failed(new Failure(FailureReason.UNKNOWN_OUTCOME, Failure.Fault.HOST, ""))
        .ended(time.now())
        .build();
  }

  private void pass(Duration duration) {
    for (Duration left = duration; !left.isNegative(); left = left.minusSeconds(1)) {
      doubts.tick();
      time.advance(Duration.ofSeconds(1));
    }
  }

  @Test
  void tick_providerIsConfiguredNoMore_isAskedForOnceAndLookedAtWhenItIsBack() {
    Task task = doubtful(AWAY);
    doubts.note(task);

    pass(Duration.ofHours(30));
    assertEquals(1, asked.size());

    comes(AWAY);
    pass(Duration.ofHours(10));
    assertEquals(List.of(task.id(), task.id(), task.id(), task.id()), lookedFor);
  }

  @Test
  void tick_providerComesBackAsItIsFoundAway_isLookedAt() {
    Task task = doubtful(AWAY);
    doubts.note(task);
    afterwards =
        () -> {
          afterwards = () -> {};
          comes(AWAY);
        };

    pass(Duration.ofMinutes(2));

    assertEquals(List.of(task.id()), lookedFor);
  }

  @Test
  void note_asManyAsAreKeptWaitForAProvider_anothersAreLookedFor() {
    comes(HERE);
    for (int i = 0; i < Doubts.MOST; i++) {
      doubts.note(doubtful(AWAY));
    }
    pass(Duration.ofMinutes(2));
    Task task = doubtful(HERE);
    doubts.note(task);

    pass(Duration.ofMinutes(2));

    assertEquals(List.of(task.id()), lookedFor);
  }

  @Test
  void note_comesToBeKnownWhileItsProviderIsAway_isNotLookedFor() {
    Task task = doubtful(AWAY);
    doubts.note(task);
    pass(Duration.ofMinutes(2));
    Attempt known = task.attempts().get(0);
    doubts.note(
        task.toBuilder()
            .attempts(
                List.of(
                    known.ended(Attempt.State.NOT_SENT, "", "", ChargeState.RELEASED, time.now())))
            .build());

    comes(AWAY);
    pass(Duration.ofMinutes(2));

    assertEquals(List.of(), lookedFor);
  }

  /** What cannot be read tells nothing, and is asked for again. */
  @Test
  void tick_listHasAHole_allAreLookedForAgain() {
    ScriptedProvider host = ScriptedProvider.named(HERE.name());
    MjProvider adapter =
        (MjProvider)
            Proxy.newProxyInstance(
                MjProvider.class.getClassLoader(),
                new Class<?>[] {MjProvider.class},
                (proxy, called, args) ->
                    called.getName().equals("list")
                        ? Reading.found(Collections.singletonList(null))
                        : called.invoke(host, args));
    there.put(HERE, adapter);
    List.of(doubtful(HERE), doubtful(HERE)).forEach(doubts::note);

    for (int looks = 2; looks <= 8; looks += 2) {
      assertThrows(NullPointerException.class, () -> pass(Duration.ofHours(3)));
      assertEquals(looks, lookedFor.size());
    }
    pass(Duration.ofHours(3));
    assertEquals(8, lookedFor.size());
  }
}
