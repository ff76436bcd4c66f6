package io.mjrouter.submit;

import io.mjrouter.error.StoreException;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TimeSource;
import io.mjrouter.store.Fence;
import io.mjrouter.store.Holding;
import io.mjrouter.store.Leases;
import io.mjrouter.store.Shards;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shards that this node looks after, as far as it knows: a lease may have passed on while it
 * stood still, so what it writes by that right carries the {@linkplain #fence fence}, and the store
 * refuses what comes too late.
 *
 * <p>Safe for use by many threads. {@link #renewWhenDue} and {@link #release} wait for the store,
 * one at a time.
 */
public final class Tenure {

  /** So long after its end others take over what a node looked after. */
  public static final Duration LEASE = Duration.ofSeconds(15);

  private static final Logger LOG = LoggerFactory.getLogger(Tenure.class);
  private static final int RENEWALS = 5;

  private final Leases leases;
  private final String node;
  private final Duration length;
  private final TimeSource time;
  private final List<Consumer<Shards>> watchers = new CopyOnWriteArrayList<>();
  private volatile Held held = Held.NOTHING;
  private volatile long due;
  private boolean released;

  /** What is held, in the two forms in which it is asked for. */
  private record Held(Holding holding, Shards shards) {
    static final Held NOTHING = new Held(Holding.nothing(), Shards.of(List.of()));
  }

  /**
   * Holds nothing yet.
   *
   * @param node the name of this process, another one in each
   * @param length how long a lease lasts; it is renewed five times as often
   */
  public Tenure(Leases leases, String node, Duration length, TimeSource time) {
    this.leases = leases;
    this.node = node;
    this.length = length;
    this.time = time;
    due = time.nanoTime();
  }

  /**
   * Adds somebody who is told whenever other shards are held than before, on the thread that found
   * out; must not wait.
   *
   * @param watcher is given those that are new, and were perhaps another's in the meantime
   */
  public void watch(Consumer<Shards> watcher) {
    watchers.add(watcher);
  }

  public Shards shards() {
    return held.shards();
  }

  public boolean holds(TaskId id) {
    return held.shards().contains(id);
  }

  /** What a write to a task must carry; empty when the task is another node's. */
  Optional<Fence> fence(TaskId id) {
    return held.holding().fence(id);
  }

  /** Renews the leases, if it is time. One that cannot reach the store keeps what it has. */
  public void renewWhenDue() {
    if (due - time.nanoTime() > 0) {
      return;
    }
    due = time.nanoTime() + length.dividedBy(RENEWALS).toNanos();
    try {
      renew();
    } catch (StoreException e) {
      LOG.warn("the leases of tasks could not be renewed: {}", e.getMessage());
    }
  }

  private synchronized void renew() {
    if (!released) {
      hold(leases.renew(node, length));
    }
  }

  /** A write was refused: the shard is another's. */
  synchronized void refused(Fence fence) {
    Map<Integer, Long> epochs = new HashMap<>(held.holding().epochs());
    if (epochs.remove(fence.shard(), fence.epoch())) {
      LOG.warn("another node has taken over shard {}: what came late is dropped", fence.shard());
      hold(new Holding(epochs));
      due = time.nanoTime();
    }
  }

  /** Gives everything to the others; nothing is held any more. */
  public synchronized void release() {
    released = true;
    hold(Holding.nothing());
    leases.release(node);
  }

  private void hold(Holding now) {
    Holding before = held.holding();
    if (now.equals(before)) {
      return;
    }
    held = new Held(now, now.shards());
    List<Integer> gained = new ArrayList<>();
    now.epochs()
        .forEach(
            (shard, epoch) -> {
              if (!epoch.equals(before.epochs().get(shard))) {
                gained.add(shard);
              }
            });
    LOG.info("this node looks after {} of {} shards", now.epochs().size(), Shards.COUNT);
    Shards fresh = Shards.of(gained);
    watchers.forEach(watcher -> watcher.accept(fresh));
  }
}
