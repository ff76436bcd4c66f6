package io.mjrouter.route;

import io.mjrouter.model.RouteReason;

/** Whether an attempt may be sent now. */
public sealed interface Admission {

  /**
   * It may. The state holds what it took: places, permits, money.
   *
   * @param state the state to store; if another was stored meanwhile, ask again
   */
  record Admitted(RouterState state, Ticket ticket) implements Admission {}

  /** It may not, since the plan was made; the next candidate's turn. */
  record Refused(RouteReason reason) implements Admission {}

  /**
   * Failures of the last minute have used up what may be tried again; nothing is tried any more.
   */
  record OutOfBudget() implements Admission {}
}
