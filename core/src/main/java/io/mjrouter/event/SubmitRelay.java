package io.mjrouter.event;

import io.mjrouter.model.Attempt;
import io.mjrouter.model.TaskId;
import io.mjrouter.spi.SubmitOutcome;
import java.util.Optional;
import java.util.function.Consumer;

/** Hands all that is told of a submission on in one place. */
@FunctionalInterface
interface SubmitRelay extends SubmitProbe {

  void tell(Consumer<SubmitProbe> what);

  @Override
  default void begun() {
    tell(SubmitProbe::begun);
  }

  @Override
  default void recorded(TaskId id) {
    tell(probe -> probe.recorded(id));
  }

  @Override
  default void attempting(Attempt attempt) {
    tell(probe -> probe.attempting(attempt));
  }

  @Override
  default void attempted(Attempt attempt, SubmitOutcome outcome) {
    tell(probe -> probe.attempted(attempt, outcome));
  }

  @Override
  default void ended(Optional<Throwable> failure) {
    tell(probe -> probe.ended(failure));
  }
}
