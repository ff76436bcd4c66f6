package io.mjrouter;

import static java.util.Objects.requireNonNull;

import io.mjrouter.spi.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How pictures are fetched and kept: {@code midjourney.images}.
 *
 * @param maxSize the most bytes of one picture or video; what is larger is given up
 * @param keep the directory where each finished picture is kept; hosts' links live for a day or so
 * @param retention how long it is kept there
 */
public record ImageSettings(long maxSize, Optional<Path> keep, Duration retention) {

  private static final ImageSettings DEFAULTS =
      new ImageSettings(32L << 20, Optional.empty(), Duration.ofDays(30));

  public ImageSettings {
    requireNonNull(keep, "keep");
    requireNonNull(retention, "retention");
  }

  public static ImageSettings defaults() {
    return DEFAULTS;
  }

  public ImageSettings withMaxSize(long maxSize) {
    return new ImageSettings(maxSize, keep, retention);
  }

  public ImageSettings withKeep(Path directory) {
    return new ImageSettings(maxSize, Optional.of(directory), retention);
  }

  public ImageSettings withRetention(Duration retention) {
    return new ImageSettings(maxSize, keep, retention);
  }

  /** Makes the directory, if there is none: better known at start than at the first picture. */
  void validate(Problems problems, boolean sink) {
    if (maxSize < 1) {
      problems.add("max-size", maxSize + " (expected: 1 byte or more)");
    }
    if (retention.isNegative() || retention.isZero()) {
      problems.add("retention", retention + " (expected: more than nothing)");
    }
    if (keep.isPresent() && sink) {
      problems.add("keep", "a directory beside an image sink (expected: one of them)");
    } else if (keep.isPresent() && !isUsable(keep.get())) {
      problems.add(
          "keep", "'" + keep.get() + "' (expected: a directory that can be made and written)");
    }
  }

  private static boolean isUsable(Path directory) {
    try {
      return Files.isWritable(Files.createDirectories(directory));
    } catch (IOException e) {
      return false;
    }
  }
}
