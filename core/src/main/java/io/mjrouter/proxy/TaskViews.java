package io.mjrouter.proxy;

import io.mjrouter.model.TaskId;
import io.mjrouter.model.TimeSource;
import io.mjrouter.store.ShortMemory;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.TaskStore;
import io.mjrouter.wire.write.AnswerStyle;
import io.mjrouter.wire.write.AnswerWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * Tasks as JSON, each drawn once for each version of its record.
 *
 * <p>What is stored here is seen at once. What another node stored is seen {@value #FRESH_MILLIS}
 * ms later at most: however many ask, the store is asked no more often. A task that it has
 * forgotten may be shown for some minutes more. Safe for use by many threads.
 */
final class TaskViews {

  private static final long MOST_BYTES = 64 << 20;
  private static final int OVERHEAD = 300;
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private static final long NONE = -1;
  private static final long FRESH_MILLIS = 200;
  private static final int STRIPES = 1_024;

  private final TaskStore store;
  private final TimeSource time;
  private final AtomicIntegerArray changes = new AtomicIntegerArray(STRIPES);
  private final AnswerWriter writer = new AnswerWriter(AnswerStyle.full());
  private final ShortMemory<View> views;

  TaskViews(TaskStore store, TimeSource time) {
    this.store = store;
    this.time = time;
    views = ShortMemory.bounded(time, LONGEST, MOST_BYTES, view -> view.json.length + OVERHEAD);
  }

  /** A record was stored here. */
  void changed(TaskRecord record) {
    changes.incrementAndGet(stripe(record.id()));
    views.drop(record.id());
  }

  private static int stripe(TaskId id) {
    return Math.floorMod(id.hashCode(), STRIPES);
  }

  /** One task at one version. */
  private static final class View {
    private volatile long looked;
    private final long version;
    private final long order;
    private final String caller;
    private final String base;
    private final byte[] json;

    View(TaskRecord record, String base, byte[] json, long looked) {
      this.looked = looked;
      this.version = record.version();
      this.order = record.order();
      this.caller = record.task().caller();
      this.base = base;
      this.json = json;
    }

    boolean isFor(Client client) {
      return client.name().isEmpty() || client.name().equals(caller);
    }
  }

  /** The JSON of a client's task, not to be changed; empty where it is not there for it. */
  Optional<byte[]> find(TaskId id, Client client, String base) {
    View view = known(id, base);
    long now = time.nanoTime();
    if (view == null || !isFresh(view, now)) {
      view = looked(List.of(id), base, now).get(id);
    }
    return view != null && view.isFor(client) ? Optional.of(view.json) : Optional.empty();
  }

  /** The same for many, in the order of their ids. */
  List<byte[]> find(Collection<TaskId> ids, Client client, String base) {
    Map<TaskId, View> found = looked(ids, base, time.nanoTime());
    List<byte[]> all = new ArrayList<>(found.size());
    for (TaskId id : ids) {
      View view = found.get(id);
      if (view != null && view.isFor(client)) {
        all.add(view.json);
      }
    }
    return all;
  }

  private Map<TaskId, View> looked(Collection<TaskId> ids, String base, long now) {
    Map<TaskId, View> found = new HashMap<>();
    Map<TaskId, Long> versions = new HashMap<>();
    Map<TaskId, Integer> before = new HashMap<>();
    for (TaskId id : ids) {
      before.put(id, changes.get(stripe(id)));
      View view = known(id, base);
      if (view != null) {
        found.put(id, view);
      }
      if (view == null || !isFresh(view, now)) {
        versions.put(id, view == null ? NONE : view.version);
      }
    }
    for (TaskRecord newer : store.newer(versions)) {
      View view = draw(newer, base, now);
      found.put(newer.id(), view);
      keep(newer.id(), view, before.getOrDefault(newer.id(), 0));
    }
    versions.keySet().forEach(id -> note(found.get(id), now));
    return found;
  }

  private static void note(@Nullable View view, long now) {
    if (view != null) {
      view.looked = now;
    }
  }

  /** One that was overtaken while it was read is not kept. */
  private void keep(TaskId id, View view, int before) {
    views.put(id, view);
    if (changes.get(stripe(id)) != before) {
      views.drop(id);
    }
  }

  private static boolean isFresh(View view, long now) {
    return now - view.looked < FRESH_MILLIS * 1_000_000;
  }

  /** The JSON of a record that was read just now. */
  byte[] json(TaskRecord record, String base) {
    View view = known(record.id(), base);
    return view != null && view.order == record.order() ? view.json : draw(record, base, 0).json;
  }

  private @Nullable View known(TaskId id, String base) {
    return views.find(id).filter(view -> view.base.equals(base)).orElse(null);
  }

  private View draw(TaskRecord record, String base, long now) {
    return new View(record, base, writer.task(TaskFace.of(record.task(), base)), now);
  }
}
