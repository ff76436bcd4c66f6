package io.mjrouter;

import io.mjrouter.error.HostUnavailableException;
import io.mjrouter.error.MediaUnavailableException;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Route;
import io.mjrouter.model.Task;
import io.mjrouter.model.TimeSource;
import io.mjrouter.spi.ImageSink;
import io.mjrouter.spi.MediaStream;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.ReadFailure;
import io.mjrouter.spi.Reading;
import io.mjrouter.submit.Roster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fetches what was drawn: streamed, bounded, and looked at before it counts as a picture. */
final class Media {

  private static final Logger LOG = LoggerFactory.getLogger(Media.class);

  private final Roster roster;
  private final Renewal renewal;
  private final @Nullable ImageSink sink;
  private final TimeSource time;
  private final long maxBytes;
  private final AtomicLong parts;

  /**
   * Fetches through the providers of a roster, never more than so many bytes at once.
   *
   * @param sink where pictures may be kept, and are looked for first
   */
  Media(Roster roster, Renewal renewal, @Nullable ImageSink sink, TimeSource time, long maxBytes) {
    this.roster = roster;
    this.renewal = renewal;
    this.sink = sink;
    this.time = time;
    this.maxBytes = maxBytes;
    parts = new AtomicLong(time.nanoTime());
  }

  /**
   * A picture or video while it arrives.
   *
   * @param type what its first bytes say
   * @param length where it is known
   * @param content the whole of it
   */
  record Picture(MediaType type, OptionalLong length, WholeStream content)
      implements AutoCloseable {

    MediaStream stream() {
      return new MediaStream(type.contentType(), length, content);
    }

    @Override
    public void close() throws IOException {
      content.close();
    }
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
    try (Picture picture = open(task, link)) {
      return picture.content().readAllBytes();
    } catch (IOException e) {
      throw unavailable(link, e);
    }
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
          directory.resolve(
              "." + task.id() + "-" + Long.toHexString(parts.incrementAndGet()) + ".part");
      try {
        MediaType type;
        try (Picture picture = open(task, link)) {
          type = picture.type();
          Files.copy(picture.content(), part);
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

  static void move(Path part, Path file) throws IOException {
    try {
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /**
   * Opens a picture or video: where it is kept, or else at its host. Whoever receives it closes it.
   *
   * @throws MediaUnavailableException when it is not there, or no picture
   */
  Picture open(Task task, MediaLink link) {
    try {
      Optional<MediaStream> kept = kept(link);
      return kept.isPresent()
          ? picture(kept.get(), Long.MAX_VALUE, link)
          : picture(atHost(task, link), maxBytes, link);
    } catch (IOException e) {
      throw unavailable(link, e);
    }
  }

  private Optional<MediaStream> kept(MediaLink link) {
    if (sink == null || link.kept().isEmpty()) {
      return Optional.empty();
    }
    try {
      return sink.open(link.kept().get());
    } catch (IOException | RuntimeException e) {
      LOG.warn("{} is kept and could not be opened: its host is asked", link, e);
      return Optional.empty();
    }
  }

  /** An expired link is asked for once more, since hosts sign anew; clouds call it forbidden. */
  private MediaStream atHost(Task task, MediaLink link) {
    MjProvider provider = provider(task);
    boolean stale = link.isExpired(time.now());
    Reading<MediaStream> reading = stale ? Reading.absent() : provider.open(link, maxBytes);
    if (reading instanceof Reading.Absent || isForbidden(reading)) {
      MediaLink fresh = fresh(task, link);
      if (stale || !fresh.url().equals(link.url())) {
        reading = provider.open(fresh, maxBytes);
      }
    }
    return opened(reading, link);
  }

  private static Picture picture(MediaStream stream, long most, MediaLink link) throws IOException {
    try {
      byte[] head = stream.content().readNBytes(MediaType.LONGEST_MAGIC);
      MediaType type =
          MediaType.sniff(head)
              .orElseThrow(
                  () ->
                      new MediaUnavailableException(
                          link + ": no picture or video, but " + stream.contentType()));
      InputStream all = new SequenceInputStream(new ByteArrayInputStream(head), stream.content());
      return new Picture(type, stream.length(), new WholeStream(all, most, stream.length()));
    } catch (IOException | RuntimeException e) {
      stream.close();
      throw e;
    }
  }

  private static boolean isForbidden(Reading<MediaStream> reading) {
    return reading instanceof Reading.Failed<MediaStream> failed
        && failed.failure().reason() == ReadFailure.Reason.FORBIDDEN;
  }

  private MediaLink fresh(Task task, MediaLink link) {
    List<MediaLink> before = shelf(task, task.videos().contains(link));
    Task renewed = renewal.of(task);
    return shelf(renewed, task.videos().contains(link)).stream()
        .skip(Math.max(0, before.indexOf(link)))
        .findFirst()
        .orElseThrow(() -> new MediaUnavailableException("the host has " + link + " no longer"));
  }

  private static List<MediaLink> shelf(Task task, boolean videos) {
    return videos ? task.videos() : task.images();
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
    return new MediaUnavailableException(
        link + ": not fetched or not written: " + cause.getMessage(), cause);
  }
}
