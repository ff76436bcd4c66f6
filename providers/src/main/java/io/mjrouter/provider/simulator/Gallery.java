package io.mjrouter.provider.simulator;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import java.awt.image.BufferedImage;
import java.util.concurrent.ExecutionException;

/** Paints what is asked for, and keeps the last few files. Safe for use by many threads. */
final class Gallery {

  private static final long KEPT_BYTES = 24L << 20;
  private static final int FINISHED = 100;

  private final Cache<String, Media> kept =
      CacheBuilder.newBuilder()
          .maximumWeight(KEPT_BYTES)
          .weigher((String name, Media media) -> media.bytes().length)
          .concurrencyLevel(1)
          .build();

  private final int coarseness;

  /** Paints with so many times fewer pixels a side than a task's size says. */
  Gallery(int coarseness) {
    this.coarseness = coarseness;
  }

  /**
   * Paints a task's file.
   *
   * @param percent how much of it is done
   */
  Media show(String taskId, Artwork artwork, int percent) {
    try {
      return kept.get(taskId + "@" + percent, () -> paint(artwork, percent));
    } catch (ExecutionException e) {
      throw new IllegalStateException("a picture could not be painted", e);
    }
  }

  private Media paint(Artwork artwork, int percent) {
    if (artwork.stage() == Stage.VIDEO_FILE) {
      return new Media("video/mp4", MotionJpeg.film(artwork.pictures().get(0), coarseness));
    }
    int width = artwork.width() / coarseness;
    int height = artwork.height() / coarseness;
    BufferedImage image =
        percent < FINISHED
            ? Painter.preview(artwork.pictures(), width / 2, height / 2, percent)
            : Painter.paint(artwork.pictures(), width, height);
    return new Media("image/png", Photos.png(image));
  }
}
