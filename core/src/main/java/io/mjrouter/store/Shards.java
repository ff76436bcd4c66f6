package io.mjrouter.store;

import io.mjrouter.model.TaskId;
import java.util.BitSet;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Some of the {@value #COUNT} shards that tasks fall into by their ids: what one of several nodes
 * looks after. An immutable value.
 */
public final class Shards {

  public static final int COUNT = 256;

  private static final Shards ALL = all();

  private final BitSet shards;

  private Shards(BitSet shards) {
    this.shards = shards;
  }

  /** Every shard: what a node alone looks after. */
  public static Shards every() {
    return ALL;
  }

  public static Shards of(Collection<Integer> shards) {
    BitSet bits = new BitSet(COUNT);
    for (int shard : shards) {
      if (shard >= COUNT) {
        throw new IllegalArgumentException("shard: " + shard + " (expected: below " + COUNT + ")");
      }
      bits.set(shard);
    }
    return new Shards(bits);
  }

  /** The shard that a task is in, for good. */
  public static int of(TaskId id) {
    return (int) Math.floorMod(id.value(), (long) COUNT);
  }

  public boolean contains(TaskId id) {
    return shards.get(of(id));
  }

  public boolean isEvery() {
    return shards.cardinality() == COUNT;
  }

  public int size() {
    return shards.cardinality();
  }

  /** Their numbers, lowest first. */
  public int[] numbers() {
    return shards.stream().toArray();
  }

  private static Shards all() {
    BitSet bits = new BitSet(COUNT);
    bits.set(0, COUNT);
    return new Shards(bits);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Shards that && shards.equals(that.shards);
  }

  @Override
  public int hashCode() {
    return shards.hashCode();
  }

  @Override
  public String toString() {
    return isEvery() ? "every shard" : "shards " + shards;
  }
}
