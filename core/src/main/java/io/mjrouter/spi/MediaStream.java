package io.mjrouter.spi;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;

/**
 * The bytes of a picture or video while they arrive. Whoever receives it closes it.
 *
 * @param contentType as the host gave it; {@code application/octet-stream} where it gave none
 * @param length the size where the host gave it
 * @param content ends with an {@link IOException} where the host sends more than allowed or the
 *     time is over
 */
public record MediaStream(String contentType, OptionalLong length, InputStream content)
    implements AutoCloseable {

  private static final String UNKNOWN = "application/octet-stream";

  public MediaStream {
    requireNonNull(contentType, "contentType");
    requireNonNull(length, "length");
    requireNonNull(content, "content");
  }

  /** Bytes of an unknown type and length. */
  public static MediaStream of(InputStream content) {
    return new MediaStream(UNKNOWN, OptionalLong.empty(), content);
  }

  /** Bytes of an unknown type, so many of them. */
  public static MediaStream of(InputStream content, long length) {
    return new MediaStream(UNKNOWN, OptionalLong.of(length), content);
  }

  @Override
  public void close() throws IOException {
    content.close();
  }
}
