package io.mjrouter;

import io.mjrouter.model.HostTask;
import io.mjrouter.model.TaskId;
import io.mjrouter.store.Claim;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.TaskStore;
import io.mjrouter.testing.FakeTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A memory store that does something before it writes: fail, wait, or meet somebody. */
final class HookedStore implements TaskStore {

  private final TaskStore sound = new MemoryTaskStore(FakeTime.create());
  private volatile Consumer<TaskRecord> beforeClaim = record -> {};
  private volatile Consumer<TaskRecord> beforeReplace = record -> {};

  void beforeClaim(Consumer<TaskRecord> what) {
    beforeClaim = what;
  }

  void beforeReplace(Consumer<TaskRecord> what) {
    beforeReplace = what;
  }

  @Override
  public Claim claim(TaskRecord record) {
    beforeClaim.accept(record);
    return sound.claim(record);
  }

  @Override
  public Optional<TaskRecord> replace(TaskRecord record) {
    beforeReplace.accept(record);
    return sound.replace(record);
  }

  @Override
  public Optional<TaskRecord> find(TaskId id) {
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
  public Optional<TaskRecord> findToken(String token) {
    return sound.findToken(token);
  }

  @Override
  public List<TaskRecord> open(Optional<TaskId> after, int limit) {
    return sound.open(after, limit);
  }

  @Override
  public void close() {
    sound.close();
  }
}
