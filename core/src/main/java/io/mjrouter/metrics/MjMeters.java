package io.mjrouter.metrics;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import io.mjrouter.event.MjProbe;

/**
 * Meters of a router, in a registry of Micrometer.
 *
 * <pre>{@code
 * Midjourney.builder().provider(settings).probe(MjMeters.of(registry)).build();
 * }</pre>
 *
 * <table>
 *   <caption>Names are in {@link MeterNames}; money is in US dollars.</caption>
 *   <tr><th>meter</th><th>kind</th><th>tags</th><th>what it measures</th></tr>
 *   <tr><td>mj.submit</td><td>timer</td><td>provider, mode, action, outcome</td>
 *     <td>what the caller of a submission waited, all attempts together; the tags are those of the
 *     last attempt, so that the attempts at a provider are its submits and its failovers; a task
 *     that died and is tried elsewhere is timed anew</td></tr>
 *   <tr><td>mj.failover</td><td>counter</td><td>from, reason</td>
 *     <td>attempts made because the one before came to nothing, at which provider and why</td></tr>
 *   <tr><td>mj.route.decision</td><td>timer</td><td></td>
 *     <td>what choosing a route for a submission took</td></tr>
 *   <tr><td>mj.task</td><td>timer</td><td>provider, mode, action, status</td>
 *     <td>from the claim of a task to its end</td></tr>
 *   <tr><td>mj.tasks.active</td><td>gauge</td><td>provider, mode</td>
 *     <td>submissions and tasks that the host may be working on</td></tr>
 *   <tr><td>mj.poll.calls</td><td>counter</td><td>provider</td>
 *     <td>calls that asked how tasks stand</td></tr>
 *   <tr><td>mj.poll.tasks</td><td>counter</td><td>provider</td>
 *     <td>tasks that those calls asked for</td></tr>
 *   <tr><td>mj.task.freshness</td><td>timer</td><td></td>
 *     <td>how long a change had been true, unseen, when a look showed it: since the finish that the
 *     host tells, if that lies after the look before; else since the look before, which is the most
 *     it can be</td></tr>
 *   <tr><td>mj.spend</td><td>counter</td><td>provider, kind</td><td>money; see below</td></tr>
 *   <tr><td>mj.balance</td><td>gauge</td><td>provider</td>
 *     <td>the balance as last read, less what was spent since; not a number while unknown</td></tr>
 *   <tr><td>mj.route.state</td><td>gauge</td><td>provider, mode, state</td>
 *     <td>1 for the state that the route is in, 0 for every other</td></tr>
 *   <tr><td>mj.webhook.in</td><td>counter</td><td>result</td><td>webhooks that hosts sent</td></tr>
 *   <tr><td>mj.webhook.out</td><td>counter</td><td>result</td>
 *     <td>calls of clients' webhooks</td></tr>
 * </table>
 *
 * <p>Counters of money only go up. An amount is counted as {@code reserved} when it is set aside,
 * once as what first became of it ({@code settled}, {@code released}, {@code disputed} or {@code
 * duplicate}), and as {@code refunded} if it counted as spent and does no more. So, whatever
 * happens, <i>settled + disputed + duplicate − refunded</i> is what was spent, and <i>reserved −
 * settled − disputed − duplicate − released</i> is what is still open. Two pictures for $0.05 each
 * of which one fails and is paid back: reserved 0.10, settled 0.10, refunded 0.05; spent 0.05. Each
 * node counts what it recorded itself; the sum over nodes is exact.
 *
 * <p>Every tag value comes from a closed set, anything else is {@code other}. {@code provider} and
 * {@code from}: the configured ones; {@code none} stands for a provider or mode where no host was
 * asked. {@code outcome}: accepted, rejected, not-sent, unknown; where no host was asked: refused
 * for what the caller asked for, no-route for anything else. {@code status}: succeeded, failed. The
 * others are constants of our own in lower case with hyphens: {@link io.mjrouter.model.Mode},
 * {@link io.mjrouter.model.Action}, {@link io.mjrouter.model.RouteStatus}, {@link
 * io.mjrouter.model.ChargeState}, the reasons of attempts, {@link MjProbe.HookReceived}, {@link
 * MjProbe.HookSent}. No tag carries a prompt, an id, an address or a secret.
 */
public final class MjMeters {

  private MjMeters() {}

  /**
   * A probe for one router, the only one that has meters in this registry. When providers change,
   * so do the gauges, and the meters of one that is gone are removed. Closing the router removes
   * all of its meters, and leaves the registry alone.
   */
  public static MjProbe of(MeterRegistry registry) {
    return new MicrometerProbe(requireNonNull(registry, "registry"));
  }
}
