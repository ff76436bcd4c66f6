package io.mjrouter.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a picture, kept as the data URI that the protocol sends.
 *
 * <p>The text is kept verbatim, so that what a caller hands over is what the host receives. Content
 * never shows in {@link #toString()}.
 */
public final class ImageData implements ImageSource {

  private static final Pattern DATA_URI =
      Pattern.compile("data:(image/[a-zA-Z0-9.+-]{1,40});base64,", Pattern.CASE_INSENSITIVE);
  private static final int LONGEST_HEAD = 64;
  private static final Set<String> KNOWN =
      Set.of("image/png", "image/jpeg", "image/jpg", "image/webp", "image/gif");
  private static final int LONGEST_MAGIC = 12;
  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

  private final String mediaType;
  private final String dataUri;
  private final int dataStart;
  private final int size;

  private ImageData(String mediaType, String dataUri, int dataStart, int size) {
    this.mediaType = mediaType;
    this.dataUri = dataUri;
    this.dataStart = dataStart;
    this.size = size;
  }

  /**
   * Reads a data URI of the form {@code data:image/png;base64,...}.
   *
   * @throws IllegalArgumentException when the form is another or the base64 is broken or empty
   */
  public static ImageData parse(String dataUri) {
    Matcher head = DATA_URI.matcher(dataUri.substring(0, Math.min(LONGEST_HEAD, dataUri.length())));
    if (!head.lookingAt()) {
      throw new IllegalArgumentException(
          "image: not a data URI (expected: data:image/png;base64,...)");
    }
    int size;
    try {
      size = Base64.getDecoder().decode(dataUri.substring(head.end())).length;
    } catch (IllegalArgumentException e) {
      boolean wrapped = dataUri.indexOf('\n') >= 0 || dataUri.indexOf('\r') >= 0;
      String what = wrapped ? "line breaks; expected: none" : String.valueOf(e.getMessage());
      throw new IllegalArgumentException("image: broken base64 (" + what + ")", e);
    }
    if (size == 0) {
      throw new IllegalArgumentException("image: empty (expected: some bytes)");
    }
    return new ImageData(head.group(1).toLowerCase(Locale.ROOT), dataUri, head.end(), size);
  }

  /**
   * Wraps the bytes of a PNG, JPEG, WebP or GIF file.
   *
   * @throws IllegalArgumentException when the bytes begin like none of these
   */
  public static ImageData of(byte[] bytes) {
    String mediaType = sniff(bytes);
    if (mediaType == null) {
      throw new IllegalArgumentException(
          "image: unknown format of " + bytes.length + " bytes (expected: PNG, JPEG, WebP or GIF)");
    }
    String head = "data:" + mediaType + ";base64,";
    String dataUri = head + Base64.getEncoder().encodeToString(bytes);
    return new ImageData(mediaType, dataUri, head.length(), bytes.length);
  }

  /** Reads a picture file. */
  public static ImageData read(Path file) throws IOException {
    return of(Files.readAllBytes(file));
  }

  /** The media type, such as {@code image/png}, in lower case. */
  public String mediaType() {
    return mediaType;
  }

  /** The decoded size in bytes. */
  public int size() {
    return size;
  }

  /** The decoded bytes, a new array at each call. */
  public byte[] bytes() {
    return Base64.getDecoder().decode(dataUri.substring(dataStart));
  }

  /** Whether the bytes really are a PNG file, whatever the media type claims. */
  public boolean isPng() {
    return startsWith(head(PNG.length), PNG, 0);
  }

  /**
   * Whether the bytes may be what the media type says: those that say PNG, JPEG, WebP or GIF begin
   * as one of these, if not always as the one they say. Nothing is known of other types.
   */
  public boolean mayBeAPicture() {
    return !KNOWN.contains(mediaType) || sniff(head(LONGEST_MAGIC)) != null;
  }

  /** Width and height of a PNG file, from its header; empty for other formats. */
  public Optional<Dimension> pngSize() {
    byte[] head = head(24);
    return isPng() && head.length == 24
        ? Optional.of(new Dimension(bigEndian(head, 16), bigEndian(head, 20)))
        : Optional.empty();
  }

  /** Width and height in pixels. */
  public record Dimension(int width, int height) {}

  @Override
  public String toWire() {
    return dataUri;
  }

  private byte[] head(int bytes) {
    int chars = Math.min(dataUri.length() - dataStart, (bytes + 2) / 3 * 4);
    byte[] decoded = Base64.getDecoder().decode(dataUri.substring(dataStart, dataStart + chars));
    return decoded.length <= bytes ? decoded : Arrays.copyOf(decoded, bytes);
  }

  private static int bigEndian(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 24
        | (bytes[at + 1] & 0xff) << 16
        | (bytes[at + 2] & 0xff) << 8
        | (bytes[at + 3] & 0xff);
  }

  private static @Nullable String sniff(byte[] bytes) {
    if (startsWith(bytes, PNG, 0)) {
      return "image/png";
    }
    if (startsWith(bytes, new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff}, 0)) {
      return "image/jpeg";
    }
    if (startsWith(bytes, new byte[] {'R', 'I', 'F', 'F'}, 0)
        && startsWith(bytes, new byte[] {'W', 'E', 'B', 'P'}, 8)) {
      return "image/webp";
    }
    if (startsWith(bytes, new byte[] {'G', 'I', 'F', '8'}, 0)) {
      return "image/gif";
    }
    return null;
  }

  private static boolean startsWith(byte[] bytes, byte[] magic, int at) {
    return bytes.length >= at + magic.length
        && Arrays.equals(bytes, at, at + magic.length, magic, 0, magic.length);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ImageData that && that.dataUri.equals(dataUri);
  }

  @Override
  public int hashCode() {
    return dataUri.hashCode();
  }

  @Override
  public String toString() {
    return mediaType + " of " + size + " bytes";
  }
}
