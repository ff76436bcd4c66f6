package io.mjrouter.quota;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * One tally for each of many: a change copies a small part of them, since it is made while others
 * wait to make theirs. There are as many parts as that takes, and few while there are few tallies.
 * An immutable value.
 */
final class Tallies<K> {

  private static final int MOST_PARTS = 64;
  private static final int MANY_FOR_A_PART = 4;

  /** A power of two of them. */
  private final List<Map<K, Tally>> parts;

  private final int size;

  private Tallies(List<Map<K, Tally>> parts, int size) {
    this.parts = parts;
    this.size = size;
  }

  static <K> Tallies<K> none() {
    return new Tallies<>(List.of(Map.of()), 0);
  }

  /** Nothing where there is none. */
  Tally of(K key) {
    return parts.get(part(key)).getOrDefault(key, Tally.EMPTY);
  }

  Tallies<K> with(K key, Tally tally) {
    int part = part(key);
    Map<K, Tally> changed = new HashMap<>(parts.get(part));
    boolean isNew = changed.put(key, tally) == null;
    List<Map<K, Tally>> copy = new ArrayList<>(parts);
    copy.set(part, changed);
    Tallies<K> next = new Tallies<>(copy, isNew ? size + 1 : size);
    return isNew && next.isCrowded() ? next.inMoreParts() : next;
  }

  private boolean isCrowded() {
    return size > MANY_FOR_A_PART * parts.size() && parts.size() < MOST_PARTS;
  }

  private Tallies<K> inMoreParts() {
    List<Map<K, Tally>> more = new ArrayList<>();
    for (int i = 0; i < 2 * parts.size(); i++) {
      more.add(new HashMap<>());
    }
    Tallies<K> next = new Tallies<>(more, size);
    forEach((key, tally) -> more.get(next.part(key)).put(key, tally));
    return next;
  }

  void forEach(BiConsumer<K, Tally> action) {
    parts.forEach(part -> part.forEach(action));
  }

  private int part(Object key) {
    int hash = key.hashCode();
    return (hash ^ (hash >>> 16)) & (parts.size() - 1);
  }
}
