package io.mjrouter.provider.simulator;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Optional;

/**
 * A world to paint, without edges: everything in it is computed from a seed and a place.
 *
 * @param seed decides everything that the words leave open
 * @param theme what the words decide
 * @param changes what later submissions made of it, oldest first
 */
record Scene(long seed, Theme theme, List<Change> changes) {

  private static final double SOFTNESS = 0.25;

  /**
   * Makes a scene like another one.
   *
   * @param seed what it becomes like
   * @param strength how much, from 0 to 1
   * @param kept the part of the world that does not change
   */
  record Change(long seed, double strength, Optional<View> kept) {}

  Scene {
    changes = List.copyOf(changes);
  }

  static Scene of(long seed, Theme theme) {
    return new Scene(seed, theme, List.of());
  }

  /** A scene like this one. */
  Scene varied(long otherSeed, double strength) {
    return changed(new Change(otherSeed, strength, Optional.empty()));
  }

  /** The same scene within a view, and another beyond. */
  Scene continued(long otherSeed, View kept) {
    return changed(new Change(otherSeed, 1, Optional.of(kept)));
  }

  /** A number from 0 to 1 for the scene as a whole. */
  double at(long key) {
    double value = Chance.unit(Chance.mix(seed, key));
    for (Change change : changes) {
      if (change.kept().isEmpty()) {
        value += (Chance.unit(Chance.mix(change.seed(), key)) - value) * change.strength();
      }
    }
    return value;
  }

  /** A number between two for the scene as a whole. */
  double at(long key, double from, double to) {
    return from + at(key) * (to - from);
  }

  /**
   * A number from 0 to 1 for something at a place.
   *
   * @param reach how far the thing reaches from its place
   */
  double at(long key, long item, double x, double y, double reach) {
    double value = Chance.unit(Chance.mix(seed, key, item));
    for (Change change : changes) {
      double strength = change.strength();
      if (change.kept().isPresent()) {
        double outside = change.kept().get().distance(x, y) - reach;
        strength *= Math.min(1, Math.max(0, outside / SOFTNESS));
      }
      if (strength > 0) {
        value += (Chance.unit(Chance.mix(change.seed(), key, item)) - value) * strength;
      }
    }
    return value;
  }

  /** A smooth wavy line through the world, from 0 to 1 and never the same twice. */
  double wave(long key, double x, double frequency, int octaves, double level) {
    double sum = 0;
    double weight = 0.5;
    double total = 0;
    double frequencyNow = frequency;
    for (int octave = 0; octave < octaves; octave++) {
      sum += weight * smooth(key + octave, x, frequencyNow, level);
      total += weight;
      weight *= 0.5;
      frequencyNow *= 2.1;
    }
    return sum / total;
  }

  private double smooth(long key, double x, double frequency, double level) {
    double scaled = x * frequency;
    long left = (long) Math.floor(scaled);
    double part = scaled - left;
    double eased = part * part * (3 - 2 * part);
    double reach = 1 / frequency;
    double from = at(key, left, left / frequency, level, reach);
    double to = at(key, left + 1, (left + 1) / frequency, level, reach);
    return from + (to - from) * eased;
  }

  private Scene changed(Change change) {
    return new Scene(
        seed, theme, ImmutableList.<Change>builder().addAll(changes).add(change).build());
  }
}
