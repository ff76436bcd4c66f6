package io.mjrouter.metrics;

/** The names of all meters. {@link MjMeters} tells what each of them measures. */
public final class MeterNames {

  public static final String SUBMIT = "mj.submit";
  public static final String FAILOVER = "mj.failover";
  public static final String ROUTE_DECISION = "mj.route.decision";
  public static final String TASK = "mj.task";
  public static final String TASKS_ACTIVE = "mj.tasks.active";
  public static final String POLL_CALLS = "mj.poll.calls";
  public static final String POLL_TASKS = "mj.poll.tasks";
  public static final String TASK_FRESHNESS = "mj.task.freshness";
  public static final String SPEND = "mj.spend";
  public static final String BALANCE = "mj.balance";
  public static final String ROUTE_STATE = "mj.route.state";
  public static final String WEBHOOK_IN = "mj.webhook.in";
  public static final String WEBHOOK_OUT = "mj.webhook.out";

  private MeterNames() {}

  /** One line for whoever reads the meters without this page. */
  static String describe(String name) {
    return switch (name) {
      case SUBMIT -> "What callers of a submission waited for its answer, all attempts together";
      case FAILOVER -> "Attempts made because the one before, at this provider, came to nothing";
      case ROUTE_DECISION -> "What choosing a route took";
      case TASK -> "From the claim of a task to its end";
      case TASKS_ACTIVE -> "What the host may be working on";
      case POLL_CALLS -> "Calls that asked a host how tasks stand";
      case POLL_TASKS -> "Tasks that those calls asked for";
      case TASK_FRESHNESS -> "How long a change of a task had been true, unseen, when it was seen";
      case SPEND -> "Money by what became of it";
      case BALANCE -> "What is left on the account; not a number while unknown";
      case ROUTE_STATE -> "1 for the state of a route, 0 for all others";
      case WEBHOOK_IN -> "Webhooks that hosts sent";
      case WEBHOOK_OUT -> "Calls of clients' webhooks";
      default -> throw new IllegalArgumentException("meter: " + name);
    };
  }
}
