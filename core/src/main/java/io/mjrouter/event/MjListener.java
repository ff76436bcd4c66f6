package io.mjrouter.event;

/**
 * Is told what happens to tasks. Override what is of interest.
 *
 * <p>Each listener has a thread of the library to itself and is told one event after the other,
 * those of one task in order. What it throws is logged and disturbs nobody else; while it is slow,
 * its events wait, and beyond some thousands the steps of progress are left out, then the newest.
 */
public interface MjListener {

  default void onSubmitted(MjEvent.Submitted event) {}

  default void onAttemptEnded(MjEvent.AttemptEnded event) {}

  default void onAccepted(MjEvent.Accepted event) {}

  default void onProgressed(MjEvent.Progressed event) {}

  default void onNeedsModal(MjEvent.NeedsModal event) {}

  default void onFinished(MjEvent.Finished event) {}

  default void onSettled(MjEvent.Settled event) {}

  default void onCameLate(MjEvent.CameLate event) {}
}
