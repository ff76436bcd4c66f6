package io.mjrouter;

import io.mjrouter.error.StoreException;
import io.mjrouter.model.HostTask;
import io.mjrouter.model.TaskId;
import io.mjrouter.store.Claim;
import io.mjrouter.store.DurationBook;
import io.mjrouter.store.Finishes;
import io.mjrouter.store.Lately;
import io.mjrouter.store.Leases;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.store.Shards;
import io.mjrouter.store.SharedSettings;
import io.mjrouter.store.SpendBook;
import io.mjrouter.store.TaskFilter;
import io.mjrouter.store.TaskPage;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.TaskStore;
import io.mjrouter.store.Write;
import io.mjrouter.store.Written;
import io.mjrouter.testing.FakeTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A memory store that does something before or after it writes: fail, wait, or meet somebody. */
final class HookedStore implements TaskStore {

  private volatile TaskStore sound = new MemoryTaskStore(FakeTime.create());
  private volatile Consumer<TaskRecord> beforeClaim = record -> {};
  private volatile Consumer<TaskRecord> afterClaim = record -> {};
  private volatile Consumer<TaskRecord> beforeWrite = record -> {};
  private volatile Consumer<TaskRecord> afterWrite = record -> {};
  private volatile Runnable beforeDurations = () -> {};
  private volatile Runnable beforeShared = () -> {};
  private volatile Runnable beforeFind = () -> {};
  private volatile Runnable beforeOpen = () -> {};
  private volatile boolean slow;
  private volatile Runnable slowWrite = () -> {};

  void beforeClaim(Consumer<TaskRecord> what) {
    beforeClaim = what;
  }

  void afterClaim(Consumer<TaskRecord> what) {
    afterClaim = what;
  }

  void beforeWrite(Consumer<TaskRecord> what) {
    beforeWrite = what;
  }

  /** It is back from a backup that knows nothing. */
  void lose() {
    sound = new MemoryTaskStore(FakeTime.create());
  }

  void afterWrite(Consumer<TaskRecord> what) {
    afterWrite = what;
  }

  void beforeFind(Runnable what) {
    beforeFind = what;
  }

  void beforeOpen(Runnable what) {
    beforeOpen = what;
  }

  /** The next write is given up by whoever asked for it, and not yet made. */
  void isSlow() {
    slow = true;
  }

  /** Makes the write that was given up. */
  void catchesUp() {
    slowWrite.run();
  }

  void beforeShared(Runnable what) {
    beforeShared = what;
  }

  void beforeDurations(Runnable what) {
    beforeDurations = what;
  }

  @Override
  public Claim claim(Write write) {
    giveUpIfSlow(() -> sound.claim(write));
    beforeClaim.accept(write.record());
    Claim claim = sound.claim(write);
    afterClaim.accept(write.record());
    return claim;
  }

  private void giveUpIfSlow(Runnable write) {
    if (slow) {
      slow = false;
      slowWrite = write;
      throw new StoreException("whether a write took place is unknown", null);
    }
  }

  @Override
  public Written write(Write write) {
    giveUpIfSlow(() -> sound.write(write));
    beforeWrite.accept(write.record());
    Written written = sound.write(write);
    afterWrite.accept(write.record());
    return written;
  }

  @Override
  public Optional<TaskRecord> find(TaskId id) {
    beforeFind.run();
    return sound.find(id);
  }

  @Override
  public Optional<TaskRecord> findReference(String caller, String reference) {
    return sound.findReference(caller, reference);
  }

  @Override
  public List<TaskRecord> findHostTask(HostTask hostTask) {
    return sound.findHostTask(hostTask);
  }

  @Override
  public List<TaskRecord> newer(Map<TaskId, Long> known) {
    return sound.newer(known);
  }

  @Override
  public TaskPage newest(TaskFilter filter, Optional<TaskId> after, int limit) {
    return sound.newest(filter, after, limit);
  }

  @Override
  public List<TaskRecord> open(Shards shards, Optional<TaskId> after, int limit) {
    beforeOpen.run();
    return sound.open(shards, after, limit);
  }

  @Override
  public List<TaskRecord> unresolved(Optional<TaskId> after, int limit) {
    return sound.unresolved(after, limit);
  }

  @Override
  public Lately lately(Shards shards, long cursor) {
    return sound.lately(shards, cursor);
  }

  @Override
  public int forget(int most) {
    return sound.forget(most);
  }

  @Override
  public Finishes finishes() {
    return sound.finishes();
  }

  @Override
  public SpendBook spend() {
    return sound.spend();
  }

  @Override
  public Leases leases() {
    return sound.leases();
  }

  @Override
  public SharedSettings shared() {
    beforeShared.run();
    return sound.shared();
  }

  @Override
  public DurationBook durations() {
    beforeDurations.run();
    return sound.durations();
  }

  @Override
  public void close() {
    sound.close();
  }
}
