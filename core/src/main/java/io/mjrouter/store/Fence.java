package io.mjrouter.store;

/**
 * The right to change the tasks of a shard, as one lease gave it.
 *
 * @param shard the shard
 * @param epoch the number of the lease; it rises with every new owner
 */
public record Fence(int shard, long epoch) {

  public Fence {
    if (shard < 0 || shard >= Shards.COUNT) {
      throw new IllegalArgumentException("shard: " + shard + " (expected: 0 to 255)");
    }
  }
}
