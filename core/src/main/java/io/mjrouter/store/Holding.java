package io.mjrouter.store;

import static java.util.Objects.requireNonNull;

import io.mjrouter.model.TaskId;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The shards that a node holds, each with the epoch of its lease.
 *
 * @param epochs by shard
 * @param place the node's place among all
 */
public record Holding(Map<Integer, Long> epochs, NodePlace place) {

  private static final Holding NOTHING = new Holding(Map.of());

  /** What the only node holds. */
  public Holding(Map<Integer, Long> epochs) {
    this(epochs, NodePlace.alone());
  }

  public Holding {
    epochs = Map.copyOf(epochs);
    requireNonNull(place, "place");
  }

  public static Holding nothing() {
    return NOTHING;
  }

  /** Every shard under one epoch. */
  static Holding everything(long epoch) {
    return new Holding(
        IntStream.range(0, Shards.COUNT)
            .boxed()
            .collect(Collectors.toMap(shard -> shard, shard -> epoch)));
  }

  public Shards shards() {
    return Shards.of(epochs.keySet());
  }

  /** What a write to a task must carry; empty when the task is another node's. */
  public Optional<Fence> fence(TaskId id) {
    int shard = Shards.of(id);
    return Optional.ofNullable(epochs.get(shard)).map(epoch -> new Fence(shard, epoch));
  }
}
