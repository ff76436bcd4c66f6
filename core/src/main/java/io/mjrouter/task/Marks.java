package io.mjrouter.task;

/**
 * The looks that told how far a task had come: the last that saw it wait in its host's queue in
 * each octave of its age, and the first in each eighth of its progress. Small, since there is one
 * for every task that is followed. Not safe for use by several threads.
 */
final class Marks {

  private static final int OCTAVES = 8;

  /** How many parts of the way are told apart. */
  static final int PARTS = OCTAVES + 8;

  /** The age at which the second octave begins, in seconds. */
  private static final double FIRST_OCTAVE = 8;

  private static final int PERCENT_BITS = 7;
  private static final int LONGEST = Integer.MAX_VALUE >> PERCENT_BITS;

  /** Tenths of seconds and per cent in one number; 0 where there is no mark. */
  private final int[] marks = new int[PARTS];

  /** A look showed that the task was not begun yet at this age in seconds. */
  void noteQueued(double age) {
    int octave = (int) Math.floor(Math.log(age / FIRST_OCTAVE) / Math.log(2)) + 1;
    int part = Math.max(0, Math.min(OCTAVES - 1, octave));
    if (part >= newest()) {
      marks[part] = mark(age, 0);
    }
  }

  /** A look showed this progress, from 1 to 99 per cent, at this age in seconds. */
  void note(double age, int percent) {
    int part = OCTAVES + percent * (PARTS - OCTAVES) / 100;
    if (part > newest()) {
      marks[part] = mark(age, percent);
    }
  }

  private static int mark(double age, int percent) {
    int tenths = (int) Math.max(1, Math.min(LONGEST, Math.round(age * 10)));
    return tenths << PERCENT_BITS | percent;
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

  /**
   * How many seconds more it would take if progress were even from the beginning; of a task in the
   * queue, as long again as it waited.
   */
  double foretold(int part) {
    int percent = marks[part] & ((1 << PERCENT_BITS) - 1);
    return percent == 0 ? age(part) : age(part) * (100 - percent) / percent;
  }
}
