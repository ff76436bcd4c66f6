package io.mjrouter.route;

import io.mjrouter.model.Action;
import io.mjrouter.model.Balance;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Failure;
import io.mjrouter.model.Money;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Route;
import io.mjrouter.model.RouteReason;
import io.mjrouter.quota.Spend;
import io.mjrouter.quota.SpendCaps;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.store.DurationCount;
import io.mjrouter.store.NodePlace;
import io.mjrouter.store.SpendSum;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Everything the router knows at one moment: the snapshot a plan is made on.
 *
 * <p>An immutable value with pure transitions; whoever owns the current one swaps it atomically,
 * and repeats a transition that lost. Since an attempt takes its places, permits and money in one
 * transition ({@link #admit}), none of them is ever held half. Times called {@code now} are those
 * of a monotonic clock in nanoseconds.
 *
 * <p>What an answer means for its route and provider is in {@link AfterAnswer}, and the end of a
 * task in {@link AfterTask}.
 */
public final class RouterState {

  private final RouteTable table;
  private final Spend spend;
  private final SpendCaps caps;
  private final RetryBudget budget;
  private final NodePlace place;

  private RouterState(
      RouteTable table, Spend spend, SpendCaps caps, RetryBudget budget, NodePlace place) {
    this.place = place;
    this.table = table;
    this.spend = spend;
    this.caps = caps;
    this.budget = budget;
  }

  /**
   * The state of a router that knows nothing yet.
   *
   * @param offers every provider, in the configured order, which decides among equals
   * @param zone where days of money begin
   */
  public static RouterState of(List<Offer> offers, ZoneId zone, SpendCaps caps) {
    return new RouterState(
        RouteTable.EMPTY.under(offers, NodePlace.alone()),
        Spend.none(zone),
        caps,
        RetryBudget.fresh(),
        NodePlace.alone());
  }

  /**
   * The same under another configuration; what is known of a route that stays is kept. Of one that
   * goes the places that are taken are remembered until they are given back, whether it comes back
   * meanwhile or not.
   */
  public RouterState reconfigured(List<Offer> offers, SpendCaps newCaps) {
    return new RouterState(table.under(offers, place), spend, newCaps, budget, place);
  }

  /** The same among other nodes: what all of them may do at once, or in a minute, is shared out. */
  public RouterState sharedBy(NodePlace newPlace) {
    RouteTable shared = table;
    for (ProviderState each : providers()) {
      shared = shared.with(each.offer().provider(), p -> p.under(p.offer(), newPlace));
    }
    return new RouterState(shared, spend, caps, budget, newPlace);
  }

  public Optional<ProviderState> provider(ProviderId id) {
    return Optional.ofNullable(table.provider(id));
  }

  public Optional<RouteState> route(Route route) {
    return Optional.ofNullable(table.route(route));
  }

  public List<ProviderState> providers() {
    return table.providers();
  }

  public List<RouteState> routes() {
    return table.routes();
  }

  /** Whether one came from the other without {@link #reconfigured}. */
  public boolean hasRoutesOf(RouterState other) {
    return table.isOneWith(other.table);
  }

  public Spend spend() {
    return spend;
  }

  public SpendCaps caps() {
    return caps;
  }

  RouteTable table() {
    return table;
  }

  Filter filter(Demand demand, long now, Instant wall) {
    return new Filter(demand, spend, caps, now, wall);
  }

  // ---- The course of one attempt.

  /**
   * Takes all that one attempt needs, or nothing.
   *
   * @param demand with what is left of its deadline
   * @param leastBad whether the plan said that it is tried although it is ejected
   * @param further whether it is a retry: then it must fit the retry budget
   * @param token the attempt's own mark
   */
  public Admission admit(
      Demand demand,
      Route route,
      boolean leastBad,
      boolean further,
      String token,
      long now,
      Instant wall) {
    ProviderState provider = table.provider(route.provider());
    RouteState state = table.route(route);
    if (provider == null || state == null) {
      return new Admission.Refused(RouteReason.DISABLED);
    }
    Optional<Money> price =
        provider.offer().info().prices().price(demand.submission().action(), route.mode());
    RouteReason against = filter(demand, now, wall).against(provider, state, price, leastBad);
    if (against != null) {
      return new Admission.Refused(against);
    }
    if (further && !budget.allows(now)) {
      return new Admission.OutOfBudget();
    }
    Ticket ticket =
        new Ticket(
            route, demand.submission().action(), price, token, demand.caller(), now, wall, 0);
    RouteTable taken =
        table
            .with(route.provider(), p -> p.admitted(token, price, now, wall))
            .with(route, r -> r.with(r.health().admitted(token, now)).with(r.tasks().taken()));
    return new Admission.Admitted(
        new RouterState(
            taken,
            spend.reserved(ticket.charge()),
            caps,
            further ? budget.retried(now) : budget.submitted(now),
            place),
        ticket);
  }

  /**
   * A submit ended.
   *
   * @param charge what becomes of the money that was reserved
   */
  public RouterState answered(Ticket ticket, SubmitOutcome outcome, ChargeState charge, long now) {
    return with(AfterAnswer.of(table, ticket, outcome, now))
        .moved(ticket, ChargeState.RESERVED, charge);
  }

  /**
   * What a host took, or may have taken, came to its end. Not for an upload, which makes no task.
   *
   * @param failure why it failed; empty: it succeeded
   * @param took how long it took, without the time it waited for a person
   */
  public RouterState ended(Ticket ticket, Optional<Failure> failure, Duration took, long now) {
    return with(ticket.route(), r -> AfterTask.ended(r, ticket, failure, took, now));
  }

  /** Nobody waits at the host any more, or for now; nothing is learned from it. */
  public RouterState left(Ticket ticket) {
    return with(ticket.route(), r -> AfterTask.left(r, ticket));
  }

  /**
   * Takes up an attempt that was open when the process began: its place, and its money as it
   * stands.
   *
   * @param open whether the host may still be working on it
   */
  public RouterState adopted(Ticket ticket, ChargeState charge, boolean open) {
    RouterState state =
        with(spend.reserved(ticket.charge())).moved(ticket, ChargeState.RESERVED, charge);
    return open ? state.with(ticket.route(), r -> r.with(r.tasks().taken())) : state;
  }

  /** The money of an attempt goes from one state to another; nothing happens where it stays. */
  public RouterState moved(Ticket ticket, ChargeState from, ChargeState to) {
    if (from == to) {
      return this;
    }
    RouterState state = with(spend.moved(ticket.charge(), from, to));
    boolean back = from.isSpent() && !to.isSpent();
    return back
        ? state.with(
            ticket.route().provider(),
            p -> p.with(p.balance().back(ticket.charge().amount(), ticket.charge().intent())))
        : state;
  }

  /** The store told what was spent on a day in all, by whichever process. */
  public RouterState spendRead(LocalDate day, List<SpendSum> sums) {
    return with(spend.read(day, sums));
  }

  /** The store told how long tasks took, wherever they were followed. */
  public RouterState durationsRead(List<DurationCount> counts, long now) {
    RouteTable read = table;
    for (RouteState each : table.routes()) {
      Map<Action, double[]> weights = new EnumMap<>(Action.class);
      counts.stream()
          .filter(count -> each.route().equals(new Route(count.provider(), count.mode())))
          .forEach(
              count ->
                  DurationModel.add(
                      weights.computeIfAbsent(
                          count.action(), any -> new double[DurationModel.buckets()]),
                      count));
      read = read.with(each.route(), r -> r.remembering(weights, now));
    }
    return with(read);
  }

  // ---- What is learned or said of an account.

  /**
   * A free reading of the balance.
   *
   * @param sameKey whether it was read with the key that submits are sent with
   * @param asked when it was asked for
   */
  public RouterState balanceRead(
      ProviderId id, Balance balance, boolean sameKey, long asked, long now) {
    Money underWay = spend.day(balance.at()).provider(id).in(ChargeState.RESERVED);
    return with(
        id,
        p -> {
          AccountState account = p.account().balanceRead(balance, asked, now);
          return p.with(sameKey ? account.keyWorks(asked) : account)
              .with(p.balance().read(balance, asked, underWay));
        });
  }

  /** A free call that needs the key, and began at a time, was answered. */
  public RouterState keyWorked(ProviderId id, long asked) {
    return with(id, p -> p.with(p.account().keyWorks(asked)));
  }

  /**
   * The operator says that a provider works again: it is not drained, its account is not out, its
   * routes are in good standing, and a balance that said "too little" is forgotten. Pauses that the
   * host asked for go on.
   */
  public RouterState readmitted(ProviderId id) {
    return with(
        inGoodStanding(
            table.with(id, p -> p.with(p.account().readmitted()).with(p.balance().forgotten())),
            id));
  }

  private static RouteTable inGoodStanding(RouteTable table, ProviderId id) {
    RouteTable readmitted = table;
    for (RouteState each : table.routes()) {
      if (each.route().provider().equals(id)) {
        readmitted = readmitted.with(each.route(), r -> r.with(r.health().readmitted()));
      }
    }
    return readmitted;
  }

  /**
   * A provider is reached in another way, as with a new key: what was known against its account and
   * its routes is forgotten, and what was asked before says nothing of it. Whether it is drained
   * stays.
   */
  public RouterState renewed(ProviderId id, long now) {
    return with(
        inGoodStanding(
            table.with(id, p -> p.with(p.account().renewed(now)).with(p.balance().forgotten())),
            id));
  }

  public RouterState drained(ProviderId id, boolean drained) {
    return with(id, p -> p.with(p.account().withDrained(drained)));
  }

  public RouterState disabled(ProviderId id, boolean disabled) {
    return with(id, p -> p.with(p.account().withDisabled(disabled)));
  }

  // ---- Copies.

  private RouterState with(Spend value) {
    return new RouterState(table, value, caps, budget, place);
  }

  private RouterState with(RouteTable value) {
    return new RouterState(value, spend, caps, budget, place);
  }

  RouterState with(ProviderId id, UnaryOperator<ProviderState> change) {
    return with(table.with(id, change));
  }

  RouterState with(Route route, UnaryOperator<RouteState> change) {
    return with(table.with(route, change));
  }
}
