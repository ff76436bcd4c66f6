package io.mjrouter.store.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import io.mjrouter.model.HostTask;
import io.mjrouter.model.Task;
import java.util.Base64;
import java.util.Optional;

/**
 * Texts of any length as keys of 43 letters, or as numbers, which no collation changes and no index
 * finds too long.
 */
final class Keys {

  private static final Base64.Encoder LETTERS = Base64.getUrlEncoder().withoutPadding();

  private Keys() {}

  static String reference(String caller, String reference) {
    return of(caller + '\0' + reference);
  }

  /** The key that a task holds, if any. */
  static Optional<String> reference(Task task) {
    return task.reference().map(reference -> reference(task.caller(), reference));
  }

  /** A number that few others have: an index of it is small, and written with every task. */
  static long hostTask(HostTask hostTask) {
    return hash(hostTask.provider().name() + '\0' + hostTask.id()).asLong();
  }

  static String content(String dataUri) {
    return of(dataUri);
  }

  private static String of(String text) {
    return LETTERS.encodeToString(hash(text).asBytes());
  }

  private static HashCode hash(String text) {
    return Hashing.sha256().hashString(text, UTF_8);
  }
}
