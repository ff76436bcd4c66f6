package io.mjrouter.model;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * The old way of pressing U, V or reroll, without a customId.
 *
 * @param task the task whose grid is meant
 * @param change what to do
 * @param index which picture, 1 to 4; 1 for a reroll, since new-api refuses 0 there too
 */
public record Change(TaskId task, Kind change, int index) implements Submission {

  /** What can be changed. */
  public enum Kind {
    UPSCALE(Action.UPSCALE),
    VARIATION(Action.VARIATION),
    REROLL(Action.REROLL);

    private final Action action;

    Kind(Action action) {
      this.action = action;
    }
  }

  public Change {
    requireNonNull(task, "task");
    requireNonNull(change, "change");
    if (index < 1 || index > 4) {
      throw new IllegalArgumentException("index: " + index + " (expected: 1 to 4)");
    }
  }

  public static Change upscale(TaskId task, int index) {
    return new Change(task, Kind.UPSCALE, index);
  }

  public static Change variation(TaskId task, int index) {
    return new Change(task, Kind.VARIATION, index);
  }

  public static Change reroll(TaskId task) {
    return new Change(task, Kind.REROLL, 1);
  }

  /**
   * Reads the form of {@code simple-change}: {@code "1320098173412546 U2"}, {@code V1} to {@code
   * V4}, or {@code R}, in any case.
   *
   * @throws IllegalArgumentException when the text is not of that form
   */
  public static Change parse(String content) {
    String[] parts = content.trim().split("\\s+", -1);
    if (parts.length == 2) {
      TaskId task = TaskId.of(parts[0]);
      String word = parts[1];
      char first = Character.toUpperCase(word.charAt(0));
      if (first == 'R' && word.length() == 1) {
        return reroll(task);
      }
      if (word.length() == 2
          && Character.isDigit(word.charAt(1))
          && (first == 'U' || first == 'V')) {
        return new Change(task, first == 'U' ? Kind.UPSCALE : Kind.VARIATION, word.charAt(1) - '0');
      }
    }
    throw new IllegalArgumentException(
        "content: not understood (expected: a task id, a blank, and U1 to U4, V1 to V4 or R)");
  }

  /** The same press the old way; empty for a button that is none of U, V and reroll. */
  public static Optional<Change> of(Press press) {
    ButtonMeaning meaning = press.meaning();
    return switch (meaning.kind()) {
      case UPSCALE -> Optional.of(upscale(press.task(), Integer.parseInt(meaning.detail())));
      case VARIATION -> Optional.of(variation(press.task(), Integer.parseInt(meaning.detail())));
      case REROLL -> Optional.of(reroll(press.task()));
      default -> Optional.empty();
    };
  }

  /** Whether this is what pressing a button of that meaning does. */
  public boolean isSameAs(ButtonMeaning meaning) {
    return switch (change) {
      case UPSCALE -> meaning.toString().equals("U" + index);
      case VARIATION -> meaning.toString().equals("V" + index);
      case REROLL -> meaning.kind() == ButtonMeaning.Kind.REROLL;
    };
  }

  @Override
  public SubmissionKind kind() {
    return SubmissionKind.CHANGE;
  }

  @Override
  public Action action() {
    return change.action;
  }

  @Override
  public Optional<TaskId> parent() {
    return Optional.of(task);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.change(this);
  }
}
