package io.mjrouter.provider.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Action;
import io.mjrouter.model.Change;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.PriceList;
import io.mjrouter.model.Shorten;
import io.mjrouter.model.Submission;
import io.mjrouter.model.TaskId;
import io.mjrouter.provider.KnownProfiles;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitAttempt;
import io.mjrouter.spi.SubmitOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {

  private static final Money START = Money.usd("3");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void charged_inAnyStorm_isWhatWasPaidLessRefunds(long seed) {
    SplittableRandom chance = new SplittableRandom(seed);
    boolean refunds = seed % 2 == 0;
    Sim sim =
        new Sim(
            Sim.ALL,
            host ->
                host.seed(seed)
                    .balance(START)
                    .refundsFailures(refunds)
                    .concurrency(3)
                    .queue(3)
                    .faults("fail:20", "hang-up-after-reading:10", "trouble:10", "stall:5"));
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      switch (chance.nextInt(4)) {
        case 0 -> sim.time.advance(Duration.ofSeconds(chance.nextInt(60)));
        case 1 -> {
          if (!ids.isEmpty()) {
            sim.provider.cancel(ids.get(chance.nextInt(ids.size())));
          }
        }
        default -> {
          SubmitOutcome outcome = sim.submit(any(chance, ids));
          if (outcome instanceof SubmitOutcome.Accepted accepted) {
            ids.add(accepted.hostTaskId());
          }
        }
      }
      conserved(sim, refunds);
    }
    assertTrue(sim.host.paidSubmissions() > 50, "hardly anything happened");
  }

  private static Submission any(SplittableRandom chance, List<String> ids) {
    return chance.nextBoolean() || ids.isEmpty()
        ? Imagine.of("a boat " + chance.nextInt())
        : Change.upscale(TaskId.of(ids.get(chance.nextInt(ids.size()))), 1 + chance.nextInt(4));
  }

  private static void conserved(Sim sim, boolean refunds) {
    Money kept = Money.ZERO;
    for (PaidSubmission paid : sim.host.submissions()) {
      assertTrue(refunds || !paid.refunded(), "refunded where nothing is");
      kept = paid.refunded() ? kept : kept.plus(paid.price());
    }
    assertEquals(kept, sim.host.charged());
    assertEquals(Optional.of(START.minus(kept)), sim.host.balance());
    assertTrue(START.compareTo(kept) >= 0, "spent more than there was");
  }

  @Test
  void fail_whereRefunded_givesTheMoneyBackWhenItFails() {
    Sim sim = new Sim(KnownProfiles.newApi(), host -> host.balance(START).faults("fail"));
    String id = sim.accepted(Imagine.of("a boat")).hostTaskId();
    Money price = sim.host.prices().price(Action.IMAGINE, Mode.FAST).orElseThrow();
    assertEquals(price, sim.host.charged());
    sim.atRest(id);
    assertEquals(Money.ZERO, sim.host.charged());
    assertEquals(Optional.of(START), sim.host.balance());
    assertEquals(1, sim.host.paidSubmissions());
  }

  @Test
  void fail_whereNotRefunded_isSpent() {
    Sim sim = new Sim(KnownProfiles.cometApi(), host -> host.faults("fail"));
    sim.atRest(sim.accepted(Imagine.of("a boat")).hostTaskId());
    assertEquals(Money.usd("0.056"), sim.host.charged(), "what CometAPI publishes");
  }

  @Test
  void prices_ofProfileConfigurationAndNobody_comeInThatOrder() {
    PriceList configured =
        PriceList.builder().price(Action.UPSCALE, Mode.FAST, Money.usd("0.5")).build();
    Sim sim = new Sim(KnownProfiles.cometApi(), host -> host.prices(configured));
    PriceList prices = sim.provider.info().prices();
    assertEquals(Optional.of(Money.usd("0.5")), prices.price(Action.UPSCALE, Mode.FAST));
    assertEquals(Optional.of(Money.usd("0.168")), prices.price(Action.IMAGINE, Mode.TURBO));
    assertEquals(Optional.of(Money.usd("0.015")), prices.price(Action.IMAGINE, Mode.RELAX));
  }

  @Test
  void submit_dearerThanTheBalance_isRefusedAndCheaperIsTaken() {
    Sim sim = new Sim(Sim.ALL, host -> host.balance(Money.usd("0.05")));
    sim.accepted(Imagine.of("a boat"));
    assertEquals(RejectReason.NO_MONEY, sim.rejected(Imagine.of("a boat")).reason());
    assertInstanceOf(
        SubmitOutcome.Accepted.class,
        sim.provider.submit(SubmitAttempt.of(Shorten.of("a boat, red"), Mode.FAST)));
    assertEquals(Optional.of(Money.ZERO), sim.host.balance());
  }

  @Test
  void balance_withoutEnd_isUnlimitedAndNoNumber() {
    var balance = Sim.of(Sim.ALL).provider.balance().value().orElseThrow();
    assertTrue(balance.unlimited());
    assertTrue(balance.remaining().isEmpty());
  }
}
