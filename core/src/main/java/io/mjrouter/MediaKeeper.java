package io.mjrouter;

import io.mjrouter.model.MediaLink;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.spi.ImageSink;
import io.mjrouter.task.Keeper;
import java.io.IOException;
import java.net.URI;

/** Fetches what tasks made and hands it to a sink. */
final class MediaKeeper implements Keeper {

  private final Media media;
  private final ImageSink sink;

  MediaKeeper(Media media, ImageSink sink) {
    this.media = media;
    this.sink = sink;
  }

  /** What was given to a host is not made by the task. */
  @Override
  public boolean wants(Task task) {
    boolean made =
        switch (task.action()) {
          case UPLOAD, DESCRIBE, SHORTEN -> false;
          default -> true;
        };
    return made
        && (task.status() == TaskStatus.SUCCEEDED || task.isLate())
        && !(task.images().isEmpty() && task.videos().isEmpty());
  }

  @Override
  public URI keep(Task task, MediaLink link, int number) throws IOException {
    try (Media.Picture picture = media.open(task, link)) {
      MediaType type = picture.type();
      String name = task.id() + "-" + number + "." + type.extension();
      URI kept = sink.keep(task, name, type.contentType(), picture.content());
      if (!picture.content().isEnded()) {
        throw new IOException(sink.getClass().getName() + " did not read " + name + " to its end");
      }
      return kept;
    }
  }
}
