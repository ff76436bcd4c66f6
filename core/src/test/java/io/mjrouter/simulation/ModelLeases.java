package io.mjrouter.simulation;

import io.mjrouter.store.Fence;
import io.mjrouter.store.Holding;
import io.mjrouter.store.Leases;
import io.mjrouter.store.NodePlace;
import io.mjrouter.store.Shards;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who looks after which shard, on the store's clock: fair shares, and a new epoch for each owner.
 */
final class ModelLeases implements Leases {

  private final Fibres fibres;
  private final Map<String, Long> alive = new TreeMap<>();
  private final String[] owners = new String[Shards.COUNT];
  private final long[] ends = new long[Shards.COUNT];
  private final long[] epochs = new long[Shards.COUNT];

  ModelLeases(Fibres fibres) {
    this.fibres = fibres;
  }

  @Override
  public Holding renew(String node, Duration length) {
    long now = fibres.now();
    long end = now + length.toNanos();
    alive.values().removeIf(until -> until <= now);
    alive.put(node, end);
    int share = (Shards.COUNT + alive.size() - 1) / alive.size();
    Map<Integer, Long> held = new HashMap<>();
    for (int shard = 0; shard < Shards.COUNT; shard++) {
      if (node.equals(owners[shard]) && ends[shard] > now) {
        keep(shard, end, held.size() < share, held);
      }
    }
    for (int shard = 0; shard < Shards.COUNT && held.size() < share; shard++) {
      if (owners[shard] == null || ends[shard] <= now) {
        owners[shard] = node;
        epochs[shard]++;
        keep(shard, end, true, held);
      }
    }
    int rank = (int) alive.keySet().stream().filter(other -> other.compareTo(node) < 0).count();
    return new Holding(held, new NodePlace(alive.size(), rank));
  }

  private void keep(int shard, long end, boolean wanted, Map<Integer, Long> held) {
    if (wanted) {
      ends[shard] = end;
      held.put(shard, epochs[shard]);
    } else {
      owners[shard] = null;
    }
  }

  boolean isHeld(Fence fence) {
    return epochs[fence.shard()] == fence.epoch();
  }

  @Override
  public boolean isAlone() {
    return false;
  }

  @Override
  public void release(String node) {
    alive.remove(node);
    for (int shard = 0; shard < Shards.COUNT; shard++) {
      if (node.equals(owners[shard])) {
        owners[shard] = null;
      }
    }
  }
}
