package io.mjrouter.event;

import static java.util.Objects.requireNonNull;

import io.mjrouter.model.Attempt;
import io.mjrouter.model.Task;
import java.time.Instant;
import java.util.List;

/**
 * Something that happened to a task.
 *
 * <p>Each task has exactly one {@link Finished} and, where money was set aside, exactly one {@link
 * Settled}; one that failed by a clock of ours may have one {@link CameLate} after them. {@link
 * #id()} is the same whenever the same event is delivered again.
 */
public sealed interface MjEvent {

  /** What is told of a task that ended, in order. */
  static List<MjEvent> ofEnd(Task task) {
    Instant ended = task.ended().orElse(task.created());
    Finished finished = new Finished(task, ended);
    return task.attempts().isEmpty()
        ? List.of(finished)
        : List.of(finished, new Settled(task, ended));
  }

  /** Stable and unique: the task's id and what happened. */
  String id();

  /** When it happened. */
  Instant at();

  /** The task just after it happened. */
  Task task();

  /** Hands this event to the listener's method for it. */
  void deliverTo(MjListener listener);

  /** What a task tells at its second host has an id of its own. */
  private static String again(Task task) {
    return task.attempts().stream().anyMatch(Attempt::hasDied) ? "-again" : "";
  }

  /** The task was recorded; nothing was sent yet. */
  record Submitted(Task task, Instant at) implements MjEvent {
    public Submitted {
      requireNonNull(task, "task");
      requireNonNull(at, "at");
    }

    @Override
    public String id() {
      return task.id() + "-submitted";
    }

    @Override
    public void deliverTo(MjListener listener) {
      listener.onSubmitted(this);
    }
  }

  /** One try at one route ended, well or not. */
  record AttemptEnded(Task task, Attempt attempt, Instant at) implements MjEvent {
    public AttemptEnded {
      requireNonNull(task, "task");
      requireNonNull(attempt, "attempt");
      requireNonNull(at, "at");
    }

    @Override
    public String id() {
      return task.id() + "-attempt-" + attempt.number();
    }

    @Override
    public void deliverTo(MjListener listener) {
      listener.onAttemptEnded(this);
    }
  }

  /** A host took the task; again, where it died at one and was tried elsewhere. */
  record Accepted(Task task, Instant at) implements MjEvent {
    public Accepted {
      requireNonNull(task, "task");
      requireNonNull(at, "at");
    }

    @Override
    public String id() {
      return task.id() + "-accepted" + again(task);
    }

    @Override
    public void deliverTo(MjListener listener) {
      listener.onAccepted(this);
    }
  }

  /** Status or progress moved; not every step is told. */
  record Progressed(Task task, Instant at) implements MjEvent {
    public Progressed {
      requireNonNull(task, "task");
      requireNonNull(at, "at");
    }

    @Override
    public String id() {
      return task.id() + "-" + task.status() + "-" + task.progress() + again(task);
    }

    @Override
    public void deliverTo(MjListener listener) {
      listener.onProgressed(this);
    }
  }

  /** A window waits for an answer. */
  record NeedsModal(Task task, Instant at) implements MjEvent {
    public NeedsModal {
      requireNonNull(task, "task");
      requireNonNull(at, "at");
    }

    @Override
    public String id() {
      return task.id() + "-modal" + again(task);
    }

    @Override
    public void deliverTo(MjListener listener) {
      listener.onNeedsModal(this);
    }
  }

  /** The task is final. */
  record Finished(Task task, Instant at) implements MjEvent {
    public Finished {
      requireNonNull(task, "task");
      requireNonNull(at, "at");
    }

    @Override
    public String id() {
      return task.id() + "-finished";
    }

    @Override
    public void deliverTo(MjListener listener) {
      listener.onFinished(this);
    }
  }

  /** What was paid is decided; what is in dispute may still be found out, which is not told. */
  record Settled(Task task, Instant at) implements MjEvent {
    public Settled {
      requireNonNull(task, "task");
      requireNonNull(at, "at");
    }

    @Override
    public String id() {
      return task.id() + "-settled";
    }

    @Override
    public void deliverTo(MjListener listener) {
      listener.onSettled(this);
    }
  }

  /** A host finished a task that had been given up: it stays failed, and its pictures are there. */
  record CameLate(Task task, Instant at) implements MjEvent {
    public CameLate {
      requireNonNull(task, "task");
      requireNonNull(at, "at");
    }

    @Override
    public String id() {
      return task.id() + "-late";
    }

    @Override
    public void deliverTo(MjListener listener) {
      listener.onCameLate(this);
    }
  }
}
