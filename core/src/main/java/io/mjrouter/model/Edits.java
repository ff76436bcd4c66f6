package io.mjrouter.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Change parts of a picture, or its style, by a prompt.
 *
 * @param operation what to do with the picture
 * @param prompt what to draw
 * @param image the picture
 * @param mask a PNG that says where; which colour means what is the host's definition
 * @param botType which model draws; empty: the host's choice
 */
public record Edits(
    Operation operation,
    String prompt,
    ImageSource image,
    Optional<ImageData> mask,
    Optional<BotType> botType)
    implements Submission {

  /** What to do with a picture. */
  public enum Operation {
    EDIT,
    /** Keep the shapes, change the surface; only few hosts offer it. */
    RETEXTURE
  }

  public Edits {
    requireNonNull(operation, "operation");
    Prompts.required(prompt);
    requireNonNull(image, "image");
    mask.ifPresent(Answer::checkMask);
    requireNonNull(botType, "botType");
  }

  public static Edits of(String prompt, ImageSource image) {
    return new Edits(Operation.EDIT, prompt, image, Optional.empty(), Optional.empty());
  }

  public static Edits retexture(String prompt, ImageSource image) {
    return new Edits(Operation.RETEXTURE, prompt, image, Optional.empty(), Optional.empty());
  }

  public Edits withMask(ImageData mask) {
    return new Edits(operation, prompt, image, Optional.of(mask), botType);
  }

  public Edits withBotType(BotType botType) {
    return new Edits(operation, prompt, image, mask, Optional.of(botType));
  }

  @Override
  public List<ImageSource> pictures() {
    return Stream.concat(Stream.of(image), mask.stream()).toList();
  }

  @Override
  public SubmissionKind kind() {
    return SubmissionKind.EDITS;
  }

  @Override
  public Action action() {
    return Action.EDITS;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.edits(this);
  }
}
