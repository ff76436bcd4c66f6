package io.mjrouter.spring;

import io.mjrouter.event.MjEvent;
import io.mjrouter.event.MjListener;

/** A listener that takes every event in one place. */
abstract class EachEvent implements MjListener {

  abstract void tell(MjEvent event);

  @Override
  public final void onSubmitted(MjEvent.Submitted event) {
    tell(event);
  }

  @Override
  public final void onAttemptEnded(MjEvent.AttemptEnded event) {
    tell(event);
  }

  @Override
  public final void onAccepted(MjEvent.Accepted event) {
    tell(event);
  }

  @Override
  public final void onProgressed(MjEvent.Progressed event) {
    tell(event);
  }

  @Override
  public final void onNeedsModal(MjEvent.NeedsModal event) {
    tell(event);
  }

  @Override
  public final void onFinished(MjEvent.Finished event) {
    tell(event);
  }

  @Override
  public final void onSettled(MjEvent.Settled event) {
    tell(event);
  }

  @Override
  public final void onCameLate(MjEvent.CameLate event) {
    tell(event);
  }
}
