package io.mjrouter;

import static io.mjrouter.model.HostStatus.FAILURE;
import static io.mjrouter.model.HostStatus.SUBMITTED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.error.NoRouteException;
import io.mjrouter.error.OutcomeUnknownException;
import io.mjrouter.error.SubmissionRefusedException;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.OnUnknown;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.TaskId;
import io.mjrouter.spi.NotSentReason;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.spi.SubmitOutcome.Acceptance;
import io.mjrouter.spi.UnknownReason;
import io.mjrouter.testing.ScriptedProvider;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Money in meters and money in records: the same, to the micro-dollar. */
class SpendMeterTest {

  @Test
  void spend_stormOfOutcomes_equalsTheBooks() {
    Set<ChargeState> met = EnumSet.noneOf(ChargeState.class);
    for (int seed = 0; seed < 30; seed++) {
      met.addAll(storm(new Random(seed)));
    }
    assertTrue(
        met.containsAll(
            Set.of(
                ChargeState.SETTLED,
                ChargeState.REFUNDED,
                ChargeState.RELEASED,
                ChargeState.DISPUTED)),
        met::toString);
  }

  private static Set<ChargeState> storm(Random random) {
    ScriptedProvider a = MetersTest.cheap().refundsFailures();
    ScriptedProvider b =
        ScriptedProvider.named("host").offers(Mode.FAST).charges("0.056789").refundsFailures();
    try (Rig rig = Rig.of(a, b)) {
      Set<TaskId> ids = new TreeSet<>();
      for (int i = 0; i < 40; i++) {
        (random.nextBoolean() ? a : b)
            .then(outcome(random, i))
            .shows(Rig.status("n" + i, random.nextBoolean() ? FAILURE : SUBMITTED));
        OnUnknown onUnknown = random.nextBoolean() ? OnUnknown.HOLD : OnUnknown.RESUBMIT;
        try {
          ids.add(rig.submit(Rig.FOX, SubmitOptions.builder().onUnknown(onUnknown)).id());
        } catch (OutcomeUnknownException e) {
          ids.add(e.taskId());
        } catch (NoRouteException e) {
          ids.add(e.taskId());
        } catch (SubmissionRefusedException e) {
          ids.add(e.taskId());
        }
        if (random.nextInt(3) == 0) {
          rig.mj.readmit(a.id());
          rig.mj.readmit(b.id());
        }
        rig.pass(Duration.ofSeconds(random.nextInt(60)));
        if (i == 20) {
          assertBooks(rig, ids);
        }
      }
      rig.pass(Duration.ofHours(2));
      assertBooks(rig, ids);
      return ids.stream()
          .flatMap(id -> rig.mj.get(id).attempts().stream())
          .map(Attempt::charge)
          .collect(Collectors.toSet());
    }
  }

  private static SubmitOutcome outcome(Random random, int number) {
    return switch (random.nextInt(6)) {
      case 0 -> new SubmitOutcome.Unknown(UnknownReason.TIMED_OUT, "");
      case 1 -> new SubmitOutcome.NotSent(NotSentReason.DNS, "");
      case 2 -> {
        RejectReason[] reasons = RejectReason.values();
        yield SubmitOutcome.Rejected.of(reasons[random.nextInt(reasons.length)], "");
      }
      default -> SubmitOutcome.Accepted.of(Acceptance.STARTED, "n" + number);
    };
  }

  /** What the records say was spent is what the counters say. */
  private static void assertBooks(Rig rig, Set<TaskId> ids) {
    List<Attempt> attempts =
        ids.stream().flatMap(id -> rig.mj.get(id).attempts().stream()).toList();
    long spent = sum(attempts, ChargeState::isSpent);
    long open = sum(attempts, charge -> charge == ChargeState.RESERVED);
    assertEquals(
        spent - open, micros(rig, "settled", "disputed", "duplicate") - micros(rig, "refunded"));
    assertEquals(
        open,
        micros(rig, "reserved") - micros(rig, "settled", "disputed", "duplicate", "released"));
    for (String provider : List.of("cheap", "host")) {
      long here =
          sum(
              attempts.stream()
                  .filter(attempt -> attempt.route().provider().name().equals(provider))
                  .toList(),
              any -> true);
      assertEquals(
          here,
          Math.round(
              MetersTest.counted(rig, "mj.spend", "provider", provider, "kind", "reserved") * 1e6));
    }
  }

  private static long sum(List<Attempt> attempts, Predicate<ChargeState> charges) {
    return attempts.stream()
        .filter(attempt -> charges.test(attempt.charge()))
        .mapToLong(attempt -> attempt.price().orElse(Money.ZERO).micros())
        .sum();
  }

  private static long micros(Rig rig, String... kinds) {
    return Math.round(
        Stream.of(kinds)
                .mapToDouble(kind -> MetersTest.counted(rig, "mj.spend", "kind", kind))
                .sum()
            * 1e6);
  }
}
