package io.mjrouter.task;

import io.mjrouter.event.MjProbe;
import io.mjrouter.ledger.Ledger;
import io.mjrouter.ledger.Step;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.Failure;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.HostTask;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.model.TimeSource;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.ReadFailure;
import io.mjrouter.spi.Reading;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.submit.Journal;
import io.mjrouter.submit.Resubmitter;
import io.mjrouter.submit.Sightings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at tasks at one host and records what it shows, as far as it may be believed. Each look
 * returns the time to the next one, or nothing where that is for the plan to say.
 */
final class Looker {

  private static final Logger LOG = LoggerFactory.getLogger(Looker.class);

  /** What a webhook claims of a task that is over is looked for so often in vain. */
  private static final int MOST_MISSES_AFTER_THE_END = 5;

  private final Journal journal;
  private final Changes own;
  private final Changes anybodys;
  private final TaskSettings settings;
  private final Resubmitter resubmitter;
  private final PollPlan plan;
  private final Habits habits;
  private final Family family;
  private final TimeSource time;
  private final MjProbe probe;
  private final Consumer<TaskRecord> moved;
  private final Sightings sightings;

  /**
   * A looker.
   *
   * @param own records what a task shows that this node looks after
   * @param anybodys records what somebody here asked for, or was told
   * @param moved is shown records that need no looks any more, none where they were looked at, or
   *     looks again, whoever changed them
   * @param sightings is shown what a look showed of other tasks than the one it was made for, and
   *     what a list showed of those that were found in it
   */
  Looker(
      Journal journal,
      Changes own,
      Changes anybodys,
      TaskSettings settings,
      PollPlan plan,
      Habits habits,
      Resubmitter resubmitter,
      TimeSource time,
      MjProbe probe,
      Consumer<TaskRecord> moved,
      Sightings sightings) {
    this.journal = journal;
    this.own = own;
    this.anybodys = anybodys;
    this.settings = settings;
    this.resubmitter = resubmitter;
    this.plan = plan;
    this.habits = habits;
    this.family = new Family(journal.store());
    this.time = time;
    this.probe = probe;
    this.moved = moved;
    this.sightings = sightings;
  }

  /** What one task's part in an answer means. */
  Optional<Duration> apply(MjProvider provider, Followed followed, Reading<TaskSnapshot> reading) {
    if (followed.stage == Followed.Stage.GIVEN_UP) {
      givenUp(followed, reading.value());
      return GivenUp.next(followed.age(time.nanoTime()));
    }
    return reading.fold(
        seen -> seen(provider, followed, seen),
        failure ->
            failure.reason() == ReadFailure.Reason.MISMATCHED
                ? mismatched(followed)
                : failed(followed, failure),
        other -> absent(followed));
  }

  /** What a failed call means for a task in it. */
  Optional<Duration> failed(Followed followed, ReadFailure failure) {
    LOG.debug("task {}: {}: {}", followed.id, failure.reason(), failure.message());
    return followed.stage == Followed.Stage.GIVEN_UP
        ? GivenUp.next(followed.age(time.nanoTime()))
        : Optional.of(plan.afterFailures(++followed.failures));
  }

  /**
   * Matches what a host lists with attempts that nobody knows the outcome of.
   *
   * @param further whether the host can be asked for what came before that
   */
  Optional<Duration> reconcile(
      Followed followed,
      List<TaskSnapshot> listed,
      Map<String, TaskSnapshot> byToken,
      boolean further) {
    Optional<TaskRecord> after =
        own.change(
            followed.id,
            (record, now) ->
                record.task().attempts().stream()
                    .filter(attempt -> attempt.state() == Attempt.State.UNKNOWN)
                    .flatMap(
                        attempt ->
                            Stream.ofNullable(byToken.get(attempt.token()))
                                .filter(seen -> !isKnownElsewhere(record, attempt, seen))
                                .map(seen -> Ledger.found(record, attempt.token(), seen.id(), now)))
                    .findFirst()
                    .orElseGet(() -> Step.none(record)));
    after.ifPresent(record -> listed(record, record.task().attempts(), byToken));
    ListWindow seen = followed.window;
    followed.window =
        after
            .filter(record -> further)
            .flatMap(record -> Claims.lost(record.task()))
            .flatMap(lost -> seen == null ? ListWindow.beyond(listed, lost) : seen.after(listed))
            .orElse(null);
    return Optional.of(
        followed.window == null ? plan.afterFailures(++followed.failures) : settings.poll().min());
  }

  /** Matches what a host lists with an attempt whose task has moved on or is over. */
  Optional<TaskRecord> lookFor(TaskId id, Attempt attempt, Map<String, TaskSnapshot> byToken) {
    Optional<TaskRecord> after =
        Optional.ofNullable(byToken.get(attempt.token()))
            .flatMap(
                seen ->
                    own.change(
                        id,
                        (record, now) ->
                            isKnownElsewhere(record, attempt, seen)
                                ? Step.none(record)
                                : lateFind(record, attempt.token(), seen, now)));
    after.ifPresent(record -> listed(record, List.of(attempt), byToken));
    return after;
  }

