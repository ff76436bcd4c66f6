package io.mjrouter;

import io.mjrouter.model.Task;
import io.mjrouter.model.TimeSource;
import io.mjrouter.spi.ImageSink;
import io.mjrouter.spi.MediaStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Keeps pictures as files, those of a day in a directory of their own: {@code
 * 2026-01-31/1234567890123456-1.png}, by the day on which the task was asked for, in UTC.
 *
 * <p>A file appears whole or not at all, and takes the place of one of its name. Nothing but files
 * and directories of such names is ever touched. Safe for use by many threads.
 */
final class ImageDirectory implements ImageSink {

  private static final Pattern NAME = Pattern.compile("[0-9]{16}-[0-9]{1,4}\\.[0-9a-z]{1,5}");
  private static final Pattern PART = Pattern.compile("\\." + NAME + "\\.[0-9a-f]+\\.part");
  private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

  private final Path root;
  private final Duration retention;
  private final TimeSource time;
  private final AtomicLong parts;

  /**
   * A directory that there is.
   *
   * @param retention how long files are kept after the day of their task
   */
  ImageDirectory(Path root, Duration retention, TimeSource time) {
    this.root = root.toAbsolutePath().normalize();
    this.retention = retention;
    this.time = time;
    parts = new AtomicLong(time.nanoTime());
  }

  @Override
  public URI keep(Task task, String name, String mediaType, InputStream content)
      throws IOException {
    if (!NAME.matcher(name).matches()) {
      throw new IOException("name: not usable (expected: " + NAME + ")");
    }
    Path day = root.resolve(LocalDate.ofInstant(task.created(), ZoneOffset.UTC).toString());
    Files.createDirectories(day);
    Path file = day.resolve(name);
    Path part = day.resolve("." + name + "." + Long.toHexString(parts.incrementAndGet()) + ".part");
    try {
      write(content, part);
      Media.move(part, file);
    } finally {
      Files.deleteIfExists(part);
    }
    return file.toUri();
  }

  /** On the disk before it has its name. */
  private static void write(InputStream content, Path part) throws IOException {
    try (FileChannel channel =
            FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OutputStream out = Channels.newOutputStream(channel)) {
      content.transferTo(out);
      channel.force(true);
    }
  }

  @Override
  public Optional<MediaStream> open(URI kept) throws IOException {
    if (!"file".equals(kept.getScheme())) {
      return Optional.empty();
    }
    Path file = root.resolve(Path.of(kept)).normalize();
    if (!file.startsWith(root) || !NAME.matcher(file.getFileName().toString()).matches()) {
      return Optional.empty();
    }
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      return Optional.of(MediaStream.of(Channels.newInputStream(channel), channel.size()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * Deletes files that are older than the retention, and the directories that they leave empty.
   *
   * @param most how many at once
   * @return how many were deleted; as many as asked for: there may be more
   */
  int forget(int most) throws IOException {
    int deleted = 0;
    for (Path day : days()) {
      for (Path file : files(day, most - deleted)) {
        deleted += Files.deleteIfExists(file) ? 1 : 0;
      }
      if (deleted >= most) {
        return deleted;
      }
      if (files(day, 1).isEmpty() && isEmpty(day)) {
        Files.deleteIfExists(day);
      }
    }
    return deleted;
  }

  private List<Path> days() throws IOException {
    Instant before = time.now().minus(retention);
    try (Stream<Path> all = Files.list(root)) {
      return all.filter(path -> isOver(path, before)).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static boolean isOver(Path path, Instant before) {
    String name = path.getFileName().toString();
    try {
      return DAY.matcher(name).matches()
          && LocalDate.parse(name)
              .plusDays(1)
              .atStartOfDay(ZoneOffset.UTC)
              .toInstant()
              .isBefore(before);
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private static List<Path> files(Path day, int most) throws IOException {
    try (Stream<Path> all = Files.list(day)) {
      return all.filter(file -> isOurs(file.getFileName().toString())).limit(most).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static boolean isOurs(String name) {
    return NAME.matcher(name).matches() || PART.matcher(name).matches();
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.findAny().isEmpty();
    }
  }
}
