package io.mjrouter.task;

import io.mjrouter.model.Action;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.TaskSnapshot;

/** Whether a host that says success also shows what was made. */
enum Finish {
  /** Not a success, or one with everything. */
  COMPLETE,
  /** A success without a picture. */
  LACKS_IMAGE,
  /** A success without the videos, which some hosts fill in a little later. */
  LACKS_VIDEO;

  static Finish of(Action action, TaskSnapshot seen) {
    if (seen.status() != HostStatus.SUCCESS) {
      return COMPLETE;
    }
    return switch (action) {
      case DESCRIBE, SHORTEN, UPLOAD, OTHER -> COMPLETE;
      case VIDEO -> hasVideo(seen) ? COMPLETE : LACKS_VIDEO;
      default -> seen.images().isEmpty() && !hasVideo(seen) ? LACKS_IMAGE : COMPLETE;
    };
  }

  private static boolean hasVideo(TaskSnapshot seen) {
    return !seen.videos().isEmpty()
        || seen.images().stream().anyMatch(link -> link.kind() == MediaLink.Kind.VIDEO);
  }
}
