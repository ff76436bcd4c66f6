package io.mjrouter.submit;

import io.mjrouter.error.StoreException;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TimeSource;
import io.mjrouter.store.Fence;
import io.mjrouter.store.Holding;
import io.mjrouter.store.Leases;
import io.mjrouter.store.NodePlace;
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
 * The shards that this node looks after, as far as it knows. It counts on a lease for four fifths
 * of its length by its own monotonic clock, from before it asked for it; a node that cannot reach
 * the store is done with its shards before anybody else begins with them. A lease may still have
 * passed on while the node stood still, so what it writes by that right carries the {@linkplain
 * #fence fence}, and the store refuses what comes too late.
 *
 * <p>Safe for use by many threads. {@link #renewWhenDue} and {@link #release} wait for the store,
 * one at a time; nothing else waits for them.
 */
public final class Tenure {

  /** So long after its end others take over what a node looked after. */
  public static final Duration LEASE = Duration.ofSeconds(15);

  private static final Logger LOG = LoggerFactory.getLogger(Tenure.class);
  private static final int RENEWALS = 5;

  private final Outage outage = new Outage(LOG, "the leases of tasks are renewed");
  private final Leases leases;
  private final String node;
  private final Duration length;
  private final TimeSource time;
  private final List<Consumer<Shards>> watchers = new CopyOnWriteArrayList<>();
  private final List<Consumer<NodePlace>> placeWatchers = new CopyOnWriteArrayList<>();
  private final Object turn = new Object();
  private NodePlace place = NodePlace.alone();
  private volatile Held held = Held.NOTHING;
  private volatile long due;
  private boolean released;

  /**
   * What is held, in the two forms in which it is asked for.
   *
   * @param endless whether nobody else could take it over
   * @param until when it counts no more, on the monotonic clock; of no meaning where it is endless
   */
  private record Held(Holding holding, Shards shards, boolean endless, long until) {
    static final Held NOTHING = new Held(Holding.nothing(), Shards.of(List.of()), true, 0);

    boolean isOver(long now) {
      return !endless && until - now <= 0;
    }
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

  /**
   * Adds somebody who is told this node's place among all, now and whenever it is another, on the
   * thread that found out; must not wait.
   */
  public synchronized void watchPlace(Consumer<NodePlace> watcher) {
    placeWatchers.add(watcher);
    watcher.accept(place);
  }

  public Shards shards() {
    return current().shards();
  }

  public boolean holds(TaskId id) {
    return current().shards().contains(id);
  }

  /** What a write to a task must carry; empty when the task is another node's. */
  Optional<Fence> fence(TaskId id) {
    return current().holding().fence(id);
  }

  private Held current() {
    Held now = held;
    return now.isOver(time.nanoTime()) ? Held.NOTHING : now;
  }

  /** Lets go of what was not renewed in time, and says so to those who watch; waits for nobody. */
  public void lapse() {
    if (held.isOver(time.nanoTime())) {
      lapseNow();
    }
  }

  private synchronized void lapseNow() {
    if (held.isOver(time.nanoTime())) {
      LOG.warn("the leases of tasks were not renewed in time: others may look after them");
      hold(Held.NOTHING);
    }
  }

  /** Whether the leases are to be renewed now. */
  public boolean isRenewalDue() {
    return due - time.nanoTime() <= 0;
  }

  /** Renews the leases, if it is time. One that cannot reach the store keeps what it has. */
  public void renewWhenDue() {
    if (!isRenewalDue()) {
      return;
    }
    due = time.nanoTime() + length.dividedBy(RENEWALS).toNanos();
    try {
      renew();
      outage.over();
    } catch (StoreException e) {
      outage.failed(e);
    }
  }

  private void renew() {
    synchronized (turn) {
      if (isReleased()) {
        return;
      }
      long asked = time.nanoTime();
      Holding now = leases.renew(node, length);
      boolean endless = leases.isAlone();
      long until = asked + length.multipliedBy(RENEWALS - 1).dividedBy(RENEWALS).toNanos();
      renewed(new Held(now, now.shards(), endless, until));
    }
  }

  private synchronized boolean isReleased() {
    return released;
  }

  private synchronized void renewed(Held now) {
    if (released) {
      return;
    }
    hold(now);
    if (!now.holding().place().equals(place)) {
      place = now.holding().place();
      placeWatchers.forEach(watcher -> watcher.accept(place));
    }
  }

  /** A write was refused: the shard is another's. */
  synchronized void refused(Fence fence) {
    Map<Integer, Long> epochs = new HashMap<>(held.holding().epochs());
    if (epochs.remove(fence.shard(), fence.epoch())) {
      LOG.warn("another node has taken over shard {}: what came late is dropped", fence.shard());
      Holding left = new Holding(epochs, held.holding().place());
      hold(new Held(left, left.shards(), held.endless(), held.until()));
      due = time.nanoTime();
    }
  }

  /** Gives everything to the others; nothing is held any more. */
  public void release() {
    letGo();
    synchronized (turn) {
      leases.release(node);
    }
  }

  private synchronized void letGo() {
    released = true;
    hold(Held.NOTHING);
  }

  private void hold(Held now) {
    Map<Integer, Long> before = held.holding().epochs();
    held = now;
    if (now.holding().epochs().equals(before)) {
      return;
    }
    List<Integer> gained = new ArrayList<>();
    now.holding()
        .epochs()
        .forEach(
            (shard, epoch) -> {
              if (!epoch.equals(before.get(shard))) {
                gained.add(shard);
              }
            });
    LOG.info("this node looks after {} of {} shards", now.shards().size(), Shards.COUNT);
    Shards fresh = Shards.of(gained);
    watchers.forEach(watcher -> watcher.accept(fresh));
  }
}
