package io.mjrouter.metrics;

import io.micrometer.observation.ObservationRegistry;
import io.mjrouter.event.MjProbe;
import io.mjrouter.event.SubmitProbe;
import io.mjrouter.model.Submission;

/** Turns submissions and their attempts into observations. Safe for use by many threads. */
final class ObservationProbe implements MjProbe {

  private final ObservationRegistry registry;

  ObservationProbe(ObservationRegistry registry) {
    this.registry = registry;
  }

  @Override
  public SubmitProbe submitting(Submission submission) {
    return registry.isNoop()
        ? SubmitProbe.NONE
        : new ObservedSubmission(registry, TagValues.of(submission.action()));
  }
}
