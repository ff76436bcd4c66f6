package io.mjrouter.event;

/**
 * Is told what happens to tasks. Override what is of interest.
 *
 * <p>Each listener has a thread of the library to itself and is told one event after the other,
 * those of one task in order. What it throws is logged and disturbs nobody else.
 *
 * <p>{@link #onFinished} and {@link #onSettled} are told at least once: a listener that threw is
 * told again, after a second and then ever later, up to five minutes, or when it said so with a
 * {@link TellAgain}, until it returns; and after a restart, as long as the store keeps the task.
 * With several listeners the store notes that a task was told once all of them have returned, so
 * after a crash each of them may be told again. {@link MjEvent#id} is then the same.
 *
 * <p>The others are told once at most: while a listener is slow its events wait, and beyond some
 * thousands the steps of progress are left out, then the newest.
 */
public interface MjListener {

  /** How logs call it. */
  default String name() {
    return getClass().getName();
  }

  default void onSubmitted(MjEvent.Submitted event) {}

  default void onAttemptEnded(MjEvent.AttemptEnded event) {}

  default void onAccepted(MjEvent.Accepted event) {}

  default void onProgressed(MjEvent.Progressed event) {}

  default void onNeedsModal(MjEvent.NeedsModal event) {}

  /** The task is final. Told until it returns. */
  default void onFinished(MjEvent.Finished event) {}

  /**
   * What was paid is decided; what is in dispute may still be found out, which is not told. Told
   * right after {@link #onFinished} has returned, until it returns.
   */
  default void onSettled(MjEvent.Settled event) {}

  /** A host finished what was given up; told once its pictures are kept, where that is wanted. */
  default void onCameLate(MjEvent.CameLate event) {}
}
