package io.mjrouter.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Action;
import io.mjrouter.model.Mode;
import io.mjrouter.route.DurationModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PollPlanTest {

  private static final PollSettings SETTINGS = PollSettings.defaults();
  private static final PollPlan PLAN = new PollPlan(SETTINGS);

  /** Of no importance but to the comparison with the optimum, which has none. */
  private static final PollPlan FREE =
      new PollPlan(SETTINGS.withMin(Duration.ofMillis(10)).withMax(Duration.ofMinutes(10)));

  @Test
  void next_fastImagineAtUntriedHost_isDenseFromThirtySeconds() {
    List<Double> looks = looks(PLAN, unlearned(Mode.FAST).outlook(null, 0), PLAN.leastPrice(), 300);

    assertTrue(looks.get(0) > 5 && looks.get(0) < 10, () -> "" + looks);
    assertTrue(count(looks, 0, 30) <= 4, () -> "" + looks);
    assertTrue(count(looks, 30, 90) >= 14, () -> "" + looks);
    assertTrue(count(looks, 200, 300) <= 10, () -> "" + looks);
  }

  @Test
  void next_halfTheShortestDistance_looksMoreOftenWhereTheEndIsLikely() {
    PollPlan quick = new PollPlan(SETTINGS.withMin(SETTINGS.min().dividedBy(2)));
    Outlook outlook = Outlook.of(new LogNormal(60, 180).curve());

    long looks = count(looks(PLAN, outlook, PLAN.leastPrice(), 120), 30, 120);
    long quicker = count(looks(quick, outlook, quick.leastPrice(), 120), 30, 120);

    // The density of looks goes with the root of what one costs.
    assertEquals(Math.sqrt(2), (double) quicker / looks, 0.15);
  }

  @Test
  void next_hostThatIsSoonDone_isLookedAtSoonAfterOneTask() {
    Habit habit = unlearned(Mode.RELAX);
    habit.ended(Duration.ofMillis(300), null, 0);

    assertEquals(
        SETTINGS.min(), PLAN.next(habit.outlook(null, 0), Duration.ZERO, PLAN.leastPrice()));
  }

  @Property(tries = 300)
  void next_anyHistoryAgeAndPrice_staysWithinTheLimitsAndGrowsWithThePrice(
      @ForAll long seed,
      @ForAll @IntRange(max = 60) int tasks,
      @ForAll @IntRange(max = 20_000) int age,
      @ForAll @DoubleRange(min = 0.01, max = 10_000) double price,
      @ForAll @DoubleRange(min = 1, max = 50) double dearer) {
    Random random = new Random(seed);
    Habit habit = unlearned(Mode.FAST);
    Marks marks = random.nextBoolean() ? new Marks() : null;
    for (int i = 0; i < tasks; i++) {
      Duration took = Duration.ofMillis(random.nextLong(2_000_000));
      Marks its = new Marks();
      its.note(took.toMillis() / 1e3 * random.nextDouble(), 1 + random.nextInt(99));
      habit.ended(took, its, 0);
    }
    if (marks != null) {
      marks.note(age * random.nextDouble(), 1 + random.nextInt(99));
    }
    Outlook outlook = habit.outlook(marks, 0);
    Duration then = Duration.ofSeconds(age);

    Duration next = PLAN.next(outlook, then, price);
    Duration later = PLAN.next(outlook, then, price * dearer);

    assertTrue(next.compareTo(SETTINGS.min()) >= 0 && next.compareTo(SETTINGS.max()) <= 0);
    assertTrue(later.compareTo(next) >= 0, () -> next + " then " + later);
    Duration least = next.plusSeconds(1);
    Duration postponed = PLAN.postponed(outlook, then, price, least);
    assertTrue(postponed.compareTo(least) >= 0);
    assertTrue(
        postponed.compareTo(least.multipliedBy(2).plus(SETTINGS.max())) <= 0, () -> "" + postponed);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 2, 5, 20})
  void next_knownDistribution_costsLittleMoreThanTheOptimum(double price) {
    LogNormal known = new LogNormal(60, 180);
    Outlook outlook = Outlook.of(known.curve());
    List<Double> looks = looks(FREE, outlook, price, 1_500);

    double cost = known.cost(looks, price);
    double optimum = known.optimum(price, 1_500, 1);

    assertTrue(cost >= optimum * 0.99, () -> cost + " below the optimum " + optimum);
    assertTrue(cost <= optimum * 1.04, () -> cost + " against " + optimum);
  }

  @Test
  void next_learnedDistribution_costsLittleMoreThanTheOptimum() {
    LogNormal known = new LogNormal(60, 180);
    Random random = new Random(1);
    Habit habit = unlearned(Mode.RELAX);
    for (int i = 0; i < 2_000; i++) {
      habit.ended(Duration.ofMillis((long) (known.draw(random) * 1e3)), null, 0);
    }
    double cost = known.cost(looks(FREE, habit.outlook(null, 0), 2, 1_500), 2);
    double optimum = known.optimum(2, 1_500, 1);

    assertTrue(cost <= optimum * 1.08, () -> cost + " against " + optimum);
  }

  @Test
  void next_progressThatMeansSomething_halvesTheLooks() {
    int blind = looksFor(false);
    int told = looksFor(true);
    assertTrue(told * 2 < blind, () -> told + " looks with progress, " + blind + " without");
  }

  /** How many looks a thousand tasks take after a thousand were learned from. */
  private static int looksFor(boolean progress) {
    LogNormal known = new LogNormal(60, 180);
    Random random = new Random(5);
    Habit habit = unlearned(Mode.FAST);
    int looks = 0;
    for (int i = 0; i < 2_000; i++) {
      double end = known.draw(random);
      double bend = Math.exp(0.25 * random.nextGaussian());
      double wait = end * random.nextDouble() / 5;
      Marks marks = new Marks();
      double age = 0;
      while (age < end) {
        Outlook outlook = habit.outlook(progress ? marks : null, 0);
        age += seconds(PLAN.next(outlook, duration(age), PLAN.leastPrice()));
        looks += i < 1_000 ? 0 : 1;
        int percent = (int) (100 * Math.pow(Math.max(0, (age - wait) / (end - wait)), bend));
        if (percent > 0 && percent < 100) {
          marks.note(age, percent);
        }
      }
      habit.ended(duration(end), progress ? marks : null, 0);
    }
    return looks;
  }

  @Test
  void next_progressThatMeansNothing_costsLittle() {
    LogNormal known = new LogNormal(60, 180);
    Random random = new Random(5);
    Habit habit = unlearned(Mode.FAST);
    double[] delay = new double[2];
    int[] looks = new int[2];
    for (int i = 0; i < 4_000; i++) {
      double end = known.draw(random);
      Marks marks = new Marks();
      for (int way = 0; way < 2; way++) {
        double age = 0;
        while (age < end) {
          age += seconds(FREE.next(habit.outlook(way == 0 ? marks : null, 0), duration(age), 1));
          looks[way] += i < 2_000 ? 0 : 1;
          if (way == 0 && age < end) {
            marks.note(age, 1 + random.nextInt(99));
          }
        }
        delay[way] += i < 2_000 ? 0 : age - end;
      }
      habit.ended(duration(end), marks, 0);
    }
    double misled = looks[0] + delay[0];
    double blind = looks[1] + delay[1];
    assertTrue(misled < blind * 1.15, () -> misled + " with, " + blind + " without");
  }

  @Test
  void afterFailures_growsToTheLongest() {
    assertEquals(
        List.of(6L, 12L, 24L, 30L, 30L),
        List.of(1, 2, 3, 4, 1_000).stream().map(n -> PLAN.afterFailures(n).toSeconds()).toList());
  }

  private static Habit unlearned(Mode mode) {
    return new Habit(DurationModel.lasting(mode, Action.IMAGINE));
  }

  private static List<Double> looks(PollPlan plan, Outlook outlook, double price, double until) {
    List<Double> looks = new ArrayList<>();
    double age = 0;
    while (age < until) {
      age += seconds(plan.next(outlook, duration(age), price));
      looks.add(age);
    }
    return looks;
  }

  private static long count(List<Double> looks, double from, double to) {
    return looks.stream().filter(age -> age >= from && age < to).count();
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static Duration duration(double seconds) {
    return Duration.ofNanos((long) (seconds * 1e9));
  }
}
