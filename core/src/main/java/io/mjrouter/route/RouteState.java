package io.mjrouter.route;

import io.mjrouter.model.Action;
import io.mjrouter.model.Route;
import io.mjrouter.model.RouteStatus;
import io.mjrouter.quota.ConcurrencyLimit;
import io.mjrouter.quota.Cooldown;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is true of one route now. An immutable value.
 *
 * <p>{@link #tasks} counts what the host has accepted and not ended; it has no limit until the host
 * says that its queue is full.
 */
public final class RouteState {

  private final Route route;
  private final Health health;
  private final ConcurrencyLimit tasks;
  private final Cooldown cooldown;
  private final Queue queue;
  private final Map<Action, DurationModel> durations;

  private RouteState(
      Route route,
      Health health,
      ConcurrencyLimit tasks,
      Cooldown cooldown,
      Queue queue,
      Map<Action, DurationModel> durations) {
    this.route = route;
    this.health = health;
    this.tasks = tasks;
    this.cooldown = cooldown;
    this.queue = queue;
    this.durations = durations;
  }

  static RouteState of(Route route) {
    return new RouteState(
        route,
        Health.fresh(),
        ConcurrencyLimit.unlimited(),
        Cooldown.none(),
        Queue.NONE,
        new EnumMap<>(Action.class));
  }

  public Route route() {
    return route;
  }

  public Health health() {
    return health;
  }

  public ConcurrencyLimit tasks() {
    return tasks;
  }

  /** How many the host may be working on. */
  int underWay() {
    return tasks.inFlight();
  }

  /** The pause after the host said that its queue is full. */
  public Cooldown cooldown() {
    return cooldown;
  }

  Queue queue() {
    return queue;
  }

  /** How long an action takes here, without the queue. */
  public DurationModel durations(Action action) {
    DurationModel model = durations.get(action);
    return model == null ? DurationModel.of(route.mode(), action) : model;
  }

  /** Whether it takes submissions at the account as it stands. */
  public RouteStatus status(ProviderState provider, long now) {
    AccountState account = provider.account();
    if (account.disabled()) {
      return RouteStatus.DISABLED;
    }
    if (account.drained()) {
      return RouteStatus.DRAINED;
    }
    if (account.badKey()) {
      return RouteStatus.BAD_KEY;
    }
    if (account.lacksMoney(Optional.empty(), now)) {
      return RouteStatus.NO_MONEY;
    }
    return switch (health.standing(now)) {
      case EJECTED -> RouteStatus.EJECTED;
      case TRIAL, ON_TRIAL -> RouteStatus.ON_TRIAL;
      case IN ->
          account.moneyRetryAt().isPresent()
              ? RouteStatus.ON_TRIAL
              : provider.cooldown().isOver(now) && cooldown.isOver(now)
                  ? RouteStatus.OPEN
                  : RouteStatus.COOLING_DOWN;
    };
  }

  /** Since when its status is what it is; empty where it is open, or nobody remembers. */
  public Optional<Long> statusSince(ProviderState provider, long now) {
    AccountState account = provider.account();
    return switch (status(provider, now)) {
      case BAD_KEY -> account.keyRefusedSince();
      case NO_MONEY -> account.brokeSince();
      case EJECTED -> health.outSince();
      case ON_TRIAL -> health.outSince().or(account::brokeSince);
      case OPEN, DISABLED, DRAINED, COOLING_DOWN -> Optional.empty();
    };
  }

  /** When its status passes by itself, at the latest; empty where it does not, or is good. */
  public Optional<Long> statusUntil(ProviderState provider, long now) {
    return switch (status(provider, now)) {
      case NO_MONEY -> provider.account().moneyRetryAt();
      case EJECTED -> Optional.of(health.earliest(now));
      case COOLING_DOWN -> {
        long account = provider.cooldown().overAt(now);
        long own = cooldown.overAt(now);
        yield Optional.of(account - own > 0 ? account : own);
      }
      case OPEN, DISABLED, DRAINED, BAD_KEY, ON_TRIAL -> Optional.empty();
    };
  }

  /** Whether one submission more has a place here, and is within the calls of a minute. */
  public boolean hasRoom(ProviderState provider, long now) {
    return provider.calls().hasRoom() && tasks.hasRoom() && provider.rate().hasRoom(now);
  }

  /** How long an action is expected to take, with the queue as it is. */
  public Duration expected(Action action, long now) {
    return durations(action).expected(now).plusNanos(queue.waitNanos(now));
  }

  RouteState with(Health value) {
    return new RouteState(route, value, tasks, cooldown, queue, durations);
  }

  RouteState with(ConcurrencyLimit value) {
    return new RouteState(route, health, value, cooldown, queue, durations);
  }

  RouteState with(Cooldown value) {
    return new RouteState(route, health, tasks, value, queue, durations);
  }

  RouteState with(Queue value) {
    return new RouteState(route, health, tasks, cooldown, value, durations);
  }

  /**
   * A task finished.
   *
   * @param places how many stood before it when it was accepted
   */
  RouteState learned(Action action, Duration took, int places, long now) {
    DurationModel model = durations(action);
    double usual = model.expected(now).toNanos() / 1e9;
    Queue newQueue = queue.waited(places, took.toNanos() / 1e9 - usual);
    Duration drawing = took.minus(newQueue.wait(places));
    Map<Action, DurationModel> copy = new EnumMap<>(durations);
    copy.put(action, model.finished(drawing.isNegative() ? Duration.ZERO : drawing, now));
    return new RouteState(route, health, tasks, cooldown, newQueue, copy);
  }

  /** What was learned of each action before this process began, and on other nodes. */
  RouteState remembering(Map<Action, double[]> weights, long now) {
    Map<Action, DurationModel> copy = new EnumMap<>(Action.class);
    copy.putAll(durations);
    weights.forEach((action, its) -> copy.put(action, durations(action).remembering(its, now)));
    return new RouteState(route, health, tasks, cooldown, queue, copy);
  }
}
