package io.mjrouter;

import static java.util.Objects.requireNonNull;

import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.RouteStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One mode of a provider as it stands at one moment. Price, time and chances are those of an
 * imagine.
 *
 * @param mode which
 * @param status whether it takes submissions, and if not, why
 * @param since since when; empty where it is open, or nobody remembers
 * @param until when that passes by itself; empty where it does not, or is good
 * @param busy whether every place, or every call of this minute, is taken
 * @param tasks how many the host may be working on
 * @param taskLimit how many it is given at most, once it said that its queue is full
 * @param price what one costs; empty where nobody published a price
 * @param expected how long one is expected to take, its queue included
 * @param chanceAccepted the chance that the host takes a submission, from 0 to 1
 * @param chanceFinished the chance that it finishes what it took, from 0 to 1
 */
public record RouteSummary(
    Mode mode,
    RouteStatus status,
    Optional<Instant> since,
    Optional<Instant> until,
    boolean busy,
    int tasks,
    OptionalInt taskLimit,
    Optional<Money> price,
    Duration expected,
    double chanceAccepted,
    double chanceFinished) {

  public RouteSummary {
    requireNonNull(mode, "mode");
    requireNonNull(status, "status");
    requireNonNull(since, "since");
    requireNonNull(until, "until");
    requireNonNull(taskLimit, "taskLimit");
    requireNonNull(price, "price");
    requireNonNull(expected, "expected");
  }
}
