package io.mjrouter.submit;

import io.mjrouter.model.TaskId;
import io.mjrouter.spi.SubmitOutcome;

/** Is told how one submission goes, on the thread that makes it. */
public interface SubmitWatch {

  /** It is recorded under this id, or was before, by another call under the same reference. */
  void recorded(TaskId id);

  /** One attempt ended. */
  void ended(SubmitOutcome outcome);

  /** Nobody watches. */
  static SubmitWatch none() {
    return new SubmitWatch() {
      @Override
      public void recorded(TaskId id) {}

      @Override
      public void ended(SubmitOutcome outcome) {}
    };
  }
}
