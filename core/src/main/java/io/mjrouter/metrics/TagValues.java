package io.mjrouter.metrics;

import static java.util.Objects.requireNonNullElse;

import io.mjrouter.event.MjProbe;
import io.mjrouter.model.Action;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.Mode;
import io.mjrouter.model.RouteStatus;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.spi.NotSentReason;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.UnknownReason;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The closed sets that tag values come from, but for the configured providers. */
final class TagValues {

  /** Whatever is in no closed set. */
  static final String OTHER = "other";

  /** No host was asked. */
  static final String NONE = "none";

  private static final Map<Enum<?>, String> KEYS = new HashMap<>();
  private static final Map<String, String> REASONS = new HashMap<>();

  static {
    Stream.<Enum<?>[]>of(
            Action.values(),
            Mode.values(),
            TaskStatus.values(),
            Attempt.State.values(),
            ChargeState.values(),
            RouteStatus.values(),
            MjProbe.HookReceived.values(),
            MjProbe.HookSent.values())
        .flatMap(Stream::of)
        .forEach(constant -> KEYS.put(constant, spelled(constant.name())));
    Stream.<Enum<?>[]>of(
            RejectReason.values(),
            NotSentReason.values(),
            UnknownReason.values(),
            FailureReason.values())
        .flatMap(Stream::of)
        .forEach(constant -> REASONS.put(constant.name(), spelled(constant.name())));
  }

  private TagValues() {}

  static String of(Enum<?> constant) {
    return requireNonNullElse(KEYS.get(constant), OTHER);
  }

  /** Why an attempt came to nothing, or died at the host that took it; text in its record. */
  static String reason(String name) {
    return requireNonNullElse(REASONS.get(name), OTHER);
  }

  private static String spelled(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
