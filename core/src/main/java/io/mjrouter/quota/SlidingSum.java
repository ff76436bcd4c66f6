package io.mjrouter.quota;

/**
 * A sum over the last stretch of time, kept in slots.
 *
 * <p>It may count up to one slot more than the stretch holds, never less: what bounds a rate must
 * err on that side. The unit of time is the caller's. An immutable value.
 */
public final class SlidingSum {

  private final long slot;
  private final long[] sums;
  private final long head;

  private SlidingSum(long slot, long[] sums, long head) {
    this.slot = slot;
    this.sums = sums;
    this.head = head;
  }

  /**
   * Nothing yet.
   *
   * @param stretch how far back it counts
   * @param slots into how many equal parts the stretch is cut
   */
  public static SlidingSum over(long stretch, int slots) {
    if (slots < 1 || stretch < slots) {
      throw new IllegalArgumentException("sum over " + stretch + " in " + slots + " slots");
    }
    // One more than the stretch has: the slot of now is never full.
    return new SlidingSum(-Math.floorDiv(-stretch, slots), new long[slots + 1], 0);
  }

  public SlidingSum plus(long amount, long now) {
    long at = Math.floorDiv(now, slot);
    long[] copy = sums.clone();
    long newHead = head;
    if (isEmpty()) {
      newHead = at;
    } else if (at > head) {
      for (long gone = Math.max(head + 1, at - copy.length + 1); gone <= at; gone++) {
        copy[place(gone)] = 0;
      }
      newHead = at;
    } else {
      at = Math.max(at, head - copy.length + 1);
    }
    copy[place(at)] = Math.addExact(copy[place(at)], amount);
    return new SlidingSum(slot, copy, newHead);
  }

  /** Takes back what was counted at a time; nothing where that time is forgotten. */
  public SlidingSum minus(long amount, long then) {
    long at = Math.floorDiv(then, slot);
    if (at > head || at <= head - sums.length) {
      return this;
    }
    long[] copy = sums.clone();
    copy[place(at)] = Math.subtractExact(copy[place(at)], amount);
    return new SlidingSum(slot, copy, head);
  }

  public long sum(long now) {
    long at = Math.floorDiv(now, slot);
    long oldest = Math.max(at, head) - sums.length + 1;
    long sum = 0;
    for (long i = Math.max(oldest, head - sums.length + 1); i <= head; i++) {
      sum += sums[place(i)];
    }
    return sum;
  }

  /** The first time, not before {@code now}, at which the sum is below a limit. */
  public long belowAt(long limit, long now) {
    long time = now;
    for (int i = 0; i <= sums.length && sum(time) >= limit; i++) {
      time = (Math.floorDiv(time, slot) + 1) * slot;
    }
    return time;
  }

  private boolean isEmpty() {
    for (long sum : sums) {
      if (sum != 0) {
        return false;
      }
    }
    return true;
  }

  private int place(long at) {
    return (int) Math.floorMod(at, (long) sums.length);
  }
}
