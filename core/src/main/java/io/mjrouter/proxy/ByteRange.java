package io.mjrouter.proxy;

import com.google.common.io.ByteStreams;
import io.mjrouter.spi.MediaStream;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One part of a picture or video, as a player asks for it with {@code Range}. Whoever asks for
 * several parts, or in another unit, is given the whole, as HTTP has it.
 *
 * @param first the first byte, from 0
 * @param last the last byte, which is part of it
 */
record ByteRange(long first, long last) {

  private static final Pattern ONE = Pattern.compile("bytes=(?!-$)([0-9]{0,18})-([0-9]{0,18})");

  /**
   * Reads a header.
   *
   * @param length of the whole
   * @return empty where the whole is to be sent
   * @throws Refusal when nothing of the whole is asked for
   */
  static Optional<ByteRange> of(@Nullable String header, long length) {
    Matcher asked = ONE.matcher(header == null ? "" : header.trim());
    if (!asked.matches()) {
      return Optional.empty();
    }
    String from = asked.group(1);
    long to = asked.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(asked.group(2));
    long first = from.isEmpty() ? Math.max(0, length - to) : Long.parseLong(from);
    long last = from.isEmpty() ? length - 1 : Math.min(to, length - 1);
    if (to < first && !from.isEmpty()) {
      return Optional.empty();
    }
    if (first >= length) {
      throw Refusal.of(416, Refusal.INVALID, "range: beyond the end")
          .with("Content-Range", "bytes */" + length);
    }
    return Optional.of(new ByteRange(first, last));
  }

  long length() {
    return last - first + 1;
  }

  /** This part of a whole, of which nothing was read yet. */
  MediaStream of(MediaStream whole) throws IOException {
    whole.content().skipNBytes(first);
    return new MediaStream(
        whole.contentType(),
        OptionalLong.of(length()),
        ByteStreams.limit(whole.content(), length()));
  }

  /** As {@code Content-Range} says it. */
  String inside(long whole) {
    return "bytes " + first + "-" + last + "/" + whole;
  }
}
