package io.mjrouter.examples.quickstart;

import io.mjrouter.Midjourney;
import io.mjrouter.error.NoRouteException;
import io.mjrouter.error.SubmissionRefusedException;
import io.mjrouter.error.UnsupportedByHostException;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskStatus;
import java.time.Duration;
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
   */
  Task run(String what, Supplier<Task> submit) {
    purchase.sending(what);
    Task taken = submitted(submit);
    purchase.taken(taken);
    try (Progress progress = Progress.on(surroundings, what)) {
      progress.show(taken);
      Task ended = midjourney.await(taken.id(), patience, progress::show);
      progress.show(ended);
      return finished(ended);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new QuickstartException(purchase.exitCode(), "Interrupted. " + purchase.sentence(), e);
    }
  }

  private Task submitted(Supplier<Task> submit) {
    try {
      return submit.get();
    } catch (NoRouteException | SubmissionRefusedException | UnsupportedByHostException e) {
      purchase.refused();
      throw e;
    }
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
}
