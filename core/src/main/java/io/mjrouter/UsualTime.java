package io.mjrouter;

import io.mjrouter.model.Action;
import io.mjrouter.model.Mode;
import java.time.Duration;

/** How long things usually take at an idle host: a rule of thumb. */
final class UsualTime {

  private UsualTime() {}

  static Duration of(Action action, Mode mode) {
    return switch (action) {
      case UPLOAD, CUSTOM_ZOOM, INPAINT, OTHER -> Duration.ofSeconds(5);
      case UPSCALE, DESCRIBE, SHORTEN, PICK_PROMPT -> Duration.ofSeconds(15);
      case IMAGINE, VARIATION, REROLL, ZOOM, PAN, MODAL, BLEND, EDITS, SWAP_FACE -> drawing(mode);
      case VIDEO -> drawing(mode).multipliedBy(3);
    };
  }

  private static Duration drawing(Mode mode) {
    return switch (mode) {
      case TURBO -> Duration.ofSeconds(30);
      case FAST -> Duration.ofSeconds(60);
      case RELAX -> Duration.ofMinutes(4);
    };
  }
}
