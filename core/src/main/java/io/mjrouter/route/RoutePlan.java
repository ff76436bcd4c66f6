package io.mjrouter.route;

import io.mjrouter.model.Decision;
import io.mjrouter.model.Money;
import io.mjrouter.model.Route;
import io.mjrouter.model.RouteReason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which routes to try, best first, and why the others not.
 *
 * @param candidates the routes to try, best first; empty when there is none
 * @param decision the record of the choice
 * @param leastBad whether the first candidate is ejected and yet tried, since nothing better is
 *     left
 * @param retryAfter where there is no candidate, or only the least bad: the time until the first
 *     cause passes by itself
 */
public record RoutePlan(
    List<Candidate> candidates,
    Decision decision,
    boolean leastBad,
    Optional<Duration> retryAfter) {

  public RoutePlan {
    candidates = List.copyOf(candidates);
  }

  /**
   * Makes a plan. It changes nothing: to explain a choice is to make a plan and not to act on it.
   *
   * @param now the monotonic clock
   * @param wall the wall clock
   */
  public static RoutePlan of(
      Demand demand,
      RouterState state,
      RoutingPolicy policy,
      RandomGenerator random,
      long now,
      Instant wall) {
    List<Looked> all = look(demand, state, now, wall);
    List<Candidate> ranked = ranked(demand, all, policy, random);
    Optional<Duration> retry =
        ranked.isEmpty() ? retryAfter(demand, state, all, now, wall) : Optional.empty();
    boolean leastBad = ranked.isEmpty() && overlookEjection(demand, state, all, now, wall);
    if (leastBad) {
      ranked = leastBad(all);
    }
    return new RoutePlan(ranked, record(all, ranked, leastBad), leastBad, retry);
  }

  /** The same, told why a candidate was not taken when its turn came. */
  public RoutePlan refused(Route route, RouteReason reason) {
    return new RoutePlan(candidates, decision.refused(route, reason), leastBad, retryAfter);
  }

  private static List<Looked> look(Demand demand, RouterState state, long now, Instant wall) {
    Filter filter = state.filter(demand, now, wall);
    RouteTable table = state.table();
    List<Looked> all = new ArrayList<>(table.size());
    for (int i = 0; i < table.size(); i++) {
      ProviderState provider = table.providerAt(i);
      RouteState route = table.routeAt(i);
      Optional<Money> price =
          provider
              .offer()
              .info()
              .prices()
              .price(demand.submission().action(), route.route().mode());
      Duration expected = route.expected(demand.submission().action(), now);
      all.add(
          new Looked(
              i,
              new Candidate(
                  route.route(),
                  price,
                  expected,
                  route.health().chanceAccepted(now),
                  route.health().chanceFinished(now),
                  provider.offer().info().refundsFailures(),
                  provider.offer().priority(),
                  provider.offer().weight()),
              filter.against(provider, route, price, false)));
    }
    return all;
  }

  /** By policy; routes without a price come after every priced one. */
  private static List<Candidate> ranked(
      Demand demand, List<Looked> all, RoutingPolicy policy, RandomGenerator random) {
    List<Candidate> admitted = new ArrayList<>(all.size());
    for (Looked looked : all) {
      if (looked.reason == null) {
        admitted.add(looked.candidate);
      }
    }
    if (admitted.isEmpty()) {
      return admitted;
    }
    List<Candidate> ranked = new ArrayList<>(admitted.size());
    List<Candidate> unpriced = new ArrayList<>();
    for (Candidate candidate : byPolicy(demand, admitted, policy, random)) {
      (candidate.price().isPresent() ? ranked : unpriced).add(candidate);
    }
    ranked.addAll(unpriced);
    return ranked;
  }

  /**
   * Whatever somebody's own policy returns, no route comes of it that may not be taken, or twice.
   */
  private static List<Candidate> byPolicy(
      Demand demand, List<Candidate> admitted, RoutingPolicy policy, RandomGenerator random) {
    if (policy instanceof Policy) {
      return policy.rank(demand, admitted, random);
    }
    Set<Candidate> left = new HashSet<>(admitted);
    return policy.rank(demand, admitted, random).stream().filter(left::remove).toList();
  }

  /** Whether any route has nothing but its ejection against it. */
  private static boolean overlookEjection(
      Demand demand, RouterState state, List<Looked> all, long now, Instant wall) {
    Filter filter = state.filter(demand, now, wall);
    boolean any = false;
    for (Looked looked : all) {
      if (looked.reason == RouteReason.EJECTED || looked.reason == RouteReason.ON_TRIAL) {
        ProviderState provider = state.table().providerAt(looked.index);
        RouteState route = state.table().routeAt(looked.index);
        if (filter.against(provider, route, looked.candidate.price(), true) == null) {
          looked.overlooked = true;
          any = true;
        }
      }
    }
    return any;
  }

  /** Only the best chance is tried: a storm is no time to try them all. */
  private static List<Candidate> leastBad(List<Looked> all) {
    Looked best =
        all.stream()
            .filter(looked -> looked.overlooked)
            .max(Comparator.comparingDouble(looked -> looked.candidate.chance()))
            .orElseThrow();
    best.reason = null;
    return List.of(best.candidate);
  }

  private static Optional<Duration> retryAfter(
      Demand demand, RouterState state, List<Looked> all, long now, Instant wall) {
    Filter filter = state.filter(demand, now, wall);
    return all.stream()
        .flatMap(
            looked ->
                looked.reason == null
                    ? Stream.<Long>empty()
                    : filter
                        .over(
                            looked.reason,
                            state.table().providerAt(looked.index),
                            state.table().routeAt(looked.index))
                        .stream())
        .map(time -> Duration.ofNanos(Math.max(0, time - now)))
        .min(Comparator.naturalOrder());
  }

  private static Decision record(List<Looked> all, List<Candidate> ranked, boolean leastBad) {
    Decision.Packer packer = Decision.packer(all.size());
    Set<Route> wanted = new HashSet<>(2 * ranked.size());
    boolean first = true;
    for (Candidate candidate : ranked) {
      wanted.add(candidate.route());
      RouteReason reason =
          first ? leastBad ? RouteReason.LEAST_BAD : RouteReason.CHOSEN : RouteReason.KEPT;
      add(packer, candidate, reason);
      first = false;
    }
    for (Looked looked : all) {
      if (looked.reason != null) {
        add(packer, looked.candidate, looked.reason);
      } else if (!wanted.contains(looked.candidate.route())) {
        add(packer, looked.candidate, RouteReason.LEFT_OUT_BY_POLICY);
      }
    }
    return packer.pack();
  }

  private static void add(Decision.Packer packer, Candidate candidate, RouteReason reason) {
    packer.add(
        candidate.route(),
        candidate.price().orElse(null),
        candidate.expected().toNanos(),
        candidate.chance(),
        reason);
  }

  /** One route while the plan is made. */
  private static final class Looked {
    final int index;
    final Candidate candidate;
    @Nullable RouteReason reason;
    boolean overlooked;

    Looked(int index, Candidate candidate, @Nullable RouteReason reason) {
      this.index = index;
      this.candidate = candidate;
      this.reason = reason;
    }
  }
}
