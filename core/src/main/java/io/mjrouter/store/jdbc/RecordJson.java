package io.mjrouter.store.jdbc;

import io.mjrouter.model.Submission;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.TaskId;
import io.mjrouter.store.TaskRecord;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A record as it is stored. Members that are empty are left out; those of a later version are
 * passed over.
 */
record RecordJson(
    TaskJson task,
    OptionsJson options,
    @Nullable SubmissionJson submission,
    @Nullable String digest,
    boolean shared,
    @Nullable String answer,
    boolean lateTold) {

  static RecordJson of(TaskRecord it) {
    return new RecordJson(
        TaskJson.of(it.task()),
        OptionsJson.of(it.options()),
        it.submission().map(SubmissionJson::of).orElse(null),
        it.digest(),
        it.shared(),
        it.answer().orElse(null),
        it.lateTold());
  }

  /**
   * The record that was stored.
   *
   * @param contents the pictures given by content, by their digests
   */
  TaskRecord toModel(TaskId id, long version, Function<String, String> contents) {
    SubmitOptions settings = options.toModel();
    Submission asked = submission == null ? null : submission.toModel(contents);
    return TaskRecord.builder(task.toModel(id, settings), settings, text(digest))
        .version(version)
        .submission(asked)
        .shared(shared)
        .answer(answer)
        .lateTold(lateTold)
        .build();
  }

  static String text(@Nullable String stored) {
    return stored == null ? "" : stored;
  }

  static <T> List<T> list(@Nullable List<T> stored) {
    return stored == null ? List.of() : stored;
  }

  static <K, V extends @Nullable Object> Map<K, V> map(@Nullable Map<K, V> stored) {
    return stored == null ? Map.of() : stored;
  }
}
