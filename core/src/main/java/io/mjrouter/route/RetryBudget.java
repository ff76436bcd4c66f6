package io.mjrouter.route;

import io.mjrouter.quota.SlidingSum;
import java.util.concurrent.TimeUnit;

/**
 * How many further attempts a storm of failures may cause: a fifth of the submissions of the last
 * minute, but never fewer than {@value #LEAST} a minute, so that where few submissions come each of
 * them can move on from a host that is down until its routes are ejected. An attempt after a
 * refusal that speaks of the account, or of what was sent, belongs to no storm, and one after an
 * attempt that reached no host multiplies no load: it is none of these, and counts as a submission.
 *
 * <p>The shape is that of Finagle's {@code RetryBudget} and of Envoy's {@code retry_budget}
 * (budget_percent 20, min_retry_concurrency 3). An immutable value.
 */
public final class RetryBudget {

  static final int LEAST = 10;
  private static final int ONE_IN = 5;

  private static final RetryBudget FRESH = new RetryBudget(minute(), minute());

  private final SlidingSum submissions;
  private final SlidingSum retries;

  private RetryBudget(SlidingSum submissions, SlidingSum retries) {
    this.submissions = submissions;
    this.retries = retries;
  }

  private static SlidingSum minute() {
    return SlidingSum.over(TimeUnit.MINUTES.toNanos(1), 60);
  }

  public static RetryBudget fresh() {
    return FRESH;
  }

  /** A submission came from a caller. */
  public RetryBudget submitted(long now) {
    return new RetryBudget(submissions.plus(1, now), retries);
  }

  /** Whether one more attempt after the first may be made. */
  public boolean allows(long now) {
    return retries.sum(now) < Math.max(LEAST, submissions.sum(now) / ONE_IN);
  }

  /** One attempt after the first is made. */
  public RetryBudget retried(long now) {
    return new RetryBudget(submissions, retries.plus(1, now));
  }
}
