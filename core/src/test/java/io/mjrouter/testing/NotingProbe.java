package io.mjrouter.testing;

import io.mjrouter.event.MjProbe;
import io.mjrouter.event.SubmitProbe;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.Submission;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.spi.SubmitOutcome;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/** A probe that notes what it is told of submissions, a line for each thing that happens. */
public final class NotingProbe implements MjProbe {

  private final Consumer<String> notes;

  /**
   * A probe.
   *
   * @param notes is given each line, on the thread that tells of it
   */
  public NotingProbe(Consumer<String> notes) {
    this.notes = notes;
  }

  @Override
  public SubmitProbe submitting(Submission submission) {
    return new SubmitProbe() {
      @Override
      public void begun() {
        notes.accept("begun");
      }

      @Override
      public void recorded(TaskId id) {
        notes.accept("recorded");
      }

      @Override
      public void attempting(Attempt attempt) {
        notes.accept("attempting " + attempt.state());
      }

      @Override
      public void attempted(Attempt attempt, SubmitOutcome outcome) {
        notes.accept("attempted " + outcome.getClass().getSimpleName());
      }

      @Override
      public void ended(Optional<Throwable> failure) {
        notes.accept("ended" + failure.map(e -> " " + e.getClass().getSimpleName()).orElse(""));
      }
    };
  }

  @Override
  public void submitted(Task task, Duration took) {
    notes.accept("submitted " + task.attempts().size());
  }
}
