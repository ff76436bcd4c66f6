package io.mjrouter;

import io.mjrouter.error.HostUnavailableException;
import io.mjrouter.error.MediaUnavailableException;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Route;
import io.mjrouter.model.Task;
import io.mjrouter.model.TimeSource;
import io.mjrouter.spi.MediaStream;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.ReadFailure;
import io.mjrouter.spi.Reading;
import io.mjrouter.submit.Roster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Fetches what was drawn: streamed, bounded, and looked at before it counts as a picture. */
final class Media {

  private static final int BUFFER = 64 * 1024;

  private final Roster roster;
  private final TimeSource time;
  private final long maxBytes;

  /** Fetches through the providers of a roster, never more than so many bytes at once. */
  Media(Roster roster, TimeSource time, long maxBytes) {
    this.roster = roster;
    this.time = time;
    this.maxBytes = maxBytes;
  }

  /** The video of a task, or else its best picture. */
  static MediaLink main(Task task) {
    return links(task).stream()
        .findFirst()
        .orElseThrow(
            () ->
                new MediaUnavailableException(
                    "task " + task.id() + " is " + task.status() + " and has no picture"));
  }

  private static List<MediaLink> links(Task task) {
    return task.videos().isEmpty() ? task.images() : task.videos();
  }

  byte[] bytes(Task task, MediaLink link) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      fetch(task, link, out);
    } catch (IOException e) {
      throw unavailable(link, e);
    }
    return out.toByteArray();
  }

  Path save(Task task, MediaLink link, Path target) {
    Path whole = target.toAbsolutePath();
    Path directory = Files.isDirectory(whole) ? whole : whole.getParent();
    if (directory == null) {
      throw new MediaUnavailableException("cannot write to " + target);
    }
    try {
      Files.createDirectories(directory);
      Path part =
          directory.resolve("." + task.id() + "-" + Long.toHexString(time.nanoTime()) + ".part");
      try {
        MediaType type;
        try (OutputStream out =
            Files.newOutputStream(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
          type = fetch(task, link, out);
        }
        Path file =
            directory.equals(whole) ? whole.resolve(task.id() + "." + type.extension()) : target;
        move(part, file);
        return file;
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw unavailable(link, e);
    }
  }

  private static void move(Path part, Path file) throws IOException {
    try {
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private MediaType fetch(Task task, MediaLink link, OutputStream out) throws IOException {
    try (MediaStream stream = stream(task, link)) {
      return copy(stream, link, out);
    }
  }

  /** The bytes of a picture while they arrive; whoever receives it closes it. */
  MediaStream open(Task task, MediaLink link) {
    MediaStream stream = stream(task, link);
    try {
      byte[] head = stream.content().readNBytes(MediaType.LONGEST_MAGIC);
      MediaType type = type(stream, link, head);
      return new MediaStream(
          type.contentType(),
          stream.length(),
          new SequenceInputStream(new ByteArrayInputStream(head), stream.content()));
    } catch (IOException e) {
      close(stream);
      throw unavailable(link, e);
    } catch (RuntimeException e) {
      close(stream);
      throw e;
    }
  }

  private static void close(MediaStream stream) {
    try {
      stream.close();
    } catch (IOException e) {
      // It is given up either way.
    }
  }

  /** An expired link is asked for once more, since hosts sign anew; clouds call it forbidden. */
  private MediaStream stream(Task task, MediaLink link) {
    MjProvider provider = provider(task);
    boolean stale = link.isExpired(time.now());
    Reading<MediaStream> reading = stale ? Reading.absent() : provider.open(link, maxBytes);
    if (reading instanceof Reading.Absent || isForbidden(reading)) {
      MediaLink fresh = fresh(task, link);
      if (stale || !fresh.equals(link)) {
        reading = provider.open(fresh, maxBytes);
      }
    }
    return opened(reading, link);
  }

  private static boolean isForbidden(Reading<MediaStream> reading) {
    return reading instanceof Reading.Failed<MediaStream> failed
        && failed.failure().reason() == ReadFailure.Reason.FORBIDDEN;
  }

  private MediaLink fresh(Task task, MediaLink link) {
    int index = Math.max(0, links(task).indexOf(link));
    return links(Renewal.of(roster, task)).stream()
        .skip(index)
        .findFirst()
        .orElseThrow(() -> new MediaUnavailableException("the host has " + link + " no longer"));
  }

  private static MediaStream opened(Reading<MediaStream> reading, MediaLink link) {
    return reading.<MediaStream>fold(
        stream -> stream,
        failure -> {
          throw new MediaUnavailableException(
              link + ": " + failure.reason() + ": " + failure.message());
        },
        other -> {
          throw new MediaUnavailableException("the host has " + link + " no longer");
        });
  }

  private static MediaType type(MediaStream stream, MediaLink link, byte[] head) {
    return MediaType.sniff(head)
        .orElseThrow(
            () ->
                new MediaUnavailableException(
                    link + ": no picture or video, but " + stream.contentType()));
  }

  private MediaType copy(MediaStream stream, MediaLink link, OutputStream out) throws IOException {
    byte[] head = stream.content().readNBytes(MediaType.LONGEST_MAGIC);
    MediaType type = type(stream, link, head);
    out.write(head);
    long total = head.length;
    byte[] buffer = new byte[BUFFER];
    for (int n = stream.content().read(buffer); n >= 0; n = stream.content().read(buffer)) {
      total += n;
      if (total > maxBytes) {
        throw new MediaUnavailableException(link + ": larger than " + maxBytes + " bytes");
      }
      out.write(buffer, 0, n);
    }
    if (stream.length().isPresent() && stream.length().getAsLong() != total) {
      throw new MediaUnavailableException(
          link + ": cut off after " + total + " of " + stream.length().getAsLong() + " bytes");
    }
    return type;
  }

  private MjProvider provider(Task task) {
    ProviderId id =
        task.route()
            .map(Route::provider)
            .orElseThrow(
                () -> new MediaUnavailableException("task " + task.id() + " is at no host"));
    return roster
        .provider(id)
        .orElseThrow(() -> new HostUnavailableException(id, "is not configured"));
  }

  private static MediaUnavailableException unavailable(MediaLink link, IOException cause) {
    return new MediaUnavailableException(link + ": not fetched or not written", cause);
  }
}
