package io.mjrouter;

import static io.mjrouter.Tenants.settings;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.error.MjException;
import io.mjrouter.error.SubmissionRefusedException;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.spi.ProviderSettings;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.UnknownReason;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.testing.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Providers come, go and change at random while submissions run on many threads. */
@Timeout(120)
class ReconfigureStormTest {

  private static final List<String> NAMES = List.of("a", "b", "c", "d");
  private static final int THREADS = 6;
  private static final int EACH = 40;
  private static final int SUBMITS_PER_SWAP = 3;

  private final FakeTime time = FakeTime.create();
  private final Tenants tenants = new Tenants();
  private final Map<String, Task> grids = new ConcurrentHashMap<>();

  /** Ties the submissions to the swaps, so that neither runs away on a machine that favours it. */
  private final Semaphore turns = new Semaphore(0);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void f87_swapsWhileSubmissionsRun_nothingIsPaidTwiceOrLost(long seed) throws Exception {
    NAMES.forEach(this::fill);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);
    try (Midjourney mj = router()) {
      for (String name : NAMES) {
        grids.put(name, grid(mj, name));
      }
      int paidBefore = paid();
      AtomicBoolean over = new AtomicBoolean();
      Future<Integer> swaps = threads.submit(() -> swap(mj, new Random(seed), over));
      List<Future<List<String>>> work = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Random random = new Random(seed * 100 + i);
        String mine = "t" + i;
        work.add(threads.submit(() -> submitAll(mj, mine, random)));
      }
      List<String> references = new ArrayList<>();
      for (Future<List<String>> each : work) {
        references.addAll(each.get());
      }
      over.set(true);
      assertTrue(swaps.get() > 0);
      check(mj, references, paidBefore);
    } finally {
      threads.shutdownNow();
      assertTrue(threads.awaitTermination(60, TimeUnit.SECONDS));
    }
    assertEquals(List.of(), tenants.wrong);
    assertTrue(tenants.made.stream().allMatch(Tenants.Front::isClosed));
  }

  private Midjourney router() {
    MidjourneyBuilder builder =
        Midjourney.builder().store(new MemoryTaskStore(time)).time(time).factory(tenants);
    NAMES.forEach(name -> builder.provider(settings(name).build()));
    return HandDriven.build(builder);
  }

  /** Some refuse, and of some nobody knows. */
  private void fill(String name) {
    tenants.host(name).thenAccepts(name + "-grid");
    for (int i = 0; i < 20; i++) {
      for (int taken = 0; taken < 5; taken++) {
        tenants.host(name).thenAccepts(name + "-x" + i + "-" + taken);
      }
      tenants
          .host(name)
          .thenFails(i % 2 == 0 ? RejectReason.QUEUE_FULL : RejectReason.NO_INSTANCE)
          .thenFails(UnknownReason.TIMED_OUT);
    }
  }

  /** A finished picture at one of them. */
  private Task grid(Midjourney mj, String name) {
    SubmitOptions there = SubmitOptions.builder().providers(Set.of(ProviderId.of(name))).build();
    Task task = mj.submit(Imagine.of("a grid"), there);
    String at = task.hostTask().orElseThrow().id();
    tenants.host(name).forgets(at).shows(Rig.done(at));
    HandDriven.pass(mj, time, Duration.ofMinutes(3));
    return mj.get(task.id());
  }

  private int swap(Midjourney mj, Random random, AtomicBoolean over) {
    int swaps = 0;
    try {
      while (!over.get()) {
        mj.reconfigure(someOf(random));
        swaps++;
        turns.release(SUBMITS_PER_SWAP);
        // Pauses that hosts asked for pass, and tasks end and leave their places.
        finishAll();
        time.advance(Duration.ofSeconds(3));
        mj.tick();
      }
      return swaps;
    } finally {
      turns.release(THREADS * EACH);
    }
  }

  /** At least one of the providers, each with a key, a weight and modes of the day. */
  private static List<ProviderSettings> someOf(Random random) {
    List<ProviderSettings> some = new ArrayList<>();
    while (some.isEmpty()) {
      for (String name : NAMES) {
        ProviderSettings.Builder each =
            settings(name, "key-" + random.nextInt(3)).weight(1 + random.nextInt(3));
        if (random.nextInt(4) == 0) {
          each.modes(Mode.FAST);
        }
        if (random.nextInt(4) > 0) {
          some.add(each.build());
        }
      }
    }
    return some;
  }

  private List<String> submitAll(Midjourney mj, String thread, Random random) {
    List<String> references = new ArrayList<>();
    for (int i = 0; i < EACH; i++) {
      String reference = thread + "-" + i;
      references.add(reference);
      SubmitOptions options = SubmitOptions.builder().reference(reference).build();
      String host = NAMES.get(random.nextInt(NAMES.size()));
      turns.acquireUninterruptibly();
      try {
        if (random.nextInt(3) == 0) {
          Task press = mj.press(grids.get(host), "U" + (1 + random.nextInt(2)), options);
          assertEquals(host, press.route().orElseThrow().provider().name());
        } else {
          mj.submit(Imagine.of("a red fox " + reference), options);
        }
      } catch (SubmissionRefusedException e) {
        assertEquals("ORIGIN_UNAVAILABLE", e.reason());
      } catch (MjException e) {
        // Nobody took it, or nobody knows: counted below.
        assertTrue(e.getMessage() != null);
      }
    }
    return references;
  }

  private void check(Midjourney mj, List<String> references, int paidBefore) {
    mj.reconfigure(NAMES.stream().map(name -> settings(name).build()).toList());
    Map<String, Integer> sent = new HashMap<>();
    for (String name : NAMES) {
      tenants.host(name).attempts().forEach(each -> sent.merge(each.token(), 1, Integer::sum));
    }
    assertTrue(sent.values().stream().allMatch(times -> times == 1), "a token was sent twice");
    finishAll();
    HandDriven.pass(mj, time, Duration.ofHours(2));

    int accepted = 0;
    for (String reference : references) {
      Optional<Task> found = mj.findReference(reference);
      if (found.isEmpty()) {
        // Nobody took it, and the reference is free again.
        continue;
      }
      Task task = found.get();
      assertTrue(task.status().isFinal(), () -> reference + " is " + task.status());
      long paid =
          task.attempts().stream()
              .filter(a -> a.charge() == ChargeState.SETTLED || a.charge() == ChargeState.DISPUTED)
              .count();
      assertTrue(paid <= 1, () -> reference + " was paid " + paid + " times");
      assertTrue(
          task.attempts().stream().noneMatch(a -> a.charge() == ChargeState.RESERVED),
          () -> reference + " still holds money");
      accepted += (int) paid;
    }
    assertTrue(accepted > references.size() / 4, "hardly any was taken: " + accepted);
    assertTrue(paid() - paidBefore >= accepted);
    for (ProviderSummary each : mj.providers()) {
      assertEquals(0, each.load().submits(), () -> each.id() + " has submits under way");
      assertEquals(
          0,
          each.routes().stream().mapToInt(RouteSummary::tasks).sum(),
          () -> each.id() + " has places taken");
    }
    Money spent =
        mj.providers().stream()
            .map(each -> each.funds().spentToday())
            .reduce(Money.ZERO, Money::plus);
    assertEquals(Money.usd("0.10").times(accepted + NAMES.size()), spent);
  }

  private int paid() {
    return NAMES.stream().mapToInt(name -> tenants.host(name).submits()).sum();
  }

  private void finishAll() {
    for (String name : NAMES) {
      for (int i = 0; i < 20; i++) {
        for (int taken = 0; taken < 5; taken++) {
          finish(name, name + "-x" + i + "-" + taken);
        }
      }
      for (int i = 1; i < 300; i++) {
        finish(name, name + "-" + i);
      }
    }
  }

  private void finish(String name, String id) {
    tenants.host(name).forgets(id).shows(Rig.done(id));
  }
}
