package io.mjrouter;

import io.mjrouter.error.SubmissionRefusedException;
import io.mjrouter.error.TaskNotFoundException;
import io.mjrouter.model.Answer;
import io.mjrouter.model.Button;
import io.mjrouter.model.ImageData;
import io.mjrouter.model.Press;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.submit.Journal;
import java.util.List;
import java.util.Optional;

/** What follows up a task that is there: a press of a button by any of its names, an answer. */
final class FollowUps {

  private final Journal journal;
  private final Renewal renewal;

  FollowUps(Journal journal, Renewal renewal) {
    this.journal = journal;
    this.renewal = renewal;
  }

  /** The press of a button; where a final task has none of that name, its host is asked anew. */
  Press press(Task task, String button, SubmitOptions options) {
    Task stored =
        find(task.id())
            .filter(known -> known.isFor(options.caller()))
            .orElseThrow(() -> new TaskNotFoundException(task.id()));
    Optional<Button> found = stored.button(button);
    if (found.isEmpty() && stored.status().isFinal()) {
      stored = renewal.of(stored);
      found = stored.button(button);
    }
    List<String> there = stored.buttons().stream().map(FollowUps::name).toList();
    return Press.of(task.id(), found.orElseThrow(() -> noSuchButton(task.id(), button, there)));
  }

  private static SubmissionRefusedException noSuchButton(
      TaskId id, String button, List<String> there) {
    return new SubmissionRefusedException(
        id,
        "NO_SUCH_BUTTON",
        "task " + id + " has no button '" + button + "' (expected: one of " + there + ")");
  }

  private static String name(Button button) {
    return switch (button.meaning().kind()) {
      case UNKNOWN, LINK -> button.label().isBlank() ? button.customId() : button.label();
      default -> button.meaning().toString();
    };
  }

  /**
   * The answer to a window with a mask, which must have the size of the picture, if that is known.
   */
  Answer answer(Task task, String prompt, ImageData mask) {
    Task stored = find(task.id()).orElseThrow(() -> new TaskNotFoundException(task.id()));
    stored
        .parent()
        .flatMap(this::find)
        .flatMap(Task::snapshot)
        .filter(seen -> seen.width().isPresent() && seen.height().isPresent())
        .map(seen -> new ImageData.Dimension(seen.width().getAsInt(), seen.height().getAsInt()))
        .ifPresent(
            size -> {
              if (!mask.pngSize().equals(Optional.of(size))) {
                throw new IllegalArgumentException(
                    "mask: " + mask.pngSize() + " (expected: " + size + ", as the picture)");
              }
            });
    return Answer.of(task.id(), prompt).withMask(mask);
  }

  private Optional<Task> find(TaskId id) {
    return journal.find(id).map(TaskRecord::task);
  }
}
