package io.mjrouter.spi;

import io.mjrouter.model.Task;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;

/**
 * Keeps the pictures and videos of finished tasks, since hosts' links die: a bucket, a disk, a
 * media library.
 *
 * <p>Each picture comes once, under a name of its own, before the end of its task is told; after a
 * failure or a crash it comes again under the same name, and takes the place of what was there.
 * Safe for use by many threads. It may block, which delays only the tasks that wait for it.
 */
public interface ImageSink {

  /**
   * Keeps one picture or video.
   *
   * @param task what made it
   * @param name made of the task's id, the picture's number and the fitting extension, such as
   *     {@code 1234567890123456-1.png}; no other task has it
   * @param mediaType what its first bytes say that it is, such as {@code image/png}
   * @param content is read to its end; an exception from it means that the rest is missing, and
   *     what was read must not be kept. The caller closes it.
   * @return where it can be found for good
   * @throws IOException when it is not kept; so for any other exception. It is tried again for some
   *     minutes; then the task's end is told with the host's link alone.
   */
  URI keep(Task task, String name, String mediaType, InputStream content) throws IOException;

  /**
   * Opens what was kept, for {@code Midjourney.save} and the like, which ask the host for what is
   * not found here.
   *
   * @param kept what {@link #keep} returned
   * @return with its length where that is known, which lets the proxy serve parts of it; empty
   *     where it is gone, or left to be fetched by others
   */
  default Optional<MediaStream> open(URI kept) throws IOException {
    return Optional.empty();
  }
}
