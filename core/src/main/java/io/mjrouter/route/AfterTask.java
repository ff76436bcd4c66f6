package io.mjrouter.route;

import io.mjrouter.model.Failure;
import java.time.Duration;
import java.util.Optional;

/** What the end of an accepted task says about its route: its health, its place, its durations. */
final class AfterTask {

  /** How many times longer than nineteen of twenty a task takes that speaks against its host. */
  private static final int SLOW_TASK = 3;

  private AfterTask() {}

  static RouteState ended(
      RouteState route, Ticket ticket, Optional<Failure> failure, Duration took, long now) {
    Verdict verdict = failure.map(Verdict::of).orElseGet(() -> success(route, ticket, took, now));
    RouteState state =
        route
            .with(route.tasks().released())
            .with(route.health().finished(ticket.token(), verdict, ticket.begun(), now));
    return failure.isPresent() ? state : state.learned(ticket.action(), took, ticket.places(), now);
  }

  static RouteState left(RouteState route, Ticket ticket) {
    return route
        .with(route.tasks().released())
        .with(
            route
                .health()
                .finished(ticket.token(), Verdict.UNCOUNTED, ticket.begun(), ticket.begun()));
  }

  private static Verdict success(RouteState route, Ticket ticket, Duration took, long now) {
    DurationModel usual = route.durations(ticket.action());
    boolean slow = usual.chanceWithin(took.dividedBy(SLOW_TASK), now) > 0.95;
    return slow ? Verdict.SLOW : Verdict.GOOD;
  }
}
