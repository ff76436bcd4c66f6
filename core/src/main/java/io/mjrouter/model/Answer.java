package io.mjrouter.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * The answer to the window of a task that {@link TaskStatus#NEEDS_MODAL needs one}.
 *
 * @param task the waiting task: the one that the press made, not the one that showed the button
 * @param prompt the text for the window; blank: the parent's prompt. A custom zoom needs {@code
 *     --zoom} with a number from 1 to 2 in it
 * @param mask for Vary Region: a PNG of the same size as the picture; white is painted anew, black
 *     is kept
 */
public record Answer(TaskId task, String prompt, Optional<ImageData> mask) implements Submission {

  public Answer {
    requireNonNull(task, "task");
    Prompts.optional(prompt);
    mask.ifPresent(Answer::checkMask);
  }

  public static Answer of(TaskId task, String prompt) {
    return new Answer(task, prompt, Optional.empty());
  }

  public Answer withMask(ImageData mask) {
    return new Answer(task, prompt, Optional.of(mask));
  }

  static void checkMask(ImageData mask) {
    if (!mask.isPng()) {
      throw new IllegalArgumentException("mask: " + mask + " (expected: a PNG file)");
    }
  }

  @Override
  public List<ImageSource> pictures() {
    return List.copyOf(mask.stream().toList());
  }

  @Override
  public SubmissionKind kind() {
    return SubmissionKind.ANSWER;
  }

  @Override
  public Action action() {
    return Action.MODAL;
  }

  @Override
  public Optional<TaskId> parent() {
    return Optional.of(task);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.answer(this);
  }
}
