package io.mjrouter.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.guard.ReadBreaker.Pass;
import io.mjrouter.testing.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ReadBreakerTest {

  private final FakeTime time = FakeTime.create();
  private final ReadBreaker breaker = new ReadBreaker(time, new Random(1));

  private void open() {
    for (int i = 0; i < ReadBreaker.FAILURES; i++) {
      breaker.ended(breaker.pass().orElseThrow(), Sign.DOWN);
    }
  }

  private void waitUntilAsked() {
    time.advance(breaker.closedFor().orElseThrow());
  }

  @Test
  void pass_fewerFailuresThanItTakes_isGiven() {
    for (int round = 0; round < 10; round++) {
      for (int i = 1; i < ReadBreaker.FAILURES; i++) {
        breaker.ended(breaker.pass().orElseThrow(), Sign.DOWN);
      }
      breaker.ended(breaker.pass().orElseThrow(), Sign.UP);
    }
    assertTrue(breaker.pass().isPresent());
  }

  @Test
  void pass_hostIsDown_isRefusedUntilThePauseIsOver() {
    open();
    Duration pause = breaker.closedFor().orElseThrow();

    time.advance(pause.minusMillis(1));
    assertEquals(Optional.empty(), breaker.pass());
    time.advance(Duration.ofMillis(1));
    assertTrue(breaker.pass().isPresent());
    assertEquals(Optional.empty(), breaker.pass(), "a second call finds out beside the first");
  }

  @Test
  void ended_staysDown_pausesDoubleUpToAMinute() {
    open();
    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      pauses.add(breaker.closedFor().orElseThrow().toMillis());
      waitUntilAsked();
      breaker.ended(breaker.pass().orElseThrow(), Sign.DOWN);
    }
    long[] bases = {5_000, 10_000, 20_000, 40_000, 60_000, 60_000, 60_000};
    for (int i = 0; i < bases.length; i++) {
      assertTrue(Math.abs(pauses.get(i) - bases[i]) <= bases[i] / 5, "" + pauses);
    }
  }

  @Test
  void ended_isBack_startsFromTheShortestPauseAgain() {
    open();
    waitUntilAsked();
    breaker.ended(breaker.pass().orElseThrow(), Sign.DOWN);
    waitUntilAsked();
    breaker.ended(breaker.pass().orElseThrow(), Sign.UP);

    assertEquals(Optional.empty(), breaker.closedFor());
    open();
    assertTrue(breaker.closedFor().orElseThrow().compareTo(Duration.ofSeconds(6)) <= 0);
  }

  @Test
  void f71_trialEndsWithoutASign_anotherMayTry() {
    open();
    waitUntilAsked();
    breaker.ended(breaker.pass().orElseThrow(), Sign.NONE);

    assertTrue(breaker.pass().isPresent());
  }

  @Test
  void f71_trialNeverEnds_anotherMayTryAfterTwoMinutes() {
    open();
    waitUntilAsked();
    Pass lost = breaker.pass().orElseThrow();
    time.advance(Duration.ofSeconds(119));
    assertEquals(Optional.empty(), breaker.pass());
    time.advance(Duration.ofSeconds(1));
    Pass next = breaker.pass().orElseThrow();

    breaker.ended(lost, Sign.DOWN);
    assertTrue(breaker.closedFor().isPresent());
    breaker.ended(next, Sign.UP);
    assertEquals(Optional.empty(), breaker.closedFor());
  }

  @Test
  void ended_begunBeforeItOpened_saysNothing() {
    Pass old = breaker.pass().orElseThrow();
    open();
    breaker.ended(old, Sign.UP);
    assertEquals(Optional.empty(), breaker.pass());

    waitUntilAsked();
    Pass trial = breaker.pass().orElseThrow();
    breaker.ended(old, Sign.DOWN);
    breaker.ended(trial, Sign.UP);
    assertTrue(breaker.pass().isPresent());
  }

  /** Whatever happened before: a host that is up again is asked as usual within bounded time. */
  @Property(tries = 500)
  void f71_anyHistory_hostIsUp_isBackInTwoPauses(@ForAll long seed) {
    Random random = new Random(seed);
    List<Pass> held = new ArrayList<>();
    for (int i = random.nextInt(80); i > 0; i--) {
      time.advance(Duration.ofMillis(random.nextInt(40_000)));
      boolean wasTrial = breaker.closedFor().isPresent();
      Optional<Pass> pass = breaker.pass();
      if (pass.isPresent() && wasTrial) {
        assertEquals(Optional.empty(), breaker.pass(), "two at once");
      }
      pass.ifPresent(held::add);
      if (!held.isEmpty() && random.nextBoolean()) {
        Sign sign = Sign.values()[random.nextInt(5) == 0 ? 0 : 1 + random.nextInt(2)];
        breaker.ended(held.remove(random.nextInt(held.size())), sign);
      }
    }
    time.advance(Duration.ofSeconds(120));
    breaker.ended(breaker.pass().orElseThrow(), Sign.UP);
    assertFalse(breaker.closedFor().isPresent());
    assertTrue(breaker.pass().isPresent());
  }

  @Test
  void pass_manyThreadsAtOnce_oneFindsOut() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      for (int round = 0; round < 200; round++) {
        open();
        waitUntilAsked();
        List<Callable<Optional<Pass>>> calls = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          calls.add(breaker::pass);
        }
        List<Pass> passes = new ArrayList<>();
        for (var each : threads.invokeAll(calls)) {
          each.get().ifPresent(passes::add);
        }
        assertEquals(1, passes.size());
        breaker.ended(passes.get(0), Sign.UP);
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
