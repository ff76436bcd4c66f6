package io.mjrouter.route;

import io.mjrouter.spi.NotSentReason;
import io.mjrouter.spi.SubmitOutcome;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * What the answer to a submit says about its route and provider: their health, account, limits and
 * pauses. Its money is not here.
 */
final class AfterAnswer implements SubmitOutcome.Visitor<RouteTable> {

  private static final Duration SLOW_ANSWER = Duration.ofSeconds(30);

  private final RouteTable table;
  private final Ticket ticket;
  private final long now;

  private AfterAnswer(RouteTable table, Ticket ticket, long now) {
    this.table = table;
    this.ticket = ticket;
    this.now = now;
  }

  static RouteTable of(RouteTable table, Ticket ticket, SubmitOutcome outcome, long now) {
    Verdict said = Verdict.of(outcome);
    boolean slow = said == Verdict.GOOD && now - ticket.begun() > SLOW_ANSWER.toNanos();
    Verdict verdict = slow ? Verdict.SLOW : said;
    return outcome
        .accept(new AfterAnswer(table, ticket, now))
        .with(
            ticket.route(),
            r -> r.with(r.health().answered(ticket.token(), verdict, ticket.begun(), now)))
        .with(ticket.route().provider(), p -> p.with(p.calls().released()));
  }

  @Override
  public RouteTable accepted(SubmitOutcome.Accepted accepted) {
    return table
        .with(
            ticket.route().provider(),
            p ->
                p.with(
                        p.account()
                            .answered(ticket.token(), true, ticket.price(), ticket.begun())
                            .keyWorks(ticket.begun()))
                    .with(p.calls().accepted(now))
                    .with(p.cooldown().accepted()))
        .with(ticket.route(), r -> taken(r, accepted));
  }

  /** A queue is no refusal: it costs time, and that is counted as such. It only ends growth. */
  private RouteState taken(RouteState route, SubmitOutcome.Accepted accepted) {
    boolean queued = accepted.queue().orElse(0) > 0;
    RouteState grown = queued ? route : route.with(route.tasks().accepted(now));
    RouteState told =
        grown.with(grown.cooldown().accepted()).with(grown.queue().told(accepted.queue(), now));
    boolean noTask = accepted.hostTaskId().isBlank();
    return noTask ? told.with(told.tasks().released()) : told;
  }

  @Override
  public RouteTable rejected(SubmitOutcome.Rejected rejected) {
    RouteTable told =
        switch (rejected.reason()) {
          case AUTH -> account(a -> isOfThePast(a) ? a : a.keyRefused(now));
          case NO_MONEY ->
              account(
                  a -> isOfThePast(a) ? a : a.moneyRefused(ticket.price(), ticket.begun(), now));
          case THROTTLED ->
              notAccepted()
                  .with(
                      ticket.route().provider(),
                      p ->
                          p.with(p.calls().full(now))
                              .with(p.cooldown().busy(rejected.retryAfter(), ticket.begun(), now)));
          case QUEUE_FULL ->
              notAccepted()
                  .with(
                      ticket.route(),
                      r ->
                          r.with(r.tasks().full(now))
                              .with(r.cooldown().busy(rejected.retryAfter(), ticket.begun(), now)));
          case FORBIDDEN,
              EDGE_BLOCKED,
              PLAN_LIMIT,
              NO_CHANNEL,
              NO_INSTANCE,
              HOST_TROUBLE,
              REDIRECTED,
              UNSUPPORTED,
              PAYLOAD_TOO_LARGE,
              BANNED_PROMPT,
              BAD_PARAMETER,
              PARENT_NOT_FOUND,
              PARENT_NOT_READY ->
              rejected.retryAfter().isEmpty()
                  ? notAccepted()
                  : notAccepted()
                      .with(
                          ticket.route(),
                          r ->
                              r.with(
                                  r.cooldown().busy(rejected.retryAfter(), ticket.begun(), now)));
        };
    return told.with(ticket.route(), r -> r.with(r.tasks().released()));
  }

  @Override
  public RouteTable notSent(SubmitOutcome.NotSent notSent) {
    RouteTable told = notAccepted().with(ticket.route(), r -> r.with(r.tasks().released()));
    // Nobody was asked: it counts as no call either.
    return notSent.reason() == NotSentReason.CLOSED
        ? told.with(ticket.route().provider(), p -> p.with(p.rate().givenBack(ticket.begun())))
        : told;
  }

  @Override
  public RouteTable unknown(SubmitOutcome.Unknown unknown) {
    return notAccepted();
  }

  /** An answer to the key before says nothing of the present one. */
  private boolean isOfThePast(AccountState account) {
    return account.isNewerThan(ticket.begun());
  }

  private RouteTable notAccepted() {
    return account(a -> a.answered(ticket.token(), false, ticket.price(), ticket.begun()));
  }

  private RouteTable account(UnaryOperator<AccountState> change) {
    return table.with(ticket.route().provider(), p -> p.with(change.apply(p.account())));
  }
}
