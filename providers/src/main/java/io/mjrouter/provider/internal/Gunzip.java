package io.mjrouter.provider.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Unpacks gzip of a few members, usually one. The JDK's own goes one call deeper with each empty
 * member, until the stack is full: a small answer would do.
 */
final class Gunzip extends GZIPInputStream {

  private static final int MOST_MEMBERS_AT_ONCE = 16;
  private static final int BUFFER = 8 << 10;

  private int depth;

  Gunzip(InputStream in) throws IOException {
    super(in, BUFFER);
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (depth >= MOST_MEMBERS_AT_ONCE) {
      throw new ZipException("too many empty members");
    }
    depth++;
    try {
      return super.read(bytes, offset, length);
    } finally {
      depth--;
    }
  }
}
