package io.mjrouter.store;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.mjrouter.error.StoreException;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.HostTask;
import io.mjrouter.model.SpendCap;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.model.TimeSource;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Remembers tasks as long as the process lives.
 *
 * <p>Tasks that ended, and windows that nobody answered, are forgotten after the retention; ended
 * ones earlier where room is needed. Reading never waits.
 */
public final class MemoryTaskStore implements TaskStore {

  private static final Duration RETENTION = Duration.ofDays(30);
  private static final int CAPACITY = 200_000;
  private static final long EPOCH = 1;
  private static final Lately NOTHING_BY_OTHERS = new Lately(List.of(), 1);
  private static final Holding ALL = Holding.everything(EPOCH);
  private static final Leases ALONE =
      new Leases() {
        @Override
        public Holding renew(String node, Duration length) {
          return ALL;
        }

        @Override
        public boolean isAlone() {
          return true;
        }

        @Override
        public void release(String node) {}
      };

  private final TimeSource time;
  private final Duration retention;
  private final int capacity;
  private final ConcurrentMap<TaskId, TaskRecord> records = new ConcurrentHashMap<>();
  private final ConcurrentSkipListMap<TaskId, TaskRecord> unresolved =
      new ConcurrentSkipListMap<>();
  private final ConcurrentSkipListSet<Age> newest = new ConcurrentSkipListSet<>();
  private final ConcurrentMap<Reference, TaskId> references = new ConcurrentHashMap<>();
  private final ConcurrentMap<HostTask, List<TaskId>> hostTasks = new ConcurrentHashMap<>();
  private final ArrayDeque<Rest> resting = new ArrayDeque<>();
  private final SpendSums sums = new SpendSums();
  private final MemoryFinishes finishes = new MemoryFinishes(this::find);
  private final MemorySettings settings = new MemorySettings();
  private final MemoryDurations durations = new MemoryDurations();

  /** A caller's own key: of two callers each may use the same. */
  private record Reference(String caller, String text) {
    static Optional<Reference> of(Task task) {
      return task.reference().map(text -> new Reference(task.caller(), text));
    }
  }

  /** The newest comes first. */
  private record Age(long created, TaskId id) implements Comparable<Age> {
    static Age of(TaskRecord record) {
      return new Age(record.task().created().toEpochMilli(), record.id());
    }

    @Override
    public int compareTo(Age other) {
      int order = Long.compare(other.created, created);
      return order == 0 ? other.id.compareTo(id) : order;
    }
  }

  /** A task that nothing moves, and when it came to rest. */
  private record Rest(TaskId id, long version, long since) {}

  /** Thirty days, and 200,000 tasks. */
  public MemoryTaskStore(TimeSource time) {
    this(time, RETENTION, CAPACITY);
  }

  /** 200,000 tasks, each for so long after it ended. */
  public MemoryTaskStore(TimeSource time, Duration retention) {
    this(time, retention, CAPACITY);
  }

  /**
   * A store of a given size.
   *
   * @param retention how long a task is kept after it ended
   * @param capacity the most tasks kept; when all of them are open, no more are taken
   */
  public MemoryTaskStore(TimeSource time, Duration retention, int capacity) {
    if (retention.isNegative() || retention.isZero() || capacity < 1) {
      throw new IllegalArgumentException(
          "retention, capacity: "
              + retention
              + ", "
              + capacity
              + " (expected: more than nothing, 1 or more)");
    }
    this.time = time;
    this.retention = retention;
    this.capacity = capacity;
  }

  @Override
  public synchronized Claim claim(Write write) {
    TaskRecord record = write.record();
    forgetOld(Integer.MAX_VALUE);
    if (records.containsKey(record.id())) {
      return new Claim.IdTaken();
    }
    Optional<Reference> reference = Reference.of(record.task());
    Optional<TaskRecord> holder = reference.map(references::get).flatMap(this::find);
    if (holder.isPresent()) {
      return new Claim.ReferenceTaken(holder.get());
    }
    Optional<SpendCap> passed = sums.passed(write);
    if (passed.isPresent()) {
      return new Claim.CapReached(passed.get());
    }
    if (records.size() >= capacity && !forgetOneEnded()) {
      throw new StoreException(
          "memory store: full of " + capacity + " open tasks (expected: fewer at once)", null);
    }
    reference.ifPresent(held -> references.put(held, record.id()));
    put(record);
    sums.add(write.bookings());
    return new Claim.Made();
  }

  @Override
  public Optional<TaskRecord> find(TaskId id) {
    return Optional.ofNullable(records.get(id));
  }

  @Override
  public Optional<TaskRecord> findReference(String caller, String reference) {
    return Optional.ofNullable(references.get(new Reference(caller, reference)))
        .flatMap(this::find);
  }

  @Override
  public List<TaskRecord> findHostTask(HostTask hostTask) {
    return hostTasks.getOrDefault(hostTask, List.of()).stream()
        .flatMap(id -> find(id).stream())
        .toList();
  }

  @Override
  public List<TaskRecord> newer(Map<TaskId, Long> known) {
    return known.entrySet().stream()
        .flatMap(each -> find(each.getKey()).filter(r -> r.version() > each.getValue()).stream())
        .toList();
  }

