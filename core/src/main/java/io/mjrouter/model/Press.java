package io.mjrouter.model;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Press a button of a finished task.
 *
 * @param task the task that shows the button
 * @param customId the button's id, verbatim
 * @param remix asks the host to open a window first, where the account allows it
 * @param sameChannel asks the host to use the channel of the parent
 */
public record Press(TaskId task, String customId, boolean remix, boolean sameChannel)
    implements Submission {

  private static final int LONGEST = 512;

  public Press {
    requireNonNull(task, "task");
    if (customId.isBlank()
        || customId.length() > LONGEST
        || customId.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "customId: blank, too long or with control characters (expected: a button's customId)");
    }
  }

  public static Press of(TaskId task, Button button) {
    if (button.customId().isBlank()) {
      throw new IllegalArgumentException(
          "button: " + button.label() + " only links to a page (expected: one with a customId)");
    }
    return of(task, button.customId());
  }

  public static Press of(TaskId task, String customId) {
    return new Press(task, customId, false, false);
  }

  public Press withRemix() {
    return new Press(task, customId, true, sameChannel);
  }

  public Press withSameChannel() {
    return new Press(task, customId, remix, true);
  }

  public ButtonMeaning meaning() {
    return ButtonMeaning.of(customId);
  }

  @Override
  public SubmissionKind kind() {
    return SubmissionKind.PRESS;
  }

  @Override
  public Action action() {
    return meaning().action();
  }

  @Override
  public Optional<TaskId> parent() {
    return Optional.of(task);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.press(this);
  }
}
