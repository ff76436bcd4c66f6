package io.mjrouter;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** What the first bytes of a file say that it is, whatever its name or header claims. */
enum MediaType {
  PNG("png", "image/png", 0, "\u0089PNG\r\n\u001a\n"),
  JPEG("jpg", "image/jpeg", 0, "\u00ff\u00d8\u00ff"),
  GIF("gif", "image/gif", 0, "GIF8"),
  WEBP("webp", "image/webp", 8, "WEBP"),
  MP4("mp4", "video/mp4", 4, "ftyp"),
  WEBM("webm", "video/webm", 0, "\u001aE\u00df\u00a3");

  static final int LONGEST_MAGIC = 12;

  private final String extension;
  private final String contentType;
  private final int offset;
  private final String magic;

  MediaType(String extension, String contentType, int offset, String magic) {
    this.extension = extension;
    this.contentType = contentType;
    this.offset = offset;
    this.magic = magic;
  }

  String extension() {
    return extension;
  }

  String contentType() {
    return contentType;
  }

  static Optional<MediaType> sniff(byte[] head) {
    return Arrays.stream(values()).filter(type -> type.begins(head)).findFirst();
  }

  private boolean begins(byte[] head) {
    byte[] bytes = magic.getBytes(StandardCharsets.ISO_8859_1);
    int end = offset + bytes.length;
    return head.length >= end && Arrays.equals(head, offset, end, bytes, 0, bytes.length);
  }
}
