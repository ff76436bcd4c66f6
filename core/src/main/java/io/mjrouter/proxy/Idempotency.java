package io.mjrouter.proxy;

import com.google.common.hash.Hashing;
import io.mjrouter.model.Task;
import io.mjrouter.model.TimeSource;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.TaskStore;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code Idempotency-Key} promises: for a day, the same key with the same body is the same
 * task, bought once; with another body it is refused. A submission that was refused frees its key.
 * The answer to a window makes no task: its key counts for that window.
 */
final class Idempotency {

  private static final Duration KEPT = Duration.ofHours(24);
  private static final int LONGEST = 200;
  private static final String MADE_BY = "mjr.body";
  private static final String ANSWERED_BY = "mjr.answer";

  private final TaskStore store;
  private final TimeSource time;

  Idempotency(TaskStore store, TimeSource time) {
    this.store = store;
    this.time = time;
  }

  /**
   * What one request promises.
   *
   * @param reference under which its task is recorded
   * @param body tells its body from others
   * @param answers whether a window is answered
   */
  record Promise(String reference, String body, boolean answers) {

    /** Marks the task as asked for, or answered, under this key with this body. */
    void mark(Map<String, String> tags) {
      tags.put(answers ? ANSWERED_BY : MADE_BY, answers ? body + " " + reference : body);
    }

    /** Refuses if the task was asked for, or answered, under this key with another body. */
    void check(Task task) {
      String made = task.tags().get(MADE_BY);
      boolean madeHere = made != null && task.reference().equals(Optional.of(reference));
      String answered = task.tags().get(ANSWERED_BY);
      boolean answeredHere = answered != null && answered.endsWith(" " + reference);
      if ((madeHere && !body.equals(made))
          || (answeredHere && !(body + " " + reference).equals(answered))) {
        throw reused();
      }
    }
  }

  /** The promise of a request; empty where its header is not there. */
  Optional<Promise> of(@Nullable String header, Client client, Target target, byte[] body) {
    if (header == null) {
      return Optional.empty();
    }
    String key = header.trim();
    if (key.isEmpty() || key.length() > LONGEST || key.chars().anyMatch(c -> c < ' ' || c > '~')) {
      throw Refusal.invalid("Idempotency-Key: (expected: 1 to " + LONGEST + " visible characters)");
    }
    String digest =
        Hashing.sha256()
            .newHasher()
            .putUnencodedChars(target.name())
            .putByte((byte) 0)
            .putBytes(body)
            .hash()
            .toString();
    Promise promise = new Promise(free(client, key), digest, target.name().equals("submit/modal"));
    store
        .findReference(client.name(), promise.reference())
        .map(TaskRecord::task)
        .ifPresent(promise::check);
    return Optional.of(promise);
  }

  /** A key may be used again after its day, though the task of then is kept for longer. */
  private String free(Client client, String key) {
    for (int day = 0; ; day++) {
      String reference = "idempotency-key " + day + " " + key;
      Optional<TaskRecord> holder = store.findReference(client.name(), reference);
      if (holder.isEmpty() || !isOver(holder.get().task())) {
        return reference;
      }
    }
  }

  private boolean isOver(Task task) {
    return Duration.between(task.created(), time.now()).compareTo(KEPT) >= 0;
  }

  static Refusal reused() {
    return Refusal.of(422, Refusal.INVALID, "Idempotency-Key: used for another request");
  }
}
