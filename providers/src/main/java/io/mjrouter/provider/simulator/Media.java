package io.mjrouter.provider.simulator;

import io.mjrouter.model.ImageData;

/** A file: what it is and its bytes, which nobody changes. */
final class Media {

  private final String contentType;
  private final byte[] bytes;

  Media(String contentType, byte[] bytes) {
    this.contentType = contentType;
    this.bytes = bytes;
  }

  static Media of(ImageData image) {
    return new Media(image.mediaType(), image.bytes());
  }

  String contentType() {
    return contentType;
  }

  byte[] bytes() {
    return bytes;
  }
}
