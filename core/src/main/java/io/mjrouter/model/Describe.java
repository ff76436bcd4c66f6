package io.mjrouter.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * Propose four prompts that would draw a given picture.
 *
 * @param image the picture; not every host takes a link
 * @param botType which model describes; empty: the host's choice
 * @param language the language of the prompts where the host offers one, such as {@code zh}; empty:
 *     English
 */
public record Describe(ImageSource image, Optional<BotType> botType, Optional<String> language)
    implements Submission {

  private static final int LONGEST = 64;

  public Describe {
    requireNonNull(image, "image");
    requireNonNull(botType, "botType");
    language.ifPresent(Describe::checkLanguage);
  }

  private static void checkLanguage(String language) {
    if (language.length() > LONGEST) {
      throw new IllegalArgumentException(
          "language: " + language.length() + " characters (expected: a name such as zh)");
    }
  }

  public static Describe of(ImageSource image) {
    return new Describe(image, Optional.empty(), Optional.empty());
  }

  public Describe withBotType(BotType botType) {
    return new Describe(image, Optional.of(botType), language);
  }

  public Describe withLanguage(String language) {
    return new Describe(image, botType, Optional.of(language));
  }

  @Override
  public List<ImageSource> pictures() {
    return List.of(image);
  }

  @Override
  public SubmissionKind kind() {
    return SubmissionKind.DESCRIBE;
  }

  @Override
  public Action action() {
    return Action.DESCRIBE;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.describe(this);
  }
}
