package io.mjrouter.task;

import io.mjrouter.model.ProviderId;
import io.mjrouter.submit.Roster;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The lane of every provider that has tasks. The tracker guards it. */
final class Lanes {

  private final Roster roster;
  private final PollPlan plan;
  private final Map<ProviderId, Lane> lanes = new HashMap<>();

  Lanes(Roster roster, PollPlan plan) {
    this.roster = roster;
    this.plan = plan;
  }

  Collection<Lane> all() {
    return lanes.values();
  }

  /** Where a task waits; nowhere when no provider that is configured has it. */
  Optional<Lane> of(Followed task, long now) {
    return Optional.ofNullable(task.provider).flatMap(provider -> of(provider, now));
  }

  Optional<Lane> of(ProviderId id, long now) {
    return roster
        .provider(id)
        .map(provider -> lanes.computeIfAbsent(id, any -> new Lane(provider, plan, now)));
  }

  /** Nobody waits at a provider any more. */
  void drop(ProviderId id) {
    lanes.remove(id);
  }

  /** A task begins a stage. */
  void begin(Followed task, long now) {
    switch (task.stage) {
      case SENDING -> {}
      case UNKNOWN -> schedule(task, Optional.of(plan.settings().min()), now);
      case AT_HOST -> schedule(task, Optional.empty(), now);
      case GIVEN_UP -> schedule(task, Optional.of(GivenUp.first(task.age(now))), now);
    }
  }

  /** Puts a task where it waits for its next look, at a given time or as the plan says. */
  void schedule(Followed task, Optional<Duration> in, long now) {
    Optional<Lane> lane = of(task, now);
    task.placed = lane.isPresent();
    if (lane.isPresent() && in.isEmpty() && task.habit != null) {
      lane.get().add(task);
    } else if (lane.isPresent()) {
      lane.get().add(task, now + in.orElse(plan.settings().max()).toNanos());
    }
  }

  void remove(Followed task, long now) {
    of(task, now).ifPresent(lane -> lane.remove(task));
  }

  /** A task that its host had came to rest. */
  void noteEnd(Followed task, long now) {
    if (task.stage == Followed.Stage.AT_HOST) {
      of(task, now).ifPresent(lane -> lane.hooks.ended(task.calledBack));
    }
  }

  /** When there may be something to do, on the monotonic clock. */
  OptionalLong next(long now) {
    return lanes.values().stream()
        .map(lane -> lane.next(now))
        .filter(OptionalLong::isPresent)
        .mapToLong(OptionalLong::getAsLong)
        .reduce((one, other) -> one - other < 0 ? one : other);
  }
}
