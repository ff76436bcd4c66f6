package io.mjrouter.route;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Which of the routes that may be taken are tried, and in what order.
 *
 * <p>Implementations are pure: they judge what they are given, change nothing, read no clock, and
 * draw chance only from the generator handed in. Safe for use by many threads.
 */
@FunctionalInterface
public interface RoutingPolicy {

  /**
   * Ranks candidates.
   *
   * @param candidates in the order of the configuration; may be any number but none
   * @return those to try, best first; one left out is not tried, and whatever else is there is
   *     ignored. A policy that throws wants none
   */
  List<Candidate> rank(Demand demand, List<Candidate> candidates, RandomGenerator random);
}
