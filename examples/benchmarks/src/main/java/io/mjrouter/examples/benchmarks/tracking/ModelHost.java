package io.mjrouter.examples.benchmarks.tracking;

import io.mjrouter.model.MediaLink;
import io.mjrouter.model.Mode;
import io.mjrouter.model.PriceList;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.model.TimeSource;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.MediaStream;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.ProviderInfo;
import io.mjrouter.spi.Reading;
import io.mjrouter.spi.SubmitAttempt;
import io.mjrouter.spi.SubmitOutcome;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A host in this process that is only read, and keeps books on it. Safe for use by many threads.
 */
final class ModelHost implements MjProvider {

  private final ProviderId id;
  private final ProviderInfo info;
  private final TimeSource time;
  private final boolean tellsProgress;
  private final Book book;
  private final Map<String, ModelTask> tasks = new ConcurrentHashMap<>();
  private final AtomicLong second = new AtomicLong();
  private final AtomicLong inSecond = new AtomicLong();
  private final AtomicLong most = new AtomicLong();

  ModelHost(String name, boolean lists, boolean tellsProgress, TimeSource time, Book book) {
    id = ProviderId.of(name);
    Set<Capability> can = EnumSet.of(Capability.IMAGINE);
    if (lists) {
      can.add(Capability.BATCH_FETCH);
    }
    info =
        new ProviderInfo(
            "model", EnumSet.of(Mode.FAST), can, PriceList.builder().build(), false, false);
    this.time = time;
    this.tellsProgress = tellsProgress;
    this.book = book;
  }

  void take(ModelTask task) {
    tasks.put(task.id(), task);
  }

  /** The most calls that came in one second. */
  long most() {
    return most.get();
  }

  @Override
  public ProviderId id() {
    return id;
  }

  @Override
  public ProviderInfo info() {
    return info;
  }

  @Override
  public Reading<TaskSnapshot> fetch(String hostTaskId) {
    called(1);
    return look(hostTaskId).map(Reading::found).orElseGet(Reading::absent);
  }

  @Override
  public Reading<List<TaskSnapshot>> fetchAll(Collection<String> hostTaskIds) {
    called(hostTaskIds.size());
    return Reading.found(hostTaskIds.stream().flatMap(task -> look(task).stream()).toList());
  }

  private void called(int looks) {
    book.called(looks);
    long now = time.nanoTime() / 1_000_000_000;
    if (second.getAndSet(now) != now) {
      inSecond.set(0);
    }
    most.accumulateAndGet(inSecond.incrementAndGet(), Math::max);
  }

  private Optional<TaskSnapshot> look(String hostTaskId) {
    ModelTask task = tasks.get(hostTaskId);
    if (task == null) {
      return Optional.empty();
    }
    long now = time.nanoTime();
    if (now >= task.ends()) {
      tasks.remove(hostTaskId);
      book.seenDone(task, (now - task.ends()) / 1e9);
    }
    return Optional.of(task.look(now, tellsProgress));
  }

  @Override
  public SubmitOutcome submit(SubmitAttempt attempt) {
    throw new UnsupportedOperationException("this host is only read");
  }

  @Override
  public Reading<MediaStream> open(MediaLink link, long maxBytes) {
    return Reading.absent();
  }

  @Override
  public void close() {}
}
