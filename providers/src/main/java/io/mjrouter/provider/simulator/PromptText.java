package io.mjrouter.provider.simulator;

import com.google.common.base.Splitter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A prompt taken apart: the words to draw, and Midjourney's parameters.
 *
 * @param text the prompt as it was given
 */
record PromptText(String text) {

  private static final Pattern FLAG =
      Pattern.compile("(?:--|—)[A-Za-z]\\S*(?:\\s+(?!--|—)[^\\s,]+)?");
  private static final Pattern LINK = Pattern.compile("<?https?://\\S+");
  private static final Splitter WORDS =
      Splitter.on(Pattern.compile("[^\\p{L}\\p{N}]+")).omitEmptyStrings();
  private static final Pattern AR = flag("(?:ar|aspect)\\s+(\\d{1,4})\\s*:\\s*(\\d{1,4})");
  private static final Pattern SEED = flag("seed\\s+(\\d{1,10})");
  private static final Pattern ZOOM = flag("zoom\\s+(\\d(?:\\.\\d{1,3})?)(?!\\S)");
  private static final Pattern VERSION = flag("(?:v|version|niji)\\s+(\\d(?:\\.\\d)?)(?!\\S)");
  private static final double NARROWEST = 0.25;

  /** The text without parameters and links. */
  String subject() {
    return FLAG.matcher(LINK.matcher(text).replaceAll(" ")).replaceAll(" ").trim();
  }

  /** The words of the subject in lower case. */
  List<String> words() {
    return WORDS.splitToList(subject().toLowerCase(Locale.ROOT));
  }

  /** Width by height of {@code --ar}; 1 where there is none or it makes no sense. */
  double aspect() {
    Matcher ar = AR.matcher(text);
    if (!ar.find()) {
      return 1;
    }
    double height = Double.parseDouble(ar.group(2));
    double ratio = height == 0 ? 1 : Double.parseDouble(ar.group(1)) / height;
    return Math.min(1 / NARROWEST, Math.max(NARROWEST, ratio));
  }

  /** The number of {@code --seed}. */
  Optional<Long> seed() {
    Matcher seed = SEED.matcher(text);
    return seed.find() ? Optional.of(Long.parseLong(seed.group(1))) : Optional.empty();
  }

  /** The number of {@code --zoom}. */
  OptionalDouble zoom() {
    Matcher zoom = ZOOM.matcher(text);
    return zoom.find()
        ? OptionalDouble.of(Double.parseDouble(zoom.group(1)))
        : OptionalDouble.empty();
  }

  /** The version that {@code --v} or {@code --niji} names; the newest where there is none. */
  double version() {
    Matcher version = VERSION.matcher(text);
    return version.find() ? Double.parseDouble(version.group(1)) : 7;
  }

  private static Pattern flag(String rest) {
    return Pattern.compile("(?:--|—)" + rest, Pattern.CASE_INSENSITIVE);
  }
}
