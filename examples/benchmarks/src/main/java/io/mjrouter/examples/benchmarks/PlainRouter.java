package io.mjrouter.examples.benchmarks;

import static java.util.Objects.requireNonNull;

import io.mjrouter.model.Failure;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Route;
import io.mjrouter.spi.SubmitOutcome;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A load balancer as people use them, after LiteLLM's router (docs.litellm.ai, "Routing"): a way to
 * pick, a cooldown of 5 s for whatever failed more than three times within a minute, and two
 * retries elsewhere. To its advantage, it never pays twice: it retries only what was certainly not
 * taken.
 *
 * <p>It knows no deadlines, balances or queues. With modes set by hand it is told the mode of each
 * kind of caller.
 */
final class PlainRouter implements Contender {

  private static final int RETRIES = 2;
  private static final int ALLOWED_FAILS = 3;
  private static final double COOLDOWN = 5;

  /** How a route is picked. */
  enum Pick {
    ROUND_ROBIN,
    /** {@code simple-shuffle} with weights: twice the weight is picked twice as often. */
    WEIGHTED_SHUFFLE,
    /** {@code cost-based-routing}: the lowest price. */
    LOWEST_PRICE,
    /**
     * {@code latency-based-routing}: the lowest mean of the last ten times; a route without any
     * counts as zero, so each is tried once. A time here is that of the whole picture.
     */
    LOWEST_LATENCY
  }

  private final Pick pick;
  private final boolean byHand;
  private final World world;
  private final SplittableRandom random;
  private final Map<Route, Deque<Double>> latencies = new HashMap<>();
  private final Map<Route, Deque<Double>> fails = new HashMap<>();
  private final Map<Route, Double> coolUntil = new HashMap<>();
  private long turn;

  PlainRouter(Pick pick, boolean byHand, World world, long seed) {
    this.pick = pick;
    this.byHand = byHand;
    this.world = world;
    this.random = new SplittableRandom(seed);
  }

  @Override
  public String name() {
    return pick.name().toLowerCase(Locale.ROOT).replace('_', ' ')
        + (byHand ? ", mode by hand" : ", any mode");
  }

  @Override
  public Optional<Contender.Attempt> submit(World.Job job, double now) {
    return next(job, new HashSet<>(), now);
  }

  private Optional<Contender.Attempt> next(World.Job job, Set<Route> tried, double now) {
    Optional<Mode> only = byHand ? Optional.of(job.caller().byHand()) : Optional.empty();
    List<Route> left =
        world.lanes().keySet().stream()
            .filter(route -> only.isEmpty() || route.mode() == only.get())
            .filter(route -> !tried.contains(route))
            .filter(route -> coolUntil.getOrDefault(route, 0.0) <= now)
            .toList();
    if (left.isEmpty() || tried.size() > RETRIES) {
      return Optional.empty();
    }
    Route route = pick(left);
    tried.add(route);
    return Optional.of(new Sent(job, route, tried));
  }

  private Route pick(List<Route> left) {
    return switch (pick) {
      case ROUND_ROBIN -> left.get((int) (turn++ % left.size()));
      case WEIGHTED_SHUFFLE -> shuffled(left);
      case LOWEST_PRICE -> left.stream().min(Comparator.comparing(this::price)).orElseThrow();
      case LOWEST_LATENCY ->
          left.stream().min(Comparator.comparingDouble(this::latency)).orElseThrow();
    };
  }

  /** A sensible operator gives a cheaper route more weight: the weight is one over the price. */
  private Route shuffled(List<Route> left) {
    double sum = left.stream().mapToDouble(r -> 1.0 / price(r).micros()).sum();
    double draw = random.nextDouble() * sum;
    for (Route route : left) {
      draw -= 1.0 / price(route).micros();
      if (draw < 0) {
        return route;
      }
    }
    return left.get(left.size() - 1);
  }

  private Money price(Route route) {
    return requireNonNull(world.lanes().get(route)).price();
  }

  private double latency(Route route) {
    return latencies.getOrDefault(route, new ArrayDeque<>()).stream()
        .mapToDouble(Double::doubleValue)
        .average()
        .orElse(0);
  }

  private void failed(Route route, double now) {
    Deque<Double> recent = fails.computeIfAbsent(route, any -> new ArrayDeque<>());
    recent.add(now);
    recent.removeIf(at -> at < now - 60);
    if (recent.size() > ALLOWED_FAILS) {
      coolUntil.put(route, now + COOLDOWN);
      recent.clear();
    }
  }

  private final class Sent implements Contender.Attempt {
    private final World.Job job;
    private final Route route;
    private final Set<Route> tried;

    Sent(World.Job job, Route route, Set<Route> tried) {
      this.job = job;
      this.route = route;
      this.tried = tried;
    }

    @Override
    public Route route() {
      return route;
    }

    @Override
    public Optional<Contender.Attempt> answered(SubmitOutcome outcome, double now) {
      if (outcome instanceof SubmitOutcome.Accepted) {
        return Optional.empty();
      }
      failed(route, now);
      return outcome instanceof SubmitOutcome.Unknown ? Optional.empty() : next(job, tried, now);
    }

    @Override
    public void ended(Optional<Failure> failure, double took, double now) {
      if (failure.isPresent()) {
        failed(route, now);
        return;
      }
      Deque<Double> last = latencies.computeIfAbsent(route, any -> new ArrayDeque<>());
      last.add(took);
      if (last.size() > 10) {
        last.removeFirst();
      }
    }
  }

  @Override
  public void balance(ProviderId id, Money left, double now) {}
}
