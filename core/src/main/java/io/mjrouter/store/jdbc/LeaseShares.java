package io.mjrouter.store.jdbc;

import io.mjrouter.store.Holding;
import io.mjrouter.store.NodePlace;
import io.mjrouter.store.Shards;
import java.util.HashMap;
import java.util.Map;

/**
 * Who gets which shard when a node renews its leases: pure arithmetic on what the table holds.
 *
 * @param node who renews
 * @param now the store's clock in milliseconds
 * @param until when what it holds ends
 * @param place among the nodes that are alive
 */
record LeaseShares(String node, long now, long until, NodePlace place) {

  /** A lease as the table holds it; one that is free is nobody's. */
  record Lease(String node, long epoch, long until) {

    private static final String NOBODY = "";

    Lease free() {
      return new Lease(NOBODY, epoch, 0);
    }

    boolean isFree(long now) {
      return node.equals(NOBODY) || until <= now;
    }
  }

  /**
   * The leases that this node changes, as they are to be. What it holds it keeps under the same
   * epoch, ended or not, as long as nobody else took it.
   */
  Map<Integer, Lease> renewed(Map<Integer, Lease> leases) {
    Map<Integer, Lease> changed = new HashMap<>();
    int share = -Math.floorDiv(-Shards.COUNT, place.nodes());
    int held = 0;
    for (int shard = 0; shard < Shards.COUNT; shard++) {
      Lease lease = leases.get(shard);
      if (lease != null && lease.node().equals(node)) {
        boolean keeps = held < share;
        held += keeps ? 1 : 0;
        changed.put(shard, keeps ? new Lease(node, lease.epoch(), until) : lease.free());
      }
    }
    for (int shard = 0; shard < Shards.COUNT && held < share; shard++) {
      Lease lease = leases.get(shard);
      if (!changed.containsKey(shard) && (lease == null || lease.isFree(now))) {
        changed.put(shard, new Lease(node, lease == null ? 1 : lease.epoch() + 1, until));
        held++;
      }
    }
    return changed;
  }

  /** What this node holds of these leases. */
  Holding held(Map<Integer, Lease> leases) {
    Map<Integer, Long> epochs = new HashMap<>();
    leases.forEach(
        (shard, lease) -> {
          if (lease.node().equals(node)) {
            epochs.put(shard, lease.epoch());
          }
        });
    return new Holding(epochs, place);
  }
}
