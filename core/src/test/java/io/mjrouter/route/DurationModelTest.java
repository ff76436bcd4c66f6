package io.mjrouter.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Action;
import io.mjrouter.model.Mode;
import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurationModelTest {

  private static final DurationModel FAST = DurationModel.of(Mode.FAST, Action.IMAGINE);

  @Test
  void nothingLearned_publishedRange_holdsNineTenths() {
    assertEquals(0.05, FAST.chanceWithin(Duration.ofSeconds(30), 0), 0.005);
    assertEquals(0.95, FAST.chanceWithin(Duration.ofSeconds(120), 0), 0.005);
    assertEquals(60, FAST.quantile(0.5, 0).toMillis() / 1000.0, 0.5);
    assertEquals(0, FAST.chanceWithin(Duration.ZERO, 0), 1e-9);
  }

  @Property(tries = 50)
  void manyTasks_logNormal_areLearned(
      @ForAll long seed,
      @ForAll @DoubleRange(min = 20, max = 600) double median,
      @ForAll @DoubleRange(min = 0.2, max = 0.8) double sigma) {
    Random random = new Random(seed);
    DurationModel model = FAST;
    for (int i = 0; i < 2000; i++) {
      double took = median * Math.exp(sigma * random.nextGaussian());
      model = model.finished(Duration.ofMillis((long) (took * 1000)), 0);
    }
    double q90 = median * Math.exp(1.2816 * sigma);
    assertEquals(0.9, model.chanceWithin(Duration.ofMillis((long) (q90 * 1000)), 0), 0.035);
    double mean = median * Math.exp(sigma * sigma / 2);
    assertEquals(1, model.expected(0).toMillis() / 1000.0 / mean, 0.1);
  }

  @Property(tries = 300)
  void anyHistory_chanceGrowsWithTimeAndQuantileInvertsIt(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 40) int tasks) {
    Random random = new Random(seed);
    DurationModel model = DurationModel.of(Mode.RELAX, Action.UPSCALE);
    long now = random.nextLong();
    for (int i = 0; i < tasks; i++) {
      now += random.nextLong(60_000_000_000L);
      model = model.finished(Duration.ofMillis(random.nextLong(9_000_000)), now);
    }
    double last = 0;
    for (double t = 0.1; t < 20_000; t *= 1.13) {
      double chance = model.chanceWithin(Duration.ofMillis((long) (t * 1000)), now);
      assertTrue(chance >= last - 1e-9 && chance <= 1 + 1e-9);
      last = chance;
    }
    for (double share : new double[] {0.1, 0.5, 0.9}) {
      Duration time = model.quantile(share, now);
      double reached = model.chanceWithin(time.plusMillis(5), now);
      assertTrue(reached >= share - 1e-3 || time.toMinutes() >= 110, () -> share + " " + reached);
    }
  }

  @Test
  void learned_halfLivesLater_weighsHalfEach() {
    DurationModel model = FAST;
    for (int i = 0; i < 100; i++) {
      model = model.finished(Duration.ofSeconds(200), 0);
    }
    assertEquals(100, model.weight(0), 1e-9);
    assertEquals(25, model.weight(2 * DurationModel.HALF_LIFE), 1e-9);
    Duration twoMinutes = Duration.ofSeconds(120);
    assertTrue(model.chanceWithin(twoMinutes, 0) < 0.06);
    assertTrue(model.chanceWithin(twoMinutes, 20 * DurationModel.HALF_LIFE) > 0.94);
    assertTrue(model.expected(0).toSeconds() > 185);
    assertTrue(model.expected(20 * DurationModel.HALF_LIFE).toSeconds() < 70);
  }

  @ParameterizedTest
  @ValueSource(longs = {7, -5_000_000_000_000L, Long.MAX_VALUE - 1_000_000})
  void learned_atAnyTime_olderTasksWeighLessThanNewOnes(long start) {
    DurationModel model = FAST;
    for (int i = 0; i < 100; i++) {
      model = model.finished(Duration.ofSeconds(200), start);
    }
    long later = start + DurationModel.HALF_LIFE;
    model = model.finished(Duration.ofSeconds(20), later);
    assertEquals(51, model.weight(later), 1e-9);
    double prior = DurationModel.WEIGHT * FAST.expected(0).toNanos() / 1e9;
    double mean = (prior + 50 * 200 + 20) / (DurationModel.WEIGHT + 51);
    assertEquals(mean, model.expected(later).toNanos() / 1e9, 1e-6);
    DurationModel told = model.finished(Duration.ofSeconds(20), start);
    assertEquals(52, told.weight(later), 1e-9, "what is told late makes nothing younger");
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 30, 52})
  void with_countsOfABucket_isTheSameAsThatManyTasksOfItsMiddle(int bucket) {
    double[] weights = new double[DurationModel.buckets()];
    weights[bucket] = 50;
    double middle = Math.sqrt(DurationModel.end(bucket - 1) * DurationModel.end(bucket));
    DurationModel each = FAST;
    for (int i = 0; i < 50; i++) {
      each = each.finished(Duration.ofNanos(Math.round(middle * 1e9)), 0);
    }
    DurationModel counted = FAST.with(weights, 0);
    assertEquals(each.weight(0), counted.weight(0), 1e-9);
    assertEquals(each.expected(0).toNanos() / 1e9, counted.expected(0).toNanos() / 1e9, 1e-6);
  }

  @Test
  void quantile_ofAllOrNone_isRefused() {
    assertThrows(IllegalArgumentException.class, () -> FAST.quantile(0, 0));
    assertThrows(IllegalArgumentException.class, () -> FAST.quantile(1, 0));
  }

  @Test
  void remembering_muchLearnedLongAgo_weighsAsAFewFreshTasks() {
    double[] weights = new double[DurationModel.buckets()];
    weights[DurationModel.bucket(Duration.ofSeconds(200))] = 5_000;
    DurationModel model = FAST.remembering(weights, 0);

    assertEquals(DurationModel.REMEMBERED, model.weight(0), 1e-9);
    assertTrue(model.expected(0).toSeconds() > 140, () -> "" + model.expected(0));
    assertTrue(model.expected(20 * DurationModel.HALF_LIFE).toSeconds() < 75);
    assertEquals(FAST, FAST.remembering(new double[DurationModel.buckets()], 0));
  }

  @Test
  void lasting_anyTime_mayBeTheEndAtAHostNobodyTried() {
    DurationModel model = DurationModel.lasting(Mode.RELAX, Action.IMAGINE);
    assertTrue(model.chanceWithin(Duration.ofSeconds(10), 0) > 0.02);
    for (int i = 0; i < 1_000; i++) {
      model = model.finished(Duration.ofSeconds(200), 0);
    }
    assertTrue(model.chanceWithin(Duration.ofSeconds(10), 0) < 0.001);
    assertEquals(500, model.weight(DurationModel.LONG_HALF_LIFE), 1);
  }

  @Test
  void weights_endAtEveryBucket_areTheChances() {
    DurationModel model = FAST.finished(Duration.ofSeconds(50), 0);
    double[] weights = model.weights(0);
    double total = DurationModel.WEIGHT + 1;
    for (int i = 1; i < weights.length; i++) {
      Duration end = Duration.ofNanos((long) (DurationModel.end(i) * 1e9) + 1);
      assertEquals(model.chanceWithin(end, 0), weights[i] / total, 1e-6);
    }
  }
}
