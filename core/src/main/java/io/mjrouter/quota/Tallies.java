package io.mjrouter.quota;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * One tally for each of many: a change copies a small part of them, since it is made while others
 * wait to make theirs. An immutable value.
 */
final class Tallies<K> {

  private static final int PARTS = 64;

  private final List<Map<K, Tally>> parts;

  private Tallies(List<Map<K, Tally>> parts) {
    this.parts = parts;
  }

  static <K> Tallies<K> none() {
    return new Tallies<>(Collections.nCopies(PARTS, Map.of()));
  }

  /** Nothing where there is none. */
  Tally of(K key) {
    return parts.get(part(key)).getOrDefault(key, Tally.EMPTY);
  }

  Tallies<K> with(K key, Tally tally) {
    int part = part(key);
    Map<K, Tally> changed = new HashMap<>(parts.get(part));
    changed.put(key, tally);
    List<Map<K, Tally>> copy = new ArrayList<>(parts);
    copy.set(part, changed);
    return new Tallies<>(copy);
  }

  void forEach(BiConsumer<K, Tally> action) {
    parts.forEach(part -> part.forEach(action));
  }

  private static int part(Object key) {
    int hash = key.hashCode();
    return (hash ^ (hash >>> 16)) & (PARTS - 1);
  }
}
