package io.mjrouter.store;

import java.time.Duration;

/**
 * Who looks after which shard. A lease ends by itself on the store's own clock, so that a node that
 * died, or stood still, is followed by another; its late writes are then {@linkplain Written.Fenced
 * refused}.
 *
 * <p>Safe for use by many threads; may block; throws {@link io.mjrouter.error.StoreException}.
 */
public interface Leases {

  /**
   * Renews what the node holds, and brings it towards its fair share among the nodes that are
   * alive: what is free or has ended is taken, what is beyond the share is given back.
   *
   * @param node the caller's own name, another one in each process
   * @param length how long the leases last from now
   * @return all that the node holds now
   */
  Holding renew(String node, Duration length);

  /** Whether no other process can reach the store: then there is nobody to keep in step with. */
  boolean isAlone();

  /** Gives everything back at once, for the others to take. */
  void release(String node);
}
