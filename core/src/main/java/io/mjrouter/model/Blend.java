package io.mjrouter.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * Draw a grid from two to five pictures.
 *
 * <p>The number is checked here, since some hosts take a wrong one, bill it, and let the task fail.
 *
 * @param images two to five pictures
 * @param dimensions the shape of the result
 * @param botType which model draws; empty: the host's choice, Midjourney
 */
public record Blend(List<ImageData> images, Dimensions dimensions, Optional<BotType> botType)
    implements Submission {

  /** The shape of a blended picture. */
  public enum Dimensions {
    /** 2:3. */
    PORTRAIT,
    /** 1:1. */
    SQUARE,
    /** 3:2. */
    LANDSCAPE
  }

  public Blend {
    images = List.copyOf(images);
    if (images.size() < 2 || images.size() > 5) {
      throw new IllegalArgumentException("images: " + images.size() + " (expected: 2 to 5)");
    }
    requireNonNull(dimensions, "dimensions");
    requireNonNull(botType, "botType");
  }

  public static Blend of(ImageData... images) {
    return new Blend(List.of(images), Dimensions.SQUARE, Optional.empty());
  }

  public Blend withDimensions(Dimensions dimensions) {
    return new Blend(images, dimensions, botType);
  }

  public Blend withBotType(BotType botType) {
    return new Blend(images, dimensions, Optional.of(botType));
  }

  @Override
  public List<ImageSource> pictures() {
    return List.copyOf(images);
  }

  @Override
  public SubmissionKind kind() {
    return SubmissionKind.BLEND;
  }

  @Override
  public Action action() {
    return Action.BLEND;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.blend(this);
  }
}
