package io.mjrouter.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * Draw a grid of four pictures from a text.
 *
 * @param prompt the text with Midjourney's parameters such as {@code --ar 3:2}; links to image
 *     prompts stand at its front
 * @param images image prompts by content
 * @param botType which model draws; empty: the host's choice, Midjourney
 */
public record Imagine(String prompt, List<ImageData> images, Optional<BotType> botType)
    implements Submission {

  public Imagine {
    Prompts.required(prompt);
    images = List.copyOf(images);
    requireNonNull(botType, "botType");
  }

  public static Imagine of(String prompt) {
    return new Imagine(prompt, List.of(), Optional.empty());
  }

  public Imagine withImages(ImageData... images) {
    return new Imagine(prompt, List.of(images), botType);
  }

  public Imagine withBotType(BotType botType) {
    return new Imagine(prompt, images, Optional.of(botType));
  }

  @Override
  public List<ImageSource> pictures() {
    return List.copyOf(images);
  }

  @Override
  public SubmissionKind kind() {
    return SubmissionKind.IMAGINE;
  }

  @Override
  public Action action() {
    return Action.IMAGINE;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.imagine(this);
  }
}
