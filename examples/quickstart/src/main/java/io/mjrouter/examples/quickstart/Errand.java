package io.mjrouter.examples.quickstart;

import io.mjrouter.Midjourney;
import io.mjrouter.error.NoRouteException;
import io.mjrouter.error.OutcomeUnknownException;
import io.mjrouter.error.SubmissionRefusedException;
import io.mjrouter.error.UnsupportedByHostException;
import io.mjrouter.error.WaitTimeoutException;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskStatus;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Buys one thing and waits for it, keeping account of what was bought. */
final class Errand {

  private final Midjourney midjourney;
  private final Surroundings surroundings;
  private final Purchase purchase;
  private final Duration patience;

  Errand(Midjourney midjourney, Surroundings surroundings, Purchase purchase, Duration patience) {
    this.midjourney = midjourney;
    this.surroundings = surroundings;
    this.purchase = purchase;
    this.patience = patience;
  }

  /**
   * Submits, and shows the progress until it is drawn.
   *
   * @param what what is bought, in a word or two
   * @return the finished task
   * @throws QuickstartException when it is not finished, saying why and what was bought
   */
  Task run(String what, Supplier<Task> submit) {
    purchase.sending(what);
    Task taken = submitted(submit);
    purchase.taken(taken);
    try (Progress progress = Progress.on(surroundings, what)) {
      Task ended = midjourney.await(taken.id(), patience, progress::show);
      progress.show(ended);
      return finished(ended);
    } catch (WaitTimeoutException e) {
      throw line(
          "It is not finished after " + Words.about(patience),
          "The host goes on; --wait gives it longer.",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw line("Interrupted", "The host goes on.", e);
    }
  }

  private Task submitted(Supplier<Task> submit) {
    try {
      return submit.get();
    } catch (OutcomeUnknownException e) {
      throw explained(e.taskId(), Optional.empty(), e);
    } catch (SubmissionRefusedException e) {
      purchase.refused();
      throw explained(e.taskId(), e.bannedWord(), e);
    } catch (NoRouteException e) {
      purchase.refused();
      throw explained(e.taskId(), Optional.empty(), e);
    } catch (UnsupportedByHostException e) {
      purchase.refused();
      throw e;
    }
  }

  /** In terms of the last attempt, where there was one. */
  private RuntimeException explained(
      TaskId id, Optional<String> bannedWord, RuntimeException thrown) {
    Optional<Attempt> last =
        midjourney.find(id).flatMap(task -> task.attempts().stream().reduce((a, b) -> b));
    return last.isEmpty()
        ? thrown
        : line(Answers.explain(last.get(), bannedWord), Answers.advice(last.get()), thrown);
  }

  private Task finished(Task task) {
    if (task.status() == TaskStatus.SUCCEEDED) {
      return task;
    }
    if (task.status() == TaskStatus.NEEDS_MODAL) {
      throw new QuickstartException(
          purchase.exitCode(), "The host wants more to be said. " + purchase.sentence());
    }
    throw FailedTask.of(task, purchase);
  }

  private QuickstartException line(String what, String advice, Throwable cause) {
    return new QuickstartException(
        purchase.exitCode(),
        FailureLine.sentence(what) + " " + purchase.sentence() + " " + advice,
        cause);
  }
}
