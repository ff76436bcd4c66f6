package io.mjrouter.metrics;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.mjrouter.error.NoRouteException;
import io.mjrouter.error.SubmissionRefusedException;
import io.mjrouter.event.SubmitProbe;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.TaskId;
import io.mjrouter.spi.SubmitOutcome;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The observation of one submission, and one below it for each attempt, one after the other. */
final class ObservedSubmission implements SubmitProbe {

  private static final String ACTION = "action";
  private static final String OUTCOME = "outcome";
  private static final String TASK = "mj.task";

  private final ObservationRegistry registry;
  private final String action;
  private final Observation submission;
  private Observation.@Nullable Scope scope;
  private @Nullable Observed attempt;
  private String task = "";
  private String provider = TagValues.NONE;
  private String mode = TagValues.NONE;
  private @Nullable String outcome;

  /** An observation within whose scope its thread works. */
  private record Observed(Observation observation, Observation.Scope scope) {

    void stop() {
      scope.close();
      observation.stop();
    }
  }

  /** Tells a registry that something failed, and nothing that a host or a caller wrote. */
  private static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private Failed(String how) {
      super(how, null, false, false);
    }
  }

  ObservedSubmission(ObservationRegistry registry, String action) {
    this.registry = registry;
    this.action = action;
    this.submission =
        Observation.createNotStarted(ObservationNames.SUBMISSION, registry)
            .contextualName("submit " + action)
            .lowCardinalityKeyValue(ACTION, action)
            .start();
  }

  @Override
  public void begun() {
    scope = submission.openScope();
  }

  @Override
  public void recorded(TaskId id) {
    task = id.toString();
    submission.highCardinalityKeyValue(TASK, task);
  }

  @Override
  public void attempting(Attempt next) {
    provider = next.route().provider().name();
    mode = TagValues.of(next.route().mode());
    Observation observation =
        Observation.createNotStarted(ObservationNames.ATTEMPT, registry)
            .parentObservation(submission)
            .contextualName("attempt " + provider + " " + mode)
            .lowCardinalityKeyValue(ACTION, action)
            .lowCardinalityKeyValue(MicrometerProbe.PROVIDER, provider)
            .lowCardinalityKeyValue(MicrometerProbe.MODE, mode)
            .highCardinalityKeyValue(TASK, task)
            .start();
    attempt = new Observed(observation, observation.openScope());
  }

  @Override
  public void attempted(Attempt tried, SubmitOutcome answer) {
    Observed observed = attempt;
    if (observed == null) {
      return;
    }
    Became became = answer.accept(new Words());
    observed
        .observation()
        .lowCardinalityKeyValue(OUTCOME, became.outcome())
        .lowCardinalityKeyValue("reason", became.reason());
    if (!(answer instanceof SubmitOutcome.Accepted)) {
      observed.observation().error(new Failed(became.outcome() + " " + became.reason()));
    }
    observed.stop();
    attempt = null;
    outcome = became.outcome();
  }

  @Override
  public void ended(Optional<Throwable> failure) {
    String became = outcome == null ? withoutAttempt(failure) : outcome;
    submission
        .lowCardinalityKeyValue(MicrometerProbe.PROVIDER, provider)
        .lowCardinalityKeyValue(MicrometerProbe.MODE, mode)
        .lowCardinalityKeyValue(OUTCOME, became);
    failure.ifPresent(
        thrown -> submission.error(new Failed(thrown.getClass().getSimpleName() + ": " + became)));
    if (scope != null) {
      scope.close();
    }
    submission.stop();
  }

  private static String withoutAttempt(Optional<Throwable> failure) {
    if (failure.isEmpty()) {
      return "joined";
    }
    if (failure.get() instanceof NoRouteException) {
      return "no-route";
    }
    return failure.get() instanceof SubmissionRefusedException ? "refused" : "failed";
  }

  /**
   * What an answer is, in words of closed sets.
   *
   * @param reason why it is not taken; {@code none} where it is
   */
  private record Became(String outcome, String reason) {

    private static Became of(Attempt.State state, String reason) {
      return new Became(TagValues.of(state), reason);
    }
  }

  private static final class Words implements SubmitOutcome.Visitor<Became> {

    @Override
    public Became accepted(SubmitOutcome.Accepted accepted) {
      return Became.of(Attempt.State.ACCEPTED, TagValues.NONE);
    }

    @Override
    public Became rejected(SubmitOutcome.Rejected rejected) {
      return Became.of(Attempt.State.REJECTED, TagValues.reason(rejected.reason().name()));
    }

    @Override
    public Became notSent(SubmitOutcome.NotSent notSent) {
      return Became.of(Attempt.State.NOT_SENT, TagValues.reason(notSent.reason().name()));
    }

    @Override
    public Became unknown(SubmitOutcome.Unknown unknown) {
      return Became.of(Attempt.State.UNKNOWN, TagValues.reason(unknown.reason().name()));
    }
  }
}
