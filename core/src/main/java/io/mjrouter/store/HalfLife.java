package io.mjrouter.store;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * For stores: what a count of an earlier day weighs. Half after three days, nothing after thirty.
 */
public final class HalfLife {

  private static final int DAYS = 3;
  private static final int KEPT = 30;

  private HalfLife() {}

  public static double weight(LocalDate day, LocalDate today) {
    long age = Math.max(0, ChronoUnit.DAYS.between(day, today));
    return age > KEPT ? 0 : Math.pow(0.5, (double) age / DAYS);
  }

  /** The first day that still counts. */
  public static LocalDate first(LocalDate today) {
    return today.minusDays(KEPT);
  }
}
