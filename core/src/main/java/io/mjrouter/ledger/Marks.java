package io.mjrouter.ledger;

import io.mjrouter.model.TaskSnapshot;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What we gave a host to mark a task with, and what nobody else is to see: token and address. */
final class Marks {

  private static final String HOOK = "notifyHook";

  private Marks() {}

  /** What a host shows of a task, without our marks. */
  static TaskSnapshot without(TaskSnapshot seen) {
    boolean marked =
        Token.isOurs(seen.state())
            || seen.properties().containsKey(HOOK)
            || seen.extra().containsKey(HOOK);
    return marked
        ? seen.toBuilder()
            .state(Token.isOurs(seen.state()) ? "" : seen.state())
            .properties(withoutHook(seen.properties()))
            .extra(withoutHook(seen.extra()))
            .build()
        : seen;
  }

  private static Map<String, @Nullable Object> withoutHook(Map<String, @Nullable Object> members) {
    Map<String, @Nullable Object> left = new LinkedHashMap<>(members);
    left.remove(HOOK);
    return left;
  }
}
