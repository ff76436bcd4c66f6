package io.mjrouter;

import io.mjrouter.model.TimeSource;
import io.mjrouter.spi.ImageSink;
import io.mjrouter.submit.Roster;
import io.mjrouter.task.Keeper;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * How a router comes by pictures, and what it does with those of tasks that ended.
 *
 * @param media fetches them, from where they are kept or from their hosts
 * @param keeper keeps them, where that is configured
 * @param sweeper deletes those that were kept for long enough; called again and again
 */
record Pictures(Media media, Keeper keeper, Runnable sweeper) {

  /**
   * As configured.
   *
   * @param sink keeps them in place of the configured directory; null: the directory, if any
   */
  static Pictures of(
      ImageSettings images,
      @Nullable ImageSink sink,
      Roster roster,
      Renewal renewal,
      TimeSource time,
      Executor calls) {
    ImageDirectory directory =
        images.keep().map(at -> new ImageDirectory(at, images.retention(), time)).orElse(null);
    ImageSink keeps = sink == null ? directory : sink;
    Media media = new Media(roster, renewal, keeps, time, images.maxSize());
    return new Pictures(
        media,
        keeps == null ? Keeper.NONE : new MediaKeeper(media, keeps),
        directory == null ? () -> {} : new DirectorySweeper(directory, time, calls)::tick);
  }
}
