package io.mjrouter.wire;

import io.mjrouter.model.TimeSource;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * A body that others send, for as long as they send it at some pace: it fails once it took longer
 * than {@link #PATIENCE} and a second for each {@value #PACE} bytes. How long one read waits is its
 * server's to say. Used by one thread.
 */
public final class TimedStream extends FilterInputStream {

  /** The time that any body may take. */
  public static final Duration PATIENCE = Duration.ofSeconds(20);

  /** The bytes a second that a large one must bring. */
  public static final int PACE = 16 << 10;

  private final TimeSource time;
  private final long began;
  private long bytes;

  public TimedStream(InputStream in, TimeSource time) {
    super(in);
    this.time = time;
    this.began = time.nanoTime();
  }

  /** It came too slowly. */
  public static final class TooSlowException extends IOException {
    private static final long serialVersionUID = 1;

    private TooSlowException() {
      super("too slow");
    }
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    took(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    int read = super.read(into, from, length);
    took(Math.max(0, read));
    return read;
  }

  private void took(int more) throws TooSlowException {
    bytes += more;
    Duration allowed = PATIENCE.plusSeconds(bytes / PACE);
    if (time.nanoTime() - began > allowed.toNanos()) {
      throw new TooSlowException();
    }
  }
}
