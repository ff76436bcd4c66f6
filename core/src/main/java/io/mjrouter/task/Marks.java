package io.mjrouter.task;

/**
 * The looks that first showed a task in each eighth of its progress. Small, since there is one for
 * every task that is followed. Not safe for use by several threads.
 */
final class Marks {

  /** How many parts of the way are told apart. */
  static final int PARTS = 8;

  private static final int PERCENT_BITS = 7;
  private static final int LONGEST = Integer.MAX_VALUE >> PERCENT_BITS;

  /** Tenths of seconds and per cent in one number; 0 where there is no mark. */
  private final int[] marks = new int[PARTS];

  /** A look showed this progress, from 1 to 99 per cent, at this age in seconds. */
  void note(double age, int percent) {
    int part = percent * PARTS / 100;
    if (part > newest()) {
      int tenths = (int) Math.max(1, Math.min(LONGEST, Math.round(age * 10)));
      marks[part] = tenths << PERCENT_BITS | percent;
    }
  }

  /** The last part that was seen; -1 when there is none. */
  int newest() {
    int part = PARTS - 1;
    while (part >= 0 && marks[part] == 0) {
      part--;
    }
    return part;
  }

  boolean has(int part) {
    return marks[part] != 0;
  }

  /** The age at a mark, in seconds. */
  double age(int part) {
    return (marks[part] >> PERCENT_BITS) / 10.0;
  }

  /** How many seconds more it would take if progress were even from the beginning. */
  double foretold(int part) {
    int percent = marks[part] & ((1 << PERCENT_BITS) - 1);
    return age(part) * (100 - percent) / percent;
  }
}
