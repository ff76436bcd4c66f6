package io.mjrouter.metrics;

import static java.util.Objects.requireNonNull;

import io.micrometer.observation.ObservationRegistry;
import io.mjrouter.event.MjProbe;

/**
 * Observations of a router, for a registry of Micrometer that makes traces of them.
 *
 * <pre>{@code
 * Midjourney.builder().provider(settings).probe(MjObservations.of(registry)).build();
 * }</pre>
 *
 * <table>
 *   <caption>Names are in {@link ObservationNames}.</caption>
 *   <tr><th>observation</th><th>low-cardinality keys</th><th>high</th><th>what it is about</th></tr>
 *   <tr><td>mj.submission</td><td>action, provider, mode, outcome</td><td>mj.task</td>
 *     <td>a submission from its hand-over to its answer, all attempts within; a child of what its
 *     caller observes; a task that died and is tried elsewhere has another, of its own</td></tr>
 *   <tr><td>mj.attempt</td><td>action, provider, mode, outcome, reason</td><td>mj.task</td>
 *     <td>one provider asked once, a child of the submission</td></tr>
 * </table>
 *
 * <p>{@code provider}, {@code mode} and {@code outcome} of a submission are those of its last
 * attempt, as in the meter {@code mj.submit}; {@code joined} is one that another call under the
 * same reference made, and {@code failed} one that was not recorded. What came to nothing is marked
 * as an error, which tells kind and reason and not the host's words. The names are none of a
 * meter's ({@link MeterNames}), so a registry that also makes meters of observations counts nothing
 * twice.
 *
 * <p>What becomes of a task later is no observation: it may take an hour and end in another
 * process. It is a meter, {@code mj.task}, and each line that is logged of it has its id. Nothing
 * of a trace is sent to a host. No key carries a prompt, an address or a secret.
 */
public final class MjObservations {

  private MjObservations() {}

  /** A probe for any number of routers; it holds nothing once what they do has ended. */
  public static MjProbe of(ObservationRegistry registry) {
    return new ObservationProbe(requireNonNull(registry, "registry"));
  }
}
