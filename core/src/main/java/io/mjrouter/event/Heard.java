package io.mjrouter.event;

import io.mjrouter.model.TaskId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Who has been told of which task's end, or of what came late, until that is stored. Safe for use
 * by many threads.
 *
 * <p>What only some were told of is remembered up to a bound: beyond it the oldest is told them
 * again.
 */
final class Heard {

  private static final int CAPACITY = 100_000;

  private final int listeners;
  private final Map<TaskId, Set<Line>> bySome = new LinkedHashMap<>();
  private final Set<TaskId> byAll = new HashSet<>();

  Heard(int listeners) {
    this.listeners = listeners;
  }

  synchronized void add(Line line, TaskId id) {
    Set<Line> those = bySome.computeIfAbsent(id, any -> new HashSet<>());
    those.add(line);
    if (those.size() == listeners) {
      bySome.remove(id);
      byAll.add(id);
    } else if (bySome.size() > CAPACITY) {
      Iterator<TaskId> oldest = bySome.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  /** Nobody listens: that is everybody. */
  synchronized void addForNobody(TaskId id) {
    byAll.add(id);
  }

  synchronized boolean isBy(Line line, TaskId id) {
    return byAll.contains(id) || bySome.getOrDefault(id, Set.of()).contains(line);
  }

  synchronized Set<TaskId> byAll() {
    return Set.copyOf(byAll);
  }

  synchronized void forget(Collection<TaskId> ids) {
    byAll.removeAll(ids);
  }
}
