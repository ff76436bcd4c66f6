package io.mjrouter.route;

import io.mjrouter.model.OnUnknown;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitOutcome;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The course of one submission over the candidates of its plan: each outcome reported gives the
 * next step, or the final one.
 *
 * <p>Only what was certainly not taken moves on, and never to a route that was asked before, nor to
 * another mode of a provider that failed in a way that would meet it there as well. What may have
 * been taken is held; if the caller chose to resubmit it moves on, but then it can end only as
 * taken or held, since something may have been bought. An immutable value.
 */
public final class Failover {

  private final List<Candidate> left;
  private final int mostAttempts;
  private final OnUnknown onUnknown;
  private final int attempts;
  private final @Nullable SubmitOutcome last;
  private final NextStep.@Nullable Held held;
  private final @Nullable NextStep end;

  private Failover(
      List<Candidate> left,
      int mostAttempts,
      OnUnknown onUnknown,
      int attempts,
      @Nullable SubmitOutcome last,
      NextStep.@Nullable Held held,
      @Nullable NextStep end) {
    this.left = left;
    this.mostAttempts = mostAttempts;
    this.onUnknown = onUnknown;
    this.attempts = attempts;
    this.last = last;
    this.held = held;
    this.end = end;
  }

  /**
   * Nothing tried yet.
   *
   * @param attempts how many attempts may be made
   */
  public static Failover of(RoutePlan plan, int attempts, OnUnknown onUnknown) {
    return of(plan, 0, attempts, onUnknown);
  }

  /**
   * The same where attempts were made before, on another plan.
   *
   * @param made how many
   * @param attempts how many may be made in all
   */
  public static Failover of(RoutePlan plan, int made, int attempts, OnUnknown onUnknown) {
    return new Failover(plan.candidates(), attempts, onUnknown, made, null, null, null);
  }

  /** What to do now. */
  public NextStep next() {
    if (end != null) {
      return end;
    }
    if (left.isEmpty()) {
      return nothing(NextStep.End.NO_CANDIDATE);
    }
    return attempts >= mostAttempts
        ? nothing(NextStep.End.ATTEMPTS_USED_UP)
        : new NextStep.Try(left.get(0), attempts + 1, attempts > 0 && mayBeOfAStorm());
  }

  /**
   * What a host says of the account or of what was sent says nothing of trouble anywhere, and what
   * reached no host was no load for one.
   */
  private boolean mayBeOfAStorm() {
    return last instanceof SubmitOutcome.Rejected rejected
        ? rejected.reason().blame() == RejectReason.Blame.HOST
        : !(last instanceof SubmitOutcome.NotSent);
  }

  /** How many attempts were made. */
  public int attempts() {
    return attempts;
  }

  /** The candidate was not admitted any more; this costs no attempt. */
  public Failover skipped() {
    candidate();
    return new Failover(
        left.subList(1, left.size()), mostAttempts, onUnknown, attempts, last, held, null);
  }

  /** Nothing more is tried, for want of time or of budget. */
  public Failover stopped(NextStep.End why) {
    candidate();
    return ended(nothing(why));
  }

  /** The candidate was tried. */
  public Failover after(SubmitOutcome outcome) {
    Candidate candidate = candidate();
    List<Candidate> others = others(candidate, outcome);
    Failover moved =
        new Failover(others, mostAttempts, onUnknown, attempts + 1, outcome, held, null);
    return outcome.accept(
        new SubmitOutcome.Visitor<>() {
          @Override
          public Failover accepted(SubmitOutcome.Accepted accepted) {
            return moved.ended(new NextStep.Taken(candidate, accepted));
          }

          @Override
          public Failover rejected(SubmitOutcome.Rejected rejected) {
            if (rejected.mayMove()) {
              return moved;
            }
            return moved.ended(held != null ? held : new NextStep.Refused(candidate, rejected));
          }

          @Override
          public Failover notSent(SubmitOutcome.NotSent notSent) {
            return moved;
          }

          @Override
          public Failover unknown(SubmitOutcome.Unknown unknown) {
            NextStep.Held first = held != null ? held : new NextStep.Held(candidate, unknown);
            return onUnknown == OnUnknown.RESUBMIT
                ? new Failover(others, mostAttempts, onUnknown, attempts + 1, outcome, first, null)
                : moved.ended(first);
          }
        });
  }

  private List<Candidate> others(Candidate asked, SubmitOutcome outcome) {
    boolean whole = Moves.isProvidersFault(outcome);
    List<Candidate> others = left.subList(1, left.size());
    return whole
        ? others.stream()
            .filter(c -> !c.route().provider().equals(asked.route().provider()))
            .toList()
        : others;
  }

  private Candidate candidate() {
    if (next() instanceof NextStep.Try next) {
      return next.candidate();
    }
    throw new IllegalStateException("already over: " + next());
  }

  private NextStep nothing(NextStep.End why) {
    return held != null ? held : new NextStep.NoRoute(why, Optional.ofNullable(last));
  }

  private Failover ended(NextStep step) {
    return new Failover(left, mostAttempts, onUnknown, attempts, last, held, step);
  }
}
