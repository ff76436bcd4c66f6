package io.mjrouter.examples.benchmarks;

import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Route;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * One day of a scenario with one seed: who asks when, and what would come of each submission at
 * each route.
 *
 * <p>What a route would make of a submission is drawn from the seed, the submission and the route
 * alone, never from the order of events: every router that is compared meets the same luck. Queues
 * are made by everybody else's load and do not depend on ours. Not safe for use by several threads.
 */
final class World {

  /** How long a host takes to answer a submit. */
  static final double ANSWERS_IN = 1.5;

  /** How much of a queue's wait one place is. */
  private static final double PLACE = 15;

  private final Scenario scenario;
  private final long seed;
  private final List<Job> jobs = new ArrayList<>();
  private final Map<Route, Scenario.Lane> lanes = new LinkedHashMap<>();
  private final Map<ProviderId, Scenario.Host> hosts = new LinkedHashMap<>();
  private final Map<ProviderId, Money> balances = new HashMap<>();
  private Money charged = Money.ZERO;

  World(Scenario scenario, long seed) {
    this.scenario = scenario;
    this.seed = seed;
    for (Scenario.Host host : scenario.hosts()) {
      ProviderId id = ProviderId.of(host.name());
      hosts.put(id, host);
      host.balance().ifPresent(money -> balances.put(id, money));
      host.lanes().forEach((mode, lane) -> lanes.put(new Route(id, mode), lane));
    }
    arrive();
  }

  /** One submission. */
  record Job(int number, double at, Scenario.Caller caller) {}

  /** What a host says to a submit. */
  enum Answer {
    TAKEN,
    /** Taken, or not; the answer was lost. */
    LOST_TAKEN,
    LOST,
    REFUSED,
    NO_MONEY
  }

  /**
   * What comes of a submission at a route.
   *
   * @param fails whether the task dies
   * @param takes seconds from the submit to the end of the task
   * @param places how many stand before it, where the host tells
   */
  record Luck(Answer answer, boolean fails, double takes, int places) {}

  private void arrive() {
    SplittableRandom random = new SplittableRandom(seed);
    double at = 0;
    for (int number = 0; ; number++) {
      double perHour;
      do {
        at += -Math.log(1 - random.nextDouble()) * 3600 / scenario.peak();
        perHour = scenario.floor() + (scenario.peak() - scenario.floor()) * Scenario.swing(at);
      } while (random.nextDouble() * scenario.peak() > perHour);
      if (at > scenario.hours() * 3600) {
        return;
      }
      jobs.add(new Job(number, at, caller(random.nextDouble())));
    }
  }

  private Scenario.Caller caller(double draw) {
    double rest = draw;
    for (Scenario.Caller caller : scenario.callers()) {
      rest -= caller.share();
      if (rest < 0) {
        return caller;
      }
    }
    return scenario.callers().get(0);
  }

  List<Job> jobs() {
    return jobs;
  }

  Map<Route, Scenario.Lane> lanes() {
    return lanes;
  }

  Map<ProviderId, Scenario.Host> hosts() {
    return hosts;
  }

  /** What is left on an account; empty: as much as one likes. */
  Optional<Money> balance(ProviderId id) {
    return Optional.ofNullable(balances.get(id));
  }

  /** What the hosts have charged and not given back. */
  Money charged() {
    return charged;
  }

  /** What would come of a submission, were there money. */
  Luck luck(Job job, Route route, double now) {
    Scenario.Host host = hosts.get(route.provider());
    Scenario.Lane lane = lanes.get(route);
    if (host == null || lane == null) {
      throw new IllegalArgumentException("no such route: " + route);
    }
    SplittableRandom random =
        new SplittableRandom(
            seed * 1_000_003 + job.number() * 31L + route.toString().hashCode() * 7_919L);
    double accept = random.nextDouble();
    double fail = random.nextDouble();
    double lost = random.nextDouble();
    double z =
        Math.sqrt(-2 * Math.log(1 - random.nextDouble()))
            * Math.cos(2 * Math.PI * random.nextDouble());
    double wait =
        lane.queueFloor()
            + (lane.queuePeak() - lane.queueFloor()) * Math.pow(Scenario.swing(now), 3);
    boolean bad = lane.degraded().filter(d -> d.holds(now / 3600)).isPresent();
    double slower = bad ? lane.degraded().get().slower() : 1;
    double fails = bad ? lane.degraded().get().fails() : host.fails();
    Answer answer = Answer.TAKEN;
    if (accept > host.accepts()) {
      answer = Answer.REFUSED;
    } else if (lost < scenario.lostAnswers()) {
      answer = lost < scenario.lostAnswers() / 2 ? Answer.LOST_TAKEN : Answer.LOST;
    }
    double takes = ANSWERS_IN + wait + slower * lane.median() * Math.exp(lane.sigma() * z);
    int places = host.tellsQueue() ? (int) Math.round(wait / PLACE) : 0;
    return new Luck(answer, fail < fails, takes, places);
  }

  /** The same with the account as it is, and the money taken where the host takes it. */
  Luck submit(Job job, Route route, double now) {
    Luck luck = luck(job, route, now);
    Money price = lane(route).price();
    Money left = balances.get(route.provider());
    if (left != null && left.compareTo(price) < 0) {
      return new Luck(Answer.NO_MONEY, false, 0, 0);
    }
    if (luck.answer() == Answer.TAKEN || luck.answer() == Answer.LOST_TAKEN) {
      charge(route.provider(), price);
    }
    return luck;
  }

  /** A task ended: a host that refunds gives the money of a failed one back. */
  void end(Route route, Luck luck) {
    Scenario.Host host = hosts.get(route.provider());
    if (luck.fails() && host != null && host.refunds()) {
      charge(route.provider(), new Money(-lane(route).price().micros()));
    }
  }

  private void charge(ProviderId id, Money amount) {
    charged = charged.plus(amount);
    balances.computeIfPresent(id, (any, left) -> left.minus(amount));
  }

  private Scenario.Lane lane(Route route) {
    Scenario.Lane lane = lanes.get(route);
    if (lane == null) {
      throw new IllegalArgumentException("no such route: " + route);
    }
    return lane;
  }

  /** The modes any host has. */
  static List<Mode> modes() {
    return List.of(Mode.RELAX, Mode.FAST, Mode.TURBO);
  }
}
