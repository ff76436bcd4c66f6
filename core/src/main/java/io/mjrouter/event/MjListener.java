package io.mjrouter.event;

/**
 * Is told what happens to tasks. Override what is of interest.
 *
 * <p>Called by threads of the library, for one task in order, for several tasks at once. What a
 * listener throws is logged and disturbs nobody else.
 */
public interface MjListener {

  default void onSubmitted(MjEvent.Submitted event) {}

  default void onAttemptEnded(MjEvent.AttemptEnded event) {}

  default void onAccepted(MjEvent.Accepted event) {}

  default void onProgressed(MjEvent.Progressed event) {}

  default void onNeedsModal(MjEvent.NeedsModal event) {}

  default void onFinished(MjEvent.Finished event) {}

  default void onSettled(MjEvent.Settled event) {}
}
