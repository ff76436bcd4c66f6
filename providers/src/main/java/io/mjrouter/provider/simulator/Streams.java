package io.mjrouter.provider.simulator;

import io.mjrouter.spi.MediaStream;
import io.mjrouter.spi.ReadFailure;
import io.mjrouter.spi.Reading;
import java.io.ByteArrayInputStream;
import java.util.OptionalLong;

/** Files as streams. */
final class Streams {

  private Streams() {}

  static Reading<MediaStream> of(Media media, long maxBytes) {
    if (media.bytes().length > maxBytes) {
      return Reading.failed(
          ReadFailure.Reason.TOO_LARGE,
          "the file has " + media.bytes().length + " bytes (allowed: " + maxBytes + ")");
    }
    return Reading.found(
        new MediaStream(
            media.contentType(),
            OptionalLong.of(media.bytes().length),
            new ByteArrayInputStream(media.bytes())));
  }
}
