package io.mjrouter.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.mjrouter.event.MjProbe;
import io.mjrouter.event.RouterGauges;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Money;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Route;
import io.mjrouter.model.Task;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns what a router tells into meters. Safe for use by many threads; never waits. */
final class MicrometerProbe implements MjProbe {

  static final String PROVIDER = "provider";
  static final String MODE = "mode";
  static final String STATE = "state";
  private static final String ACTION = "action";
  private static final String FROM = "from";

  private final MeterRegistry registry;
  private final Meters meters;
  private volatile @Nullable RouterGauges router;
  private volatile @Nullable Gauges gauges;
  private volatile Set<ProviderId> providers = Set.of();

  MicrometerProbe(MeterRegistry registry) {
    this.registry = registry;
    this.meters = new Meters(registry);
  }

  @Override
  public synchronized void opened(RouterGauges opened) {
    if (router != null) {
      throw new IllegalStateException("these meters belong to another router");
    }
    router = opened;
    gauges = new Gauges(registry, opened);
    routesChanged();
  }

  @Override
  public synchronized void routesChanged() {
    if (router == null || gauges == null) {
      return;
    }
    List<Route> routes = router.routes();
    providers = routes.stream().map(Route::provider).collect(Collectors.toUnmodifiableSet());
    gauges.follow(routes);
    Set<String> names = providers.stream().map(ProviderId::name).collect(Collectors.toSet());
    names.addAll(Set.of(TagValues.NONE, TagValues.OTHER));
    meters.remove(PROVIDER, name -> !names.contains(name));
    meters.remove(FROM, name -> !names.contains(name));
  }

  @Override
  public void decided(Duration took) {
    meters.time(MeterNames.ROUTE_DECISION, took);
  }

  @Override
  public void submitted(Task task, Duration took) {
    List<Attempt> attempts = task.attempts();
    Optional<Route> route =
        attempts.isEmpty()
            ? Optional.empty()
            : Optional.of(attempts.get(attempts.size() - 1).route());
    meters.time(
        MeterNames.SUBMIT,
        took,
        PROVIDER,
        provider(route),
        MODE,
        mode(route),
        ACTION,
        TagValues.of(task.action()),
        "outcome",
        outcome(task));
  }

  @Override
  public void changed(Optional<Task> before, Task after) {
    List<Attempt> old = before.map(Task::attempts).orElse(List.of());
    List<Attempt> attempts = after.attempts();
    for (int i = 0; i < attempts.size(); i++) {
      Attempt attempt = attempts.get(i);
      boolean isNew = i >= old.size();
      if (isNew && i > 0) {
        moved(attempts.get(i - 1), attempt);
      }
      charged(attempt, isNew ? null : old.get(i).charge());
    }
    if (after.status().isFinal() && before.filter(task -> task.status().isFinal()).isEmpty()) {
      ended(after);
    }
  }

  private void moved(Attempt left, Attempt next) {
    boolean taken = left.state() == Attempt.State.ACCEPTED;
    boolean elsewhere =
        taken
            // Further attempts at the provider that took it are answers to a window.
            ? !left.route().provider().equals(next.route().provider())
            : !left.route().equals(next.route());
    if (elsewhere) {
      meters.count(
          MeterNames.FAILOVER,
          1,
          FROM,
          provider(left.route().provider()),
          "reason",
          TagValues.reason(left.reason()));
    }
  }

  private void charged(Attempt attempt, @Nullable ChargeState from) {
    ChargeState kind = kind(from, attempt.charge());
    long micros = attempt.price().map(Money::micros).orElse(0L);
    if (kind != null && micros > 0) {
      meters.count(
          MeterNames.SPEND,
          micros / 1e6,
          PROVIDER,
          provider(attempt.route().provider()),
          "kind",
          TagValues.of(kind));
    }
  }

  /** What a move of money counts as; null: as nothing new. */
  static @Nullable ChargeState kind(@Nullable ChargeState from, ChargeState to) {
    if (from == to) {
      return null;
    }
    if (from == null || from == ChargeState.RESERVED) {
      return to;
    }
    return from.isSpent() && !to.isSpent() ? ChargeState.REFUNDED : null;
  }

  private void ended(Task task) {
    Duration took =
        task.ended().map(end -> Duration.between(task.created(), end)).orElse(Duration.ZERO);
    meters.time(
        MeterNames.TASK,
        took.isNegative() ? Duration.ZERO : took,
        PROVIDER,
        provider(task.route()),
        MODE,
        mode(task.route()),
        ACTION,
        TagValues.of(task.action()),
        "status",
        TagValues.of(task.status()));
  }

  @Override
  public void polled(ProviderId provider, int tasks) {
    String name = provider(provider);
    meters.count(MeterNames.POLL_CALLS, 1, PROVIDER, name);
    meters.count(MeterNames.POLL_TASKS, tasks, PROVIDER, name);
  }

  @Override
  public void seen(Duration age) {
    meters.time(MeterNames.TASK_FRESHNESS, age);
  }

  @Override
  public void hookReceived(HookReceived result) {
    meters.count(MeterNames.WEBHOOK_IN, 1, "result", TagValues.of(result));
  }

  @Override
  public void hookSent(HookSent result) {
    meters.count(MeterNames.WEBHOOK_OUT, 1, "result", TagValues.of(result));
  }

  @Override
  public synchronized void closed() {
    if (gauges != null) {
      gauges.close();
    }
    meters.close();
  }

  private String provider(Optional<Route> route) {
    return route.map(Route::provider).map(this::provider).orElse(TagValues.NONE);
  }

  private String provider(ProviderId provider) {
    return providers.contains(provider) ? provider.name() : TagValues.OTHER;
  }

  private static String mode(Optional<Route> route) {
    return route.map(Route::mode).map(TagValues::of).orElse(TagValues.NONE);
  }

  /** How the last attempt ended; where none was made, who is to blame for that. */
  private static String outcome(Task task) {
    List<Attempt> attempts = task.attempts();
    if (attempts.isEmpty()) {
      return task.failure().filter(failure -> failure.isCallers()).isPresent()
          ? "refused"
          : "no-route";
    }
    Attempt.State state = attempts.get(attempts.size() - 1).state();
    return TagValues.of(state == Attempt.State.INTENT ? Attempt.State.UNKNOWN : state);
  }
}
