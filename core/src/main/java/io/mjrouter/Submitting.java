package io.mjrouter;

import io.mjrouter.event.SubmitProbe;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.Submission;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.submit.Submitter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * A submission that is begun once: in the background, or on a thread of the caller's. Both futures
 * fail as {@link Midjourney#submit} throws; cancelling them changes nothing. Its log lines have the
 * context of whoever began it. Safe for use by many threads.
 */
public final class Submitting {

  private final Submitter submitter;
  private final Submission submission;
  private final SubmitOptions options;
  private final Executor executor;
  private final Reminders reminders;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final CompletableFuture<TaskId> recorded = new CompletableFuture<>();
  private final CompletableFuture<Task> decided = new CompletableFuture<>();
  private volatile @Nullable SubmitOutcome last;

  /** One that nobody has begun yet. */
  Submitting(
      Submitter submitter,
      Submission submission,
      SubmitOptions options,
      Executor executor,
      Reminders reminders) {
    this.submitter = submitter;
    this.submission = submission;
    this.options = options;
    this.executor = executor;
    this.reminders = reminders;
  }

  /** Does it on this thread, whose interrupt ends it as it ends {@link Midjourney#submit}. */
  public void run() {
    submit(started());
  }

  /**
   * The same for whoever is to know its id meanwhile, if that takes long.
   *
   * @param patience after so long, by the router's clock, it takes long; it does as well once the
   *     router is closed
   * @param late is run then on a thread of the router, once the task is recorded; not if it is
   *     decided by then, though it may still be running when it is
   */
  public void run(Duration patience, Runnable late) {
    Runnable told =
        () -> {
          var unused = recorded.thenRunAsync(late, executor);
        };
    Reminders.Reminder reminder = reminders.in(patience, told);
    try {
      run();
    } finally {
      reminder.cancel();
    }
  }

  /** Has a thread of the router do it: it goes on, whoever stops waiting for it. */
  public void begin() {
    SubmitProbe told = started();
    Map<String, String> context = MDC.getCopyOfContextMap();
    try {
      executor.execute(
          () -> {
            Map<String, String> before = MDC.getCopyOfContextMap();
            speakAs(context);
            try {
              submit(told);
            } finally {
              speakAs(before);
            }
          });
    } catch (RuntimeException e) {
      told.ended(Optional.of(e));
      throw e;
    }
  }

  private SubmitProbe started() {
    if (begun.getAndSet(true)) {
      throw new IllegalStateException("begun already");
    }
    return submitter.submitting(submission);
  }

  private static void speakAs(@Nullable Map<String, String> context) {
    if (context == null) {
      MDC.clear();
    } else {
      MDC.setContextMap(context);
    }
  }

  private void submit(SubmitProbe told) {
    try {
      Task task = submitter.submit(submission, options, told.and(futures()));
      recorded.complete(task.id());
      decided.complete(task);
    } catch (Throwable e) {
      recorded.completeExceptionally(e);
      decided.completeExceptionally(e);
    }
  }

  private SubmitProbe futures() {
    return new SubmitProbe() {
      @Override
      public void recorded(TaskId id) {
        recorded.complete(id);
      }

      @Override
      public void attempted(Attempt attempt, SubmitOutcome outcome) {
        last = outcome;
      }
    };
  }

  /**
   * The task's id, as soon as it is recorded; nothing was sent before. What is hung on it until
   * then runs on a thread of the router's own, and holds up no submission.
   */
  public CompletableFuture<TaskId> recorded() {
    return recorded.isDone()
        ? recorded.copy()
        : recorded.thenApplyAsync(Function.identity(), Threads.orHere(executor));
  }

  /** The task, once a host took it. What is hung on it runs on the thread that submitted. */
  public CompletableFuture<Task> decided() {
    return decided.copy();
  }

  /** What the last attempt came to; empty while there was none, and where another call made it. */
  public Optional<SubmitOutcome> lastOutcome() {
    return Optional.ofNullable(last);
  }
}
