package io.mjrouter.proxy;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import io.mjrouter.model.TaskId;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.wire.write.AnswerStyle;
import io.mjrouter.wire.write.AnswerWriter;

/** Tasks as JSON, each drawn once for each version of its record. Safe for use by many threads. */
final class TaskViews {

  private static final long MOST_BYTES = 64 << 20;
  private static final int OVERHEAD = 200;

  private final AnswerWriter writer = new AnswerWriter(AnswerStyle.full());
  private final Cache<TaskId, View> views =
      CacheBuilder.newBuilder()
          .maximumWeight(MOST_BYTES)
          .weigher((TaskId id, View view) -> view.json.length + OVERHEAD)
          .build();

  /** One task at one version. */
  private static final class View {
    private final long version;
    private final String base;
    private final byte[] json;

    View(long version, String base, byte[] json) {
      this.version = version;
      this.base = base;
      this.json = json;
    }
  }

  /** The JSON of a task; not to be changed. */
  byte[] json(TaskRecord record, String base) {
    View view = views.getIfPresent(record.id());
    if (view == null || view.version != record.version() || !view.base.equals(base)) {
      view = new View(record.version(), base, writer.task(TaskFace.of(record.task(), base)));
      views.put(record.id(), view);
    }
    return view.json;
  }
}
