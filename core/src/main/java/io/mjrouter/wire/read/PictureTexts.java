package io.mjrouter.wire.read;

import io.mjrouter.model.ImageData;
import io.mjrouter.model.ImageSource;
import io.mjrouter.model.ImageUrl;
import java.util.Base64;
import java.util.Locale;

/** Pictures as clients send them: data URIs, bare base64, links. */
final class PictureTexts {

  private PictureTexts() {}

  /**
   * A picture by content.
   *
   * @throws IllegalArgumentException when it is none
   */
  static ImageData data(String text) {
    String trimmed = text.trim();
    if (trimmed.regionMatches(true, 0, "data:", 0, "data:".length())) {
      return whatItSays(ImageData.parse(trimmed));
    }
    if (isLink(trimmed)) {
      throw new IllegalArgumentException("base64格式错误: a link (expected: a data URI)");
    }
    try {
      return ImageData.of(Base64.getDecoder().decode(trimmed));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("base64格式错误 (expected: a data URI)", e);
    }
  }

  /** A host takes anything that says it is a picture, bills it, and then finds that it is none. */
  private static ImageData whatItSays(ImageData image) {
    if (!image.mayBeAPicture()) {
      throw new IllegalArgumentException(
          "image: no picture, though it says "
              + image.mediaType()
              + " (expected: PNG, JPEG, WebP or GIF)");
    }
    return image;
  }

  /**
   * A picture by content or by link.
   *
   * @throws IllegalArgumentException when it is neither
   */
  static ImageSource source(String text) {
    return isLink(text.trim()) ? ImageUrl.of(text) : data(text);
  }

  private static boolean isLink(String text) {
    String head = text.substring(0, Math.min(8, text.length())).toLowerCase(Locale.ROOT);
    return head.startsWith("http://") || head.startsWith("https://");
  }
}
