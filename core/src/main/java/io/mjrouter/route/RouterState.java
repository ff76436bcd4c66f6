package io.mjrouter.route;

import io.mjrouter.model.Balance;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Failure;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Route;
import io.mjrouter.quota.Spend;
import io.mjrouter.quota.SpendCaps;
import io.mjrouter.spi.SubmitOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Everything the router knows at one moment: the snapshot a plan is made on.
 *
 * <p>An immutable value with pure transitions; whoever owns the current one swaps it atomically,
 * and repeats a transition that lost. Since an attempt takes its places, permits and money in one
 * transition ({@link #admit}), none of them is ever held half. Times called {@code now} are those
 * of a monotonic clock in nanoseconds.
 */
public final class RouterState {

  private static final Duration SLOW_ANSWER = Duration.ofSeconds(30);

  /** How many times longer than nineteen of twenty a task takes that speaks against its host. */
  private static final int SLOW_TASK = 3;

  private final ProviderState[] providers;
  private final RouteState[] routes;

  /** At the place of a route the place of its provider. */
  private final int[] providerOf;

  private final Spend spend;
  private final SpendCaps caps;
  private final RetryBudget budget;

  private RouterState(
      ProviderState[] providers,
      RouteState[] routes,
      int[] providerOf,
      Spend spend,
      SpendCaps caps,
      RetryBudget budget) {
    this.providers = providers;
    this.routes = routes;
    this.providerOf = providerOf;
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
            new ProviderState[0],
            new RouteState[0],
            new int[0],
            Spend.none(zone),
            caps,
            RetryBudget.fresh())
        .reconfigured(offers, caps);
  }

  /** The same under another configuration; what is known of a route that stays is kept. */
  public RouterState reconfigured(List<Offer> offers, SpendCaps newCaps) {
    List<ProviderState> newProviders = new ArrayList<>();
    List<RouteState> newRoutes = new ArrayList<>();
    List<Integer> newProviderOf = new ArrayList<>();
    for (Offer offer : offers) {
      for (Mode mode : offer.info().modes()) {
        Route route = new Route(offer.provider(), mode);
        newRoutes.add(route(route).orElseGet(() -> RouteState.of(route)));
        newProviderOf.add(newProviders.size());
      }
      newProviders.add(
          provider(offer.provider())
              .map(known -> known.under(offer))
              .orElseGet(() -> ProviderState.of(offer)));
    }
    return new RouterState(
        newProviders.toArray(new ProviderState[0]),
        newRoutes.toArray(new RouteState[0]),
        newProviderOf.stream().mapToInt(Integer::intValue).toArray(),
        spend,
        newCaps,
        budget);
  }

  public Optional<ProviderState> provider(ProviderId id) {
    int at = place(id);
    return at < 0 ? Optional.empty() : Optional.of(providers[at]);
  }

  public Optional<RouteState> route(Route route) {
    int at = place(route);
    return at < 0 ? Optional.empty() : Optional.of(routes[at]);
  }

  public List<ProviderState> providers() {
    return List.of(providers);
  }

  public List<RouteState> routes() {
    return List.of(routes);
  }

  /** Whether both have the same routes: one came from the other by other transitions only. */
  public boolean hasRoutesOf(RouterState other) {
    return providerOf == other.providerOf;
  }

  public Spend spend() {
    return spend;
  }

  public SpendCaps caps() {
    return caps;
  }

  int size() {
    return routes.length;
  }

  RouteState routeAt(int i) {
    return routes[i];
  }

  ProviderState providerAt(int i) {
    return providers[providerOf[i]];
  }

  Filter filter(Demand demand, long now, Instant wall) {
    return new Filter(demand, spend, caps, now, wall);
  }

  /**
   * Takes all that one attempt needs, or nothing.
   *
   * @param demand with what is left of its deadline
   * @param leastBad whether the plan said that it is tried although it is ejected
   * @param further whether an attempt for the same submission was sent before: then it must fit the
   *     retry budget
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
    int at = place(route);
    if (at < 0) {
      return new Admission.Refused(Reason.DISABLED);
    }
    ProviderState provider = providerAt(at);
    RouteState state = routes[at];
    Optional<Money> price =
        provider.offer().info().prices().price(demand.submission().action(), route.mode());
    Reason against = filter(demand, now, wall).against(provider, state, price, leastBad);
    if (against != null) {
      return new Admission.Refused(against);
    }
    if (further && !budget.allows(now)) {
      return new Admission.OutOfBudget();
    }
    Ticket ticket =
        new Ticket(
            route, demand.submission().action(), price, token, demand.caller(), now, wall, 0);
    RouterState taken =
        with(route.provider(), p -> p.admitted(token, price, now, wall))
            .with(route, r -> r.with(r.health().admitted(token, now)).with(r.tasks().taken()))
            .with(spend.reserved(ticket.charge()))
            .with(further ? budget.retried(now) : budget.submitted(now));
    return new Admission.Admitted(taken, ticket);
  }

  /**
   * A submit ended.
   *
   * @param charge what becomes of the money that was reserved
   */
  public RouterState answered(Ticket ticket, SubmitOutcome outcome, ChargeState charge, long now) {
    Verdict said = Verdict.of(outcome);
    boolean slow = said == Verdict.GOOD && now - ticket.begun() > SLOW_ANSWER.toNanos();
    Verdict verdict = slow ? Verdict.SLOW : said;
    return outcome
        .accept(new Answered(this, ticket, now))
        .with(
            ticket.route(),
            r -> r.with(r.health().answered(ticket.token(), verdict, ticket.begun(), now)))
        .with(ticket.route().provider(), p -> p.with(p.calls().released()))
        .moved(ticket, ChargeState.RESERVED, charge);
  }

  /**
   * What a host took, or may have taken, came to its end. Not for an upload, which makes no task.
   *
   * @param failure why it failed; empty: it succeeded
   * @param took how long it took, without the time it waited for a person
   */
  public RouterState ended(Ticket ticket, Optional<Failure> failure, Duration took, long now) {
    return with(
        ticket.route(),
        r -> {
          Verdict verdict = failure.map(Verdict::of).orElseGet(() -> success(r, ticket, took, now));
          RouteState state =
              r.with(r.tasks().released())
                  .with(r.health().finished(ticket.token(), verdict, ticket.begun(), now));
          return failure.isPresent()
              ? state
              : state.learned(ticket.action(), took, ticket.places(), now);
        });
  }

  /** Nobody waits at the host any more, or for now; nothing is learned from it. */
  public RouterState left(Ticket ticket) {
    return with(
        ticket.route(),
        r ->
            r.with(r.tasks().released())
                .with(
                    r.health()
                        .finished(
                            ticket.token(), Verdict.UNCOUNTED, ticket.begun(), ticket.begun())));
  }

  private static Verdict success(RouteState route, Ticket ticket, Duration took, long now) {
    DurationModel usual = route.durations(ticket.action());
    boolean slow = usual.chanceWithin(took.dividedBy(SLOW_TASK), now) > 0.95;
    return slow ? Verdict.SLOW : Verdict.GOOD;
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
            ticket.route().provider(), p -> p.with(p.balance().back(ticket.charge().amount())))
        : state;
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

  /**
   * A free reading of the balance.
   *
   * @param sameKey whether it was read with the key that submits are sent with
   */
  public RouterState balanceRead(ProviderId id, Balance balance, boolean sameKey, long now) {
    Money underWay = spend.day(balance.at()).provider(id).in(ChargeState.RESERVED);
    return with(
        id,
        p -> {
          AccountState account = p.account().balanceRead(balance, now);
          return p.with(sameKey ? account.keyWorks() : account)
              .with(p.balance().read(balance, underWay));
        });
  }

  /** A free call that needs the key was answered. */
  public RouterState keyWorked(ProviderId id) {
    return with(id, p -> p.with(p.account().keyWorks()));
  }

  /** The operator, or a new key, says that an account works again. */
  public RouterState readmitted(ProviderId id) {
    return with(id, p -> p.with(p.account().readmitted()));
  }

  public RouterState drained(ProviderId id, boolean drained) {
    return with(id, p -> p.with(p.account().withDrained(drained)));
  }

  public RouterState disabled(ProviderId id, boolean disabled) {
    return with(id, p -> p.with(p.account().withDisabled(disabled)));
  }

  private RouterState with(Spend value) {
    return new RouterState(providers, routes, providerOf, value, caps, budget);
  }

  private RouterState with(RetryBudget value) {
    return new RouterState(providers, routes, providerOf, spend, caps, value);
  }

  /** Nothing happens for a provider that is not configured any more. */
  RouterState with(ProviderId id, UnaryOperator<ProviderState> change) {
    int at = place(id);
    if (at < 0) {
      return this;
    }
    ProviderState[] copy = providers.clone();
    copy[at] = change.apply(copy[at]);
    return new RouterState(copy, routes, providerOf, spend, caps, budget);
  }

  RouterState with(Route route, UnaryOperator<RouteState> change) {
    int at = place(route);
    if (at < 0) {
      return this;
    }
    RouteState[] copy = routes.clone();
    copy[at] = change.apply(copy[at]);
    return new RouterState(providers, copy, providerOf, spend, caps, budget);
  }

  private int place(ProviderId id) {
    for (int i = 0; i < providers.length; i++) {
      if (providers[i].offer().provider().equals(id)) {
        return i;
      }
    }
    return -1;
  }

  private int place(Route route) {
    for (int i = 0; i < routes.length; i++) {
      if (routes[i].route().equals(route)) {
        return i;
      }
    }
    return -1;
  }

  /** What an answer says about account, limits and pauses. */
  private record Answered(RouterState state, Ticket ticket, long now)
      implements SubmitOutcome.Visitor<RouterState> {

    @Override
    public RouterState accepted(SubmitOutcome.Accepted accepted) {
      int queue = accepted.queue().orElse(0);
      return state
          .with(
              ticket.route().provider(),
              p ->
                  p.with(p.account().answered(ticket.token(), true, ticket.price()).keyWorks())
                      .with(p.calls().accepted(now))
                      .with(p.cooldown().accepted()))
          .with(
              ticket.route(),
              r -> {
                // A queue is no refusal: it costs time, and that is counted as such. It only ends
                // growth.
                RouteState grown = queue > 0 ? r : r.with(r.tasks().accepted(now));
                RouteState told =
                    grown.with(r.cooldown().accepted()).with(r.queue().told(accepted.queue(), now));
                boolean noTask = accepted.hostTaskId().isBlank();
                return noTask ? told.with(told.tasks().released()) : told;
              });
    }

    @Override
    public RouterState rejected(SubmitOutcome.Rejected rejected) {
      RouterState told =
          switch (rejected.reason()) {
            case AUTH -> account(AccountState::keyRefused);
            case NO_MONEY -> account(a -> a.moneyRefused(ticket.price(), now));
            case THROTTLED ->
                answered()
                    .with(
                        ticket.route().provider(),
                        p ->
                            p.with(p.calls().full(now))
                                .with(p.cooldown().busy(rejected.retryAfter(), now)));
            case QUEUE_FULL ->
                answered()
                    .with(
                        ticket.route(),
                        r ->
                            r.with(r.tasks().full(now))
                                .with(r.cooldown().busy(rejected.retryAfter(), now)));
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
                    ? answered()
                    : answered()
                        .with(
                            ticket.route(),
                            r -> r.with(r.cooldown().busy(rejected.retryAfter(), now)));
          };
      return told.with(ticket.route(), r -> r.with(r.tasks().released()));
    }

    @Override
    public RouterState notSent(SubmitOutcome.NotSent notSent) {
      return answered().with(ticket.route(), r -> r.with(r.tasks().released()));
    }

    @Override
    public RouterState unknown(SubmitOutcome.Unknown unknown) {
      return answered();
    }

    private RouterState answered() {
      return account(a -> a.answered(ticket.token(), false, ticket.price()));
    }

    private RouterState account(UnaryOperator<AccountState> change) {
      return state.with(ticket.route().provider(), p -> p.with(change.apply(p.account())));
    }
  }
}
