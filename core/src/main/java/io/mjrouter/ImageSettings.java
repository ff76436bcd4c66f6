package io.mjrouter;

import io.mjrouter.spi.Problems;

/**
 * How pictures are fetched: {@code midjourney.images}.
 *
 * @param maxSize the most bytes of one picture or video; what is larger is given up
 */
public record ImageSettings(long maxSize) {

  private static final ImageSettings DEFAULTS = new ImageSettings(32L << 20);

  public static ImageSettings defaults() {
    return DEFAULTS;
  }

  void validate(Problems problems) {
    if (maxSize < 1) {
      problems.add("max-size", maxSize + " (expected: 1 byte or more)");
    }
  }
}