  /** A list that showed where a task is also showed how it stands there. */
  private void listed(
      TaskRecord record, List<Attempt> attempts, Map<String, TaskSnapshot> byToken) {
    for (Attempt attempt : attempts) {
      TaskSnapshot seen = byToken.get(attempt.token());
      if (seen != null) {
        HostTask there = new HostTask(attempt.route().provider(), seen.id());
        record
            .task()
            .hostTask()
            .filter(there::equals)
            .ifPresent(at -> sightings.shown(record.id(), at, seen));
      }
    }
  }

  /** Whether what a host lists with a token of ours is known to be another task's. */
  private boolean isKnownElsewhere(TaskRecord record, Attempt attempt, TaskSnapshot seen) {
    HostTask at = new HostTask(attempt.route().provider(), seen.id());
    return journal.store().findHostTask(at).stream()
        .anyMatch(other -> !other.id().equals(record.id()));
  }

  private static Step lateFind(TaskRecord record, String token, TaskSnapshot seen, Instant now) {
    Step found = Ledger.found(record, token, seen.id(), now);
    boolean isIt =
        found.record().task().hostTask().filter(at -> at.id().equals(seen.id())).isPresent();
    return isIt ? Ledger.late(found.record(), seen, now).after(found) : found;
  }

  /**
   * Looks for the task that a webhook claims for an attempt.
   *
   * @return when to look again; empty once the claim is shown to be true or false
   */
  Optional<Duration> verify(MjProvider provider, Claims.Claim claim) {
    Optional<Task> task = journal.find(claim.task).map(TaskRecord::task);
    Optional<Attempt> open = task.flatMap(t -> Claims.undecided(t, claim.attempt));
    boolean over = task.filter(t -> t.status().isFinal()).isPresent();
    if (open.isEmpty() || (over && claim.misses >= MOST_MISSES_AFTER_THE_END)) {
      return Optional.empty();
    }
    if (open.get().state() == Attempt.State.INTENT && !over) {
      return Optional.of(settings.poll().min());
    }
    probe.polled(provider.id(), 1);
    return provider
        .fetch(claim.at.id())
        .fold(
            seen -> {
              found(provider, claim, open.get().token(), seen);
              return Optional.empty();
            },
            failure ->
                failure.reason() == ReadFailure.Reason.MISMATCHED
                    ? Optional.empty()
                    : Optional.of(plan.afterFailures(++claim.misses)),
            other -> Optional.of(plan.afterFailures(++claim.misses)));
  }

  private void found(MjProvider provider, Claims.Claim claim, String token, TaskSnapshot seen) {
    anybodys
        .change(
            claim.task,
            (record, now) ->
                isAnothers(record, claim, seen)
                    ? Step.none(record)
                    : lateFind(record, token, seen, now))
        .filter(record -> record.task().hostTask().equals(Optional.of(claim.at)))
        .ifPresent(record -> seen(provider, once(record.task(), claim.at), seen));
    journal.store().findHostTask(claim.at).stream()
        .filter(other -> !other.id().equals(claim.task))
        .forEach(other -> sightings.shown(other.id(), claim.at, seen));
  }

  private Followed once(Task task, HostTask at) {
    long now = time.nanoTime();
    Followed once = new Followed(task, Followed.Stage.AT_HOST, at.provider(), null, now, now);
    once.guest = true;
    return once;
  }

  /** Whether what a webhook claims is somebody else's task, or this one's by another attempt. */
  private boolean isAnothers(TaskRecord record, Claims.Claim claim, TaskSnapshot seen) {
    boolean another =
        (!seen.id().isBlank() && !seen.id().equals(claim.at.id()))
            || family.isStranger(seen.state(), record)
            || journal.store().findHostTask(claim.at).stream()
                .anyMatch(r -> !r.id().equals(record.id()) || r.answer().isEmpty());
    if (another) {
      LOG.warn("task {}: a webhook claimed a task that is another's", record.id());
    }
    return another;
  }

  /** The tasks of a list by the state that they show; one that stands under two ids is nobody's. */
  static Map<String, TaskSnapshot> byToken(List<TaskSnapshot> list) {
    Map<String, TaskSnapshot> byToken = new HashMap<>();
    Set<String> unclear = new HashSet<>();
    for (TaskSnapshot seen : list) {
      if (!seen.id().isBlank() && !seen.state().isBlank()) {
        TaskSnapshot before = byToken.putIfAbsent(seen.state(), seen);
        if (before != null && !before.id().equals(seen.id())) {
          unclear.add(seen.state());
        }
      }
    }
    byToken.keySet().removeAll(unclear);
    return byToken;
  }

