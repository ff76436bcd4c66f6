package io.mjrouter.task;

import static java.util.Objects.requireNonNull;

import io.mjrouter.model.Action;
import io.mjrouter.model.Mode;
import java.time.Duration;

/**
 * When to look at a task again: seldom before it is likely to finish, most often when that begins,
 * then ever less. Pure.
 *
 * @param settings the limits
 */
record PollPlan(PollSettings settings) {

  PollPlan {
    requireNonNull(settings, "settings");
  }

  /** The time from now to the next look at a task that was taken this long ago. */
  Duration next(Action action, Mode mode, Duration age) {
    Duration left = likelyStart(action, mode).minus(age);
    return within(left.isNegative() ? left.negated().dividedBy(10) : left.dividedBy(2));
  }

  /** The time to the next look after so many that failed in a row. */
  Duration afterFailures(int failures) {
    return within(settings.min().multipliedBy(1L << Math.min(failures, 10)));
  }

  private Duration within(Duration wanted) {
    if (wanted.compareTo(settings.min()) < 0) {
      return settings.min();
    }
    return wanted.compareTo(settings.max()) > 0 ? settings.max() : wanted;
  }

  /** When the first pictures of that kind are done at a host that is idle. */
  private static Duration likelyStart(Action action, Mode mode) {
    return switch (action) {
      case UPSCALE, DESCRIBE, SHORTEN, UPLOAD, PICK_PROMPT, OTHER, CUSTOM_ZOOM, INPAINT ->
          Duration.ofSeconds(4);
      case IMAGINE, VARIATION, REROLL, ZOOM, PAN, MODAL, BLEND, VIDEO, EDITS, SWAP_FACE ->
          switch (mode) {
            case TURBO -> Duration.ofSeconds(12);
            case FAST -> Duration.ofSeconds(24);
            case RELAX -> Duration.ofSeconds(48);
          };
    };
  }
}
