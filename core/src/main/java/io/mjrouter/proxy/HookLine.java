package io.mjrouter.proxy;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be told to one task's webhook, in order: the next is not sent before the one before
 * it was delivered or given up. Safe for use by many threads.
 */
final class HookLine {

  private static final int MOST_WAITING = 32;

  private final Deque<HookMessage> waiting = new ArrayDeque<>();
  private boolean sending;
  private boolean over;
  private boolean late;
  private @Nullable String told;

  /**
   * Takes a message, unless one like it was the last that came, or too many wait.
   *
   * @param like what is told: the same twice in a row is told once
   * @return whether somebody has to begin to send
   */
  synchronized boolean offer(HookMessage message, String like) {
    boolean full = waiting.size() >= MOST_WAITING && !message.isLast();
    if (over || full || like.equals(told)) {
      return false;
    }
    told = like;
    if (message.isLast()) {
      overtake();
    }
    waiting.add(message);
    boolean begin = !sending;
    sending = true;
    return begin;
  }

  /** The end is not held up by steps that nobody took. */
  private void overtake() {
    HookMessage first = sending ? waiting.poll() : null;
    waiting.clear();
    if (first != null) {
      waiting.add(first);
    }
  }

  /** What is sent next; it stays first until it is {@link #done}. */
  synchronized @Nullable HookMessage first() {
    return waiting.peek();
  }

  /** Whether the first is overtaken by the end, and need not be tried again. */
  synchronized boolean isOvertaken() {
    HookMessage last = waiting.peekLast();
    return waiting.size() > 1 && last != null && last.isLast();
  }

  /** The first was not delivered, and is tried again. */
  synchronized void failed() {
    late = true;
  }

  /** Whether one was tried again, so that what is sent now may be true no more. */
  synchronized boolean isLate() {
    return late;
  }

  /** The first was delivered or is given up; whether there is more. */
  synchronized boolean done() {
    HookMessage first = waiting.poll();
    over = over || (first != null && first.isLast());
    sending = !waiting.isEmpty();
    return sending;
  }

  /** Whether the end was delivered or is given up. */
  synchronized boolean isOver() {
    return over;
  }
}
