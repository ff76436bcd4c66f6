package io.mjrouter;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/**
 * Bytes that are either whole or fail: too many, or fewer than announced, end with an exception.
 */
final class WholeStream extends FilterInputStream {

  private final long most;
  private final OptionalLong announced;
  private long read;
  private boolean ended;

  WholeStream(InputStream in, long most, OptionalLong announced) {
    super(in);
    this.most = most;
    this.announced = announced;
  }

  /** Whether it was read to its end, and was whole. */
  boolean isEnded() {
    return ended;
  }

  @Override
  public int read() throws IOException {
    int one = in.read();
    count(one < 0 ? -1 : 1);
    return one;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n = in.read(buffer, offset, length);
    count(n);
    return n;
  }

  @Override
  public long skip(long n) throws IOException {
    byte[] lost = new byte[(int) Math.min(n, 8 * 1024)];
    int skipped = n <= 0 ? 0 : read(lost, 0, lost.length);
    return Math.max(0, skipped);
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(int n) throws IOException {
    if (n >= 0) {
      read += n;
      if (read > most) {
        throw new IOException("larger than " + most + " bytes");
      }
    } else if (announced.isPresent() && announced.getAsLong() != read) {
      throw new IOException("cut off after " + read + " of " + announced.getAsLong() + " bytes");
    } else {
      ended = true;
    }
  }
}
