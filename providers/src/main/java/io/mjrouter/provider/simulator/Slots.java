package io.mjrouter.provider.simulator;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * The places in which a host draws, and the queue before them. Moves on when it is told the time;
 * what happened in between happens then, in its order. Not safe for use by several threads.
 */
final class Slots {

  private final int places;
  private final int queueSize;
  private final Consumer<SimulatedTask> ended;
  private final PriorityQueue<SimulatedTask> running =
      new PriorityQueue<>(
          Comparator.comparingLong(SimulatedTask::end).thenComparing(SimulatedTask::ordinal));
  private final Queue<SimulatedTask> waiting = new ArrayDeque<>();

  /**
   * Makes empty slots.
   *
   * @param ended is told each task that comes to its end
   */
  Slots(int places, int queueSize, Consumer<SimulatedTask> ended) {
    this.places = places;
    this.queueSize = queueSize;
    this.ended = ended;
  }

  void advance(long now) {
    for (SimulatedTask next = running.peek();
        next != null && next.end() <= now;
        next = running.peek()) {
      running.remove();
      ended.accept(next);
      fill(next.end());
    }
  }

  /** Whether a further task would find no place and no room in the queue. */
  boolean isFull() {
    return running.size() >= places && waiting.size() >= queueSize;
  }

  /** Takes a task, and tells how many stand before it; 0 when it starts at once. */
  int add(SimulatedTask task, long now) {
    int before = running.size() < places ? 0 : waiting.size() + 1;
    waiting.add(task);
    fill(now);
    return before;
  }

  /** Takes a task out that was stopped. */
  void remove(SimulatedTask task, long now) {
    waiting.remove(task);
    running.remove(task);
    fill(now);
  }

  private void fill(long now) {
    while (running.size() < places) {
      SimulatedTask next = waiting.poll();
      if (next == null) {
        return;
      }
      next.start(now);
      running.add(next);
    }
  }
}
