package io.mjrouter.examples.benchmarks;

import io.mjrouter.model.Failure;
import io.mjrouter.model.Money;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Route;
import io.mjrouter.spi.SubmitOutcome;
import java.util.Optional;

/** A router under comparison: asked where to go, and told what came of it. */
interface Contender {

  /** One attempt that a contender makes. */
  interface Attempt {
    Route route();

    /** The host answered; the next attempt, if another is to be made. */
    Optional<Attempt> answered(SubmitOutcome outcome, double now);

    /** The task that the host took came to its end. */
    void ended(Optional<Failure> failure, double took, double now);
  }

  String name();

  /** Where a submission goes first; empty: it is not served. */
  Optional<Attempt> submit(World.Job job, double now);

  /** A free reading of a balance. */
  void balance(ProviderId id, Money left, double now);
}
