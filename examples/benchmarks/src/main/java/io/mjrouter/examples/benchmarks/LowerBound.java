package io.mjrouter.examples.benchmarks;

import io.mjrouter.model.Money;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Route;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the day would cost somebody who knows beforehand what comes of every submission at every
 * route, and serves on time whatever can be served on time.
 *
 * <p>Each submission goes, at the moment it comes, to the cheapest route that takes it, finishes it
 * and is in time; what none can finish in time, to the cheapest that finishes it at all. Nothing is
 * paid for failures. Where accounts run out, the cost is that of the relaxed problem: the money of
 * such an account gets a shadow price, {@code max over m ≥ 0 of (sum over jobs of min over routes
 * of p (1 + m at that account)) − m B}. By weak duality that is below the cost of every assignment
 * that stays within the balance B, so no router can serve the same submissions on time for less.
 */
final class LowerBound {

  private LowerBound() {}

  static Run.Result of(World world) {
    Money best = Money.ZERO;
    Map.@Nullable Entry<ProviderId, Money> poor = null;
    for (ProviderId id : world.hosts().keySet()) {
      if (world.balance(id).isPresent()) {
        poor = Map.entry(id, world.balance(id).get());
      }
    }
    int steps = poor == null ? 1 : 200;
    int[] served = new int[2];
    for (int step = 0; step < steps; step++) {
      double shadow = step * 0.02;
      double cost = poor == null ? 0 : -shadow * poor.getValue().micros();
      served = new int[2];
      for (World.Job job : world.jobs()) {
        cost += cheapest(world, job, poor == null ? null : poor.getKey(), shadow, served);
      }
      best = cost > best.micros() ? new Money((long) cost) : best;
    }
    return new Run.Result(
        "lower bound", world.jobs().size(), served[0], served[1], 0, best, Double.NaN);
  }

  private static double cheapest(
      World world, World.Job job, @Nullable ProviderId poor, double shadow, int[] served) {
    double inTime = Double.POSITIVE_INFINITY;
    double late = Double.POSITIVE_INFINITY;
    for (Map.Entry<Route, Scenario.Lane> entry : world.lanes().entrySet()) {
      World.Luck luck = world.luck(job, entry.getKey(), job.at());
      if (luck.answer() != World.Answer.TAKEN || luck.fails()) {
        continue;
      }
      double price = entry.getValue().price().micros();
      price *= entry.getKey().provider().equals(poor) ? 1 + shadow : 1;
      late = Math.min(late, price);
      if (luck.takes() <= job.caller().deadline()) {
        inTime = Math.min(inTime, price);
      }
    }
    if (Double.isInfinite(late)) {
      return 0;
    }
    served[0]++;
    served[1] += Double.isInfinite(inTime) ? 0 : 1;
    return Double.isInfinite(inTime) ? late : inTime;
  }
}