  @Override
  public synchronized Written write(Write write) {
    TaskRecord record = write.record();
    TaskRecord present = records.get(record.id());
    if (present == null
        || present.version() != record.version()
        || (present.task().status().isFinal() && !record.task().status().isFinal())) {
      return new Written.Conflict();
    }
    if (write.fence().filter(fence -> fence.epoch() != EPOCH).isPresent()) {
      return new Written.Fenced();
    }
    Optional<SpendCap> passed = sums.passed(write);
    if (passed.isPresent()) {
      return new Written.CapReached(passed.get());
    }
    TaskRecord stored = record.toBuilder().version(write.version()).build();
    put(stored);
    sums.add(write.bookings());
    Task task = stored.task();
    if (task.failure().filter(f -> f.reason() == FailureReason.REFUSED).isPresent()) {
      Reference.of(task).ifPresent(held -> references.remove(held, task.id()));
    }
    return new Written.Stored(stored);
  }

  @Override
  public List<TaskRecord> open(Shards shards, Optional<TaskId> after, int limit) {
    Optional<Age> from = after.flatMap(this::find).map(Age::of);
    return newest(from)
        .filter(record -> !record.task().status().isFinal() && shards.contains(record.id()))
        .limit(limit)
        .toList();
  }

  @Override
  public List<TaskRecord> unresolved(Optional<TaskId> after, int limit) {
    return after.map(id -> unresolved.tailMap(id, false)).orElse(unresolved).values().stream()
        .limit(limit)
        .toList();
  }

  @Override
  public Lately lately(Shards shards, long cursor) {
    return NOTHING_BY_OTHERS;
  }

  @Override
  public TaskPage newest(TaskFilter filter, Optional<TaskId> after, int limit) {
    Optional<Age> from = after.flatMap(this::find).map(Age::of);
    if (after.isPresent() && from.isEmpty()) {
      return new TaskPage(List.of(), Optional.empty());
    }
    List<TaskRecord> page =
        newest(from).filter(record -> filter.matches(record.task())).limit(limit).toList();
    return new TaskPage(
        page,
        page.size() < limit || limit == 0
            ? Optional.empty()
            : Optional.of(page.get(page.size() - 1).id()));
  }

  /** The newest first, those after one that came before. */
  private Stream<TaskRecord> newest(Optional<Age> after) {
    return after.map(age -> newest.tailSet(age, false)).orElse(newest).stream()
        .flatMap(age -> find(age.id()).stream());
  }

  @Override
  public synchronized int forget(int most) {
    return forgetOld(most);
  }

  @Override
  public Finishes finishes() {
    return finishes;
  }

  @Override
  public SpendBook spend() {
    return this::sums;
  }

  private synchronized List<SpendSum> sums(LocalDate from, LocalDate to) {
    return sums.between(from, to);
  }

  /** Nobody else can reach this store: its one node holds everything. */
  @Override
  public Leases leases() {
    return ALONE;
  }

  @Override
  public SharedSettings shared() {
    return settings;
  }

  @Override
  public DurationBook durations() {
    return durations;
  }

  /** Forgets nothing: whoever holds the store may still read it. */
  @Override
  public void close() {}

  private void put(TaskRecord record) {
    Task task = record.task();
    TaskRecord before = records.put(task.id(), record);
    if (before == null) {
      newest.add(Age.of(record));
    }
    if (task.status().isFinal()) {
      finishes.ended(task.id());
    }
    if (task.attempts().stream().anyMatch(Attempt::isUnresolved)) {
      unresolved.put(task.id(), record);
    } else {
      unresolved.remove(task.id());
    }
    Optional<HostTask> stood = before == null ? Optional.empty() : before.task().hostTask();
    if (!stood.equals(task.hostTask())) {
      stood.ifPresent(hostTask -> unlink(hostTask, task.id()));
      task.hostTask()
          .ifPresent(
              hostTask -> hostTasks.merge(hostTask, List.of(task.id()), MemoryTaskStore::together));
    }
    if (task.status().isFinal() || task.status() == TaskStatus.NEEDS_MODAL) {
      resting.add(new Rest(task.id(), record.version(), time.nanoTime()));
    }
  }

  private int forgetOld(int most) {
    int forgotten = 0;
    Rest oldest = resting.peek();
    while (forgotten < most
        && oldest != null
        && time.nanoTime() - oldest.since() >= NANOSECONDS.convert(retention)) {
      resting.remove();
      forgotten += forget(oldest) ? 1 : 0;
      oldest = resting.peek();
    }
    return forgotten;
  }

  /** Room for one more; an unanswered window is not given up for it. */
  private boolean forgetOneEnded() {
    for (var each = resting.iterator(); each.hasNext(); ) {
      Rest rest = each.next();
      TaskRecord record = records.get(rest.id());
      if (record == null || record.version() != rest.version()) {
        each.remove();
      } else if (record.task().status().isFinal()) {
        each.remove();
        forget(rest);
        return true;
      }
    }
    return false;
  }

  private boolean forget(Rest rest) {
    TaskRecord record = records.get(rest.id());
    if (record == null || record.version() != rest.version()) {
      return false;
    }
    Task task = record.task();
    records.remove(task.id());
    newest.remove(Age.of(record));
    unresolved.remove(task.id());
    Reference.of(task).ifPresent(held -> references.remove(held, task.id()));
    task.hostTask().ifPresent(hostTask -> unlink(hostTask, task.id()));
    finishes.forget(task.id());
    return true;
  }

  private static List<TaskId> together(List<TaskId> some, List<TaskId> more) {
    return some.containsAll(more)
        ? some
        : Stream.concat(some.stream(), more.stream()).sorted().toList();
  }

  private void unlink(HostTask hostTask, TaskId id) {
    hostTasks.computeIfPresent(hostTask, (any, ids) -> without(ids, id));
  }

  private static @Nullable List<TaskId> without(List<TaskId> ids, TaskId id) {
    List<TaskId> left = ids.stream().filter(each -> !each.equals(id)).toList();
    return left.isEmpty() ? null : left;
  }
}
