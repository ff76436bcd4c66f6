package io.mjrouter.task;

import io.mjrouter.model.HostStatus;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.Mode;
import io.mjrouter.model.PriceList;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.MediaStream;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.ProviderInfo;
import io.mjrouter.spi.Reading;
import io.mjrouter.spi.SubmitAttempt;
import io.mjrouter.spi.SubmitOutcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A host that is only read: every task waits in it until a test shows something else, and it counts
 * its calls. Not safe for use by several threads.
 */
final class PlainHost implements MjProvider {

  private final ProviderId id;
  private final ProviderInfo info;
  private final Map<String, List<TaskSnapshot>> rows = new HashMap<>();
  private final List<List<String>> reads = new ArrayList<>();

  private PlainHost(String name, Set<Capability> capabilities) {
    id = ProviderId.of(name);
    info =
        new ProviderInfo(
            "plain",
            EnumSet.allOf(Mode.class),
            capabilities,
            PriceList.builder().build(),
            false,
            false);
  }

  static PlainHost oneByOne() {
    return new PlainHost("single", EnumSet.of(Capability.IMAGINE));
  }

  static PlainHost batching() {
    return new PlainHost("batching", EnumSet.of(Capability.IMAGINE, Capability.BATCH_FETCH));
  }

  /** Shows a task, in one row or more of its lists. */
  void shows(String hostTaskId, TaskSnapshot... views) {
    rows.put(hostTaskId, List.of(views));
  }

  void finishes(String hostTaskId) {
    shows(hostTaskId, TrackerRig.done(hostTaskId));
  }

  void runs(String hostTaskId, int progress) {
    shows(hostTaskId, TrackerRig.running(hostTaskId, progress));
  }

  void forgets(String hostTaskId) {
    shows(hostTaskId);
  }

  /** The ids of each call, in order. */
  List<List<String>> reads() {
    return reads;
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
    reads.add(List.of(hostTaskId));
    return rows(hostTaskId).stream()
        .filter(row -> row.id().equals(hostTaskId))
        .findFirst()
        .map(Reading::found)
        .orElseGet(Reading::absent);
  }

  @Override
  public Reading<List<TaskSnapshot>> fetchAll(Collection<String> hostTaskIds) {
    reads.add(List.copyOf(hostTaskIds));
    return Reading.found(hostTaskIds.stream().flatMap(task -> rows(task).stream()).toList());
  }

  private List<TaskSnapshot> rows(String hostTaskId) {
    List<TaskSnapshot> shown = rows.get(hostTaskId);
    return shown == null
        ? List.of(TaskSnapshot.builder(hostTaskId, HostStatus.SUBMITTED).build())
        : shown;
  }

  @Override
  public SubmitOutcome submit(SubmitAttempt attempt) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Reading<MediaStream> open(MediaLink link, long maxBytes) {
    return Reading.absent();
  }

  @Override
  public void close() {}
}