  private Optional<Duration> seen(MjProvider provider, Followed followed, TaskSnapshot seen) {
    followed.known = time.nanoTime();
    if (followed.isAsBefore(seen)) {
      followed.seenAgain(time.nanoTime());
      return Optional.empty();
    }
    Optional<TaskRecord> found = journal.find(followed.id);
    if (found.isEmpty()) {
      return Optional.of(settings.poll().max());
    }
    TaskRecord record = found.get();
    if (!isAt(followed, record)) {
      moved.accept(record);
      return Optional.of(settings.poll().min());
    }
    if (isAnother(record, seen)) {
      return mismatched(followed);
    }
    Finish finish = Finish.of(record.task().action(), seen);
    if (finish != Finish.COMPLETE && !followed.isIncomplete(finish, time.nanoTime())) {
      return Optional.of(settings.poll().min());
    }
    boolean refunds = provider.info().refundsFailures();
    if (resubmitter.takes(record, seen, refunds)) {
      return Optional.of(settings.poll().min());
    }
    boolean nothing = seen.images().isEmpty() && seen.videos().isEmpty();
    Optional<TaskRecord> after =
        change(
            followed,
            (r, now) ->
                finish != Finish.COMPLETE && nothing
                    ? Ledger.failed(r, noImage(), seen, now)
                    : Ledger.observed(r, seen, refunds, now));
    after.ifPresent(r -> follow(followed, seen, record.task(), r.task()));
    return Optional.empty();
  }

  private void follow(Followed followed, TaskSnapshot seen, Task before, Task after) {
    long now = time.nanoTime();
    if (after.status() != before.status() || after.progress() != before.progress()) {
      probe.seen(followed.unseen(seen, time.now(), now));
    }
    boolean finished = after.status() == TaskStatus.SUCCEEDED && !before.status().isFinal();
    if (finished && followed.habit != null) {
      Duration low = followed.age(followed.looked);
      Duration high = followed.age(now);
      after
          .route()
          .ifPresent(
              route -> habits.ended(route, after.action(), low, high, seen, followed.marks(), now));
    }
    followed.seen(seen, after, now);
  }

  /** A task that was given up was looked at once more. */
  private void givenUp(Followed followed, Optional<TaskSnapshot> seen) {
    Optional<TaskRecord> found = journal.find(followed.id);
    if (found.isEmpty()) {
      return;
    }
    TaskRecord record = found.get();
    if (record.task().status().isFinal()) {
      seen.ifPresent(shown -> late(followed, record, shown));
    } else {
      // A store that was set back has lost its end.
      moved.accept(record);
    }
  }

  private void late(Followed followed, TaskRecord record, TaskSnapshot seen) {
    if (isAnother(record, seen) || Finish.of(record.task().action(), seen) != Finish.COMPLETE) {
      return;
    }
    change(followed, (r, now) -> Ledger.late(r, seen, now))
        .filter(r -> r.task().isLate())
        .ifPresent(r -> LOG.info("task {}: its host finished it after all", followed.id));
  }

  private static Failure noImage() {
    return new Failure(
        FailureReason.NO_IMAGE, Failure.Fault.HOST, "the host said success and showed no picture");
  }

  private boolean isAnother(TaskRecord record, TaskSnapshot seen) {
    boolean otherId =
        !seen.id().isBlank()
            && record.task().hostTask().filter(at -> at.id().equals(seen.id())).isEmpty();
    return otherId || family.isStranger(seen.state(), record);
  }

  private Optional<Duration> mismatched(Followed followed) {
    LOG.warn("task {}: the host showed another task", followed.id);
    if (followed.isMismatched()) {
      end(followed, FailureReason.MISMATCHED, "the host shows another task under its id");
    }
    return Optional.of(settings.poll().min());
  }

  private Optional<Duration> absent(Followed followed) {
    if (followed.isLost(settings, time.nanoTime())) {
      end(followed, FailureReason.LOST_BY_HOST, "the host does not know it any more");
    }
    return Optional.of(settings.poll().min());
  }

  private void end(Followed followed, FailureReason reason, String detail) {
    Failure failure = new Failure(reason, Failure.Fault.HOST, detail);
    change(followed, (record, now) -> Ledger.failed(record, failure, now));
  }

  private Optional<TaskRecord> change(
      Followed followed, BiFunction<TaskRecord, Instant, Step> transition) {
    Changes changes = followed.guest ? anybodys : own;
    Optional<TaskRecord> after =
        changes.change(
            followed.id,
            (record, now) ->
                isAt(followed, record) ? transition.apply(record, now) : Step.none(record));
    after
        .filter(record -> Stages.isAtRest(record.task()) || !isAt(followed, record))
        .ifPresent(moved);
    return after;
  }

  /** Whether the task is still where it was looked at: another host may use the same ids. */
  private static boolean isAt(Followed followed, TaskRecord record) {
    return record.task().hostTask().equals(Optional.ofNullable(followed.hostTask));
  }
}
