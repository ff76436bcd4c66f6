package io.mjrouter.route;

import static java.util.Objects.requireNonNull;

import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Route;
import io.mjrouter.model.Submission;
import io.mjrouter.quota.Charge;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a plan is made for: this picture, by then, for at most this.
 *
 * @param submission what is asked
 * @param modes the modes allowed, in order of preference where a policy finds them equal; empty:
 *     every mode but turbo. No other mode is ever chosen
 * @param maxPrice the most it may cost
 * @param providers those that may serve it; empty: any
 * @param origin for a follow-up: the provider where its parent lives
 * @param deadline the time from now within which it should be finished
 * @param caller who asks, for caps by caller; empty where callers are not told apart
 * @param tried the routes that were tried before
 * @param back what comes back when an attempt is made, and counts against no cap then
 */
public record Demand(
    Submission submission,
    List<Mode> modes,
    Optional<Money> maxPrice,
    Set<ProviderId> providers,
    Optional<ProviderId> origin,
    Optional<Duration> deadline,
    String caller,
    Set<Route> tried,
    Optional<Charge> back) {

  public Demand {
    requireNonNull(submission, "submission");
    modes = List.copyOf(modes);
    requireNonNull(maxPrice, "maxPrice");
    providers = Set.copyOf(providers);
    requireNonNull(origin, "origin");
    requireNonNull(deadline, "deadline");
    requireNonNull(caller, "caller");
    tried = Set.copyOf(tried);
    requireNonNull(back, "back");
  }

  /** Anything goes, but turbo. */
  public static Demand of(Submission submission) {
    return new Demand(
        submission,
        List.of(),
        Optional.empty(),
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        "",
        Set.of(),
        Optional.empty());
  }

  public Demand withModes(List<Mode> value) {
    return new Demand(
        submission, value, maxPrice, providers, origin, deadline, caller, tried, back);
  }

  public Demand withMaxPrice(Optional<Money> value) {
    return new Demand(submission, modes, value, providers, origin, deadline, caller, tried, back);
  }

  public Demand withProviders(Set<ProviderId> value) {
    return new Demand(submission, modes, maxPrice, value, origin, deadline, caller, tried, back);
  }

  public Demand withOrigin(Optional<ProviderId> value) {
    return new Demand(submission, modes, maxPrice, providers, value, deadline, caller, tried, back);
  }

  public Demand withDeadline(Optional<Duration> value) {
    return new Demand(submission, modes, maxPrice, providers, origin, value, caller, tried, back);
  }

  public Demand withCaller(String value) {
    return new Demand(submission, modes, maxPrice, providers, origin, deadline, value, tried, back);
  }

  public Demand withTried(Set<Route> value) {
    return new Demand(
        submission, modes, maxPrice, providers, origin, deadline, caller, value, back);
  }

  public Demand withBack(Optional<Charge> value) {
    return new Demand(
        submission, modes, maxPrice, providers, origin, deadline, caller, tried, value);
  }

  boolean allows(Mode mode) {
    return modes.isEmpty() ? mode != Mode.TURBO : modes.contains(mode);
  }

  /** How far down the caller's own list a mode stands. */
  int rank(Mode mode) {
    return Math.max(0, modes.indexOf(mode));
  }
}
