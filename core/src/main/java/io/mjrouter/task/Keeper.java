package io.mjrouter.task;

import io.mjrouter.model.MediaLink;
import io.mjrouter.model.Task;
import java.io.IOException;
import java.net.URI;

/** Keeps what tasks made. Safe for use by many threads; blocks. */
public interface Keeper {

  /** Keeps nothing. */
  Keeper NONE =
      new Keeper() {
        @Override
        public boolean wants(Task task) {
          return false;
        }

        @Override
        public URI keep(Task task, MediaLink link, int number) throws IOException {
          throw new IOException("nothing is kept");
        }
      };

  /** Whether a task that ended made something to keep. */
  boolean wants(Task task);

  /**
   * Keeps one picture or video. Called again after a failure, and perhaps after a crash.
   *
   * @param number tells it from the others of the task, and is the same each time
   * @return where it is kept
   * @throws IOException when it is not; so for any other exception
   */
  URI keep(Task task, MediaLink link, int number) throws IOException;
}
