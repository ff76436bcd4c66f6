package io.mjrouter.simulation;

import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Which faults a seed has and how often, until it {@linkplain #calm calms} down. Few at a time, so
 * that each is seen both alone and among others.
 */
final class Weather {

  private static final double SHARE = 0.3;

  private final Map<Fault, Double> often = new EnumMap<>(Fault.class);
  private final Map<Fault, Chance> chances = new EnumMap<>(Fault.class);
  private final Coverage coverage;
  private boolean calm;

  Weather(Chance chance, Set<Fault> without, Coverage coverage) {
    this.coverage = coverage;
    for (Fault fault : Fault.values()) {
      Chance own = chance.of(fault.name());
      boolean there = own.is(SHARE);
      double times = Math.pow(own.share(), 3) * 0.5 + 0.01;
      chances.put(fault, own);
      if (there && !without.contains(fault)) {
        often.put(fault, times);
      }
    }
  }

  /** The faults of this seed. */
  Collection<Fault> faults() {
    Set<Fault> faults = EnumSet.noneOf(Fault.class);
    faults.addAll(often.keySet());
    return faults;
  }

  /** Whether this seed has a fault at all. */
  boolean has(Fault fault) {
    return often.containsKey(fault);
  }

  /** Whether it happens now; then its rows have fired. */
  boolean is(Fault fault) {
    return is(fault, 1);
  }

  /** The same, so many times as often. */
  boolean is(Fault fault, double factor) {
    Double times = often.get(fault);
    boolean now = !calm && times != null && chanceOf(fault).is(times * factor);
    if (now) {
      fault.rows().forEach(coverage::note);
    }
    return now;
  }

  Chance chanceOf(Fault fault) {
    return chances.get(fault);
  }

  boolean isCalm() {
    return calm;
  }

  /** Nothing goes wrong any more. */
  void calm() {
    calm = true;
  }
}
