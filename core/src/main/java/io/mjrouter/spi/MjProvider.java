package io.mjrouter.spi;

import io.mjrouter.model.Balance;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.TaskSnapshot;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * One configured account at one host, as the router sees it.
 *
 * <p>An implementation translates; it does not decide. It makes each call once: it never retries,
 * waits, caches or asks another provider. {@link #submit} in particular leads to at most one
 * request on the wire, whatever happens to the connection.
 *
 * <p>It is safe for use by many threads. Calls block until the host answered or their time is over.
 * An interrupt ends a call early with the outcome that was certain by then.
 *
 * <p>Whatever a host answers is returned, not thrown; a call throws only for a mistake of the
 * caller ({@link NullPointerException}, {@link IllegalArgumentException}). No secret appears in
 * anything that is returned. An operation that {@link ProviderInfo#capabilities()} does not list
 * answers {@link Reading.Unsupported} or {@link RejectReason#UNSUPPORTED} without a request on the
 * wire.
 */
public interface MjProvider extends AutoCloseable {

  /** The name this provider was configured under; constant. */
  ProviderId id();

  /** What this provider is and can do; constant. */
  ProviderInfo info();

  /** Hands a submission over and returns once the host took or refused it, not once it is drawn. */
  SubmitOutcome submit(SubmitAttempt attempt);

  /** Where one task stands now. {@link Reading.Absent} when the host does not know it. */
  Reading<TaskSnapshot> fetch(String hostTaskId);

  /**
   * Where many tasks stand now, in any order; those that the host does not know are left out. Needs
   * {@link Capability#BATCH_FETCH}.
   */
  default Reading<List<TaskSnapshot>> fetchAll(Collection<String> hostTaskIds) {
    return Reading.unsupported(Capability.BATCH_FETCH);
  }

  /** The account's most recent tasks. Needs {@link Capability#LIST}. */
  default Reading<List<TaskSnapshot>> list() {
    return Reading.unsupported(Capability.LIST);
  }

  /**
   * The account's most recent tasks among those submitted by a time, for what the list above has
   * left behind. Needs {@link Capability#LIST}; unsupported also where a host cannot be asked so.
   *
   * @param latest by the host's own stamps
   */
  default Reading<List<TaskSnapshot>> listUntil(Instant latest) {
    return Reading.unsupported(Capability.LIST);
  }

  /** The seed of a finished picture. Needs {@link Capability#SEED}; may take half a minute. */
  default Reading<String> seed(String hostTaskId) {
    return Reading.unsupported(Capability.SEED);
  }

  /** Asks the host to stop a task; found: whether it said so. Needs {@link Capability#CANCEL}. */
  default Reading<Boolean> cancel(String hostTaskId) {
    return Reading.unsupported(Capability.CANCEL);
  }

  /** What is left on the account; never a paid call. Needs {@link Capability#BALANCE}. */
  default Reading<Balance> balance() {
    return Reading.unsupported(Capability.BALANCE);
  }

  /**
   * Opens a picture or video of this host. The key goes along only to the host's own addresses.
   *
   * @param maxBytes where the stream ends with an error
   */
  Reading<MediaStream> open(MediaLink link, long maxBytes);

  /** Ends connections. Calls under way end soon after; later calls are not sent. */
  @Override
  void close();
}
