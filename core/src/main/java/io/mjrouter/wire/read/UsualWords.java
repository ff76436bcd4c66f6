package io.mjrouter.wire.read;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What hosts say again and again and was found safe as it is: so it need not be looked through
 * anew, and is kept once, however many tasks it is kept with.
 *
 * <p>A few short texts; of two that want the same place the last has it. Safe for use by many
 * threads.
 */
final class UsualWords {

  private static final int PLACES = 64;
  private static final int LONGEST = 100;

  private final AtomicReferenceArray<@Nullable String> words = new AtomicReferenceArray<>(PLACES);

  /** The same text, if it is known to be safe. */
  Optional<String> find(String text) {
    String known = isShort(text) ? words.get(place(text)) : null;
    return Optional.ofNullable(known).filter(text::equals);
  }

  /** Keeps a text for the next who asks, unless it is long. */
  void add(String safe) {
    if (isShort(safe)) {
      words.set(place(safe), safe);
    }
  }

  private static boolean isShort(String text) {
    return text.length() <= LONGEST;
  }

  private static int place(String text) {
    int hash = text.hashCode();
    return (hash ^ (hash >>> 16)) & (PLACES - 1);
  }
}
