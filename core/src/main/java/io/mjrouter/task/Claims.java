package io.mjrouter.task;

import io.mjrouter.model.Attempt;
import io.mjrouter.model.HostTask;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * What webhooks claim about attempts of which nobody knows the outcome: that a host took one, and
 * under which id. A claim counts for nothing until a look at the host has shown it. The tracker
 * guards it.
 */
final class Claims {

  private final Map<Key, Claim> claims = new HashMap<>();

  private record Key(TaskId task, int attempt) {}

  /** One claim, and when to look for it. */
  static final class Claim {
    final TaskId task;
    final int attempt;
    final HostTask at;
    int misses;
    private boolean busy;
    private long due;

    private Claim(TaskId task, int attempt, HostTask at, long due) {
      this.task = task;
      this.attempt = attempt;
      this.at = at;
      this.due = due;
    }
  }

  /** An attempt that may still turn out to have been taken. */
  static Optional<Attempt> undecided(Task task, int number) {
    return task.attempts().stream()
        .filter(attempt -> attempt.number() == number && isUndecided(attempt))
        .findFirst();
  }

  static boolean isUndecided(Attempt attempt) {
    return attempt.state() == Attempt.State.INTENT || attempt.state() == Attempt.State.UNKNOWN;
  }

  /** The first attempt of which nobody knows the outcome. */
  static Optional<Attempt> lost(Task task) {
    return task.attempts().stream().filter(a -> a.state() == Attempt.State.UNKNOWN).findFirst();
  }

  /** Whether it is new that a host says that it took an undecided attempt; one claim is kept. */
  boolean add(Task task, int attempt, String hostTaskId, long now) {
    return undecided(task, attempt)
        .map(open -> new HostTask(open.route().provider(), hostTaskId))
        .map(at -> new Claim(task.id(), attempt, at, now))
        .filter(claim -> claims.putIfAbsent(new Key(claim.task, attempt), claim) == null)
        .isPresent();
  }

  /** Takes those that are due at providers that may be called now. */
  List<Claim> takeDue(long now, Predicate<ProviderId> mayCall) {
    List<Claim> due = new ArrayList<>();
    for (Claim claim : claims.values()) {
      if (!claim.busy && claim.due - now <= 0 && mayCall.test(claim.at.provider())) {
        claim.busy = true;
        due.add(claim);
      }
    }
    return due;
  }

  /** Puts one back that was looked for in vain. */
  void again(Claim claim, long due) {
    claim.busy = false;
    claim.due = due;
  }

  /** It is decided. */
  void drop(Claim claim) {
    claims.remove(new Key(claim.task, claim.attempt), claim);
  }

  /** When there is something to look for, on the monotonic clock. */
  OptionalLong next() {
    return claims.values().stream()
        .filter(claim -> !claim.busy)
        .mapToLong(claim -> claim.due)
        .reduce((one, other) -> one - other < 0 ? one : other);
  }
}
