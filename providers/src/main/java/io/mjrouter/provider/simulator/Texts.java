package io.mjrouter.provider.simulator;

import com.google.common.base.Splitter;
import com.google.common.math.IntMath;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The words that describe and shorten answer with, in the forms that hosts send. */
final class Texts {

  private static final Splitter PHRASES = Splitter.on(',').trimResults().omitEmptyStrings();
  private static final Splitter TOKENS = Splitter.on(' ').omitEmptyStrings();
  private static final Set<String> WEAK =
      Set.of(
          "a", "an", "the", "of", "in", "on", "at", "with", "and", "for", "style", "very", "expert",
          "quality", "image", "picture", "photo");
  private static final String[] SUBJECTS = {
    "A serene landscape",
    "A lone figure in a wide scene",
    "A minimalist composition",
    "A dreamlike view"
  };
  private static final String[] LIGHTS = {
    "soft morning light", "the glow of a low sun", "a hazy atmosphere", "long shadows"
  };
  private static final String[] STYLES = {
    "flat vector illustration", "studio ghibli background art", "risograph print", "matte painting"
  };

  private Texts() {}

  /** Four prompts for a picture, of which only colour and shape are looked at. */
  static List<String> describe(Optional<BufferedImage> image, long seed) {
    String colour = image.map(Photos::colourName).orElse("blue");
    String aspect = image.map(i -> aspect(i.getWidth(), i.getHeight())).orElse("1:1");
    return IntStream.range(0, 4)
        .mapToObj(
            i ->
                SUBJECTS[(i + Chance.index(seed, 4)) % 4]
                    + " in shades of "
                    + colour
                    + ", "
                    + LIGHTS[(i + Chance.index(Chance.mix(seed, 1), 4)) % 4]
                    + ", "
                    + STYLES[(i + Chance.index(Chance.mix(seed, 2), 4)) % 4]
                    + " --ar "
                    + aspect)
        .toList();
  }

  /** A prompt made shorter in five steps. */
  static List<String> shorten(String prompt) {
    List<String> kept = new ArrayList<>();
    for (String phrase : PHRASES.split(new PromptText(prompt).subject())) {
      String strong =
          TOKENS
              .splitToStream(phrase)
              .filter(word -> !isWeak(word))
              .collect(Collectors.joining(" "));
      if (!strong.isEmpty()) {
        kept.add(strong);
      }
    }
    if (kept.isEmpty()) {
      kept.add(prompt.trim());
    }
    List<String> prompts = new ArrayList<>();
    for (int step = 0; step < 5; step++) {
      int length = Math.max(1, kept.size() - step * Math.max(1, kept.size() / 5));
      prompts.add(String.join(", ", kept.subList(0, length)));
    }
    return prompts;
  }

  /** The answer of a shorten as midjourney-proxy-plus documents it (docs/api.md at cd7ca8f). */
  static String shortenAnswer(String prompt, List<String> shortened) {
    String judged =
        PHRASES
            .splitToStream(new PromptText(prompt).subject())
            .map(
                phrase ->
                    TOKENS
                        .splitToStream(phrase)
                        .map(word -> isWeak(word) ? "~~" + word + "~~" : "**" + word + "**")
                        .collect(Collectors.joining(" ")))
            .collect(Collectors.joining(", "));
    return "## Important tokens\n" + judged + "\n## Shortened prompts\n" + numbered(shortened);
  }

  /** One prompt a paragraph, each after its number as a keycap. */
  static String numbered(List<String> prompts) {
    return IntStream.range(0, prompts.size())
        .mapToObj(i -> Buttons.keycap(i + 1) + " " + prompts.get(i))
        .collect(Collectors.joining("\n\n"));
  }

  private static boolean isWeak(String word) {
    return WEAK.contains(word.toLowerCase(Locale.ROOT));
  }

  private static String aspect(int width, int height) {
    int common = Math.max(1, IntMath.gcd(width, height));
    int w = width / common;
    int h = height / common;
    return w > 99 || h > 99 ? Math.round(10.0 * width / height) + ":10" : w + ":" + h;
  }
}
