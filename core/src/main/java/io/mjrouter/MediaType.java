package io.mjrouter;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** What the first bytes of a file say that it is, whatever its name or header claims. */
enum MediaType {
  PNG("png", 0, "\u0089PNG\r\n\u001a\n"),
  JPEG("jpg", 0, "\u00ff\u00d8\u00ff"),
  GIF("gif", 0, "GIF8"),
  WEBP("webp", 8, "WEBP"),
  MP4("mp4", 4, "ftyp"),
  WEBM("webm", 0, "\u001aE\u00df\u00a3");

  static final int LONGEST_MAGIC = 12;

  private final String extension;
  private final int offset;
  private final String magic;

  MediaType(String extension, int offset, String magic) {
    this.extension = extension;
    this.offset = offset;
    this.magic = magic;
  }

  String extension() {
    return extension;
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
