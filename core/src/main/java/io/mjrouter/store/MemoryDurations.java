package io.mjrouter.store;

import io.mjrouter.model.Action;
import io.mjrouter.model.Mode;
import io.mjrouter.model.ProviderId;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How long tasks took, as long as the process lives. */
final class MemoryDurations implements DurationBook {

  private final TreeMap<LocalDate, Map<Kind, Double>> days = new TreeMap<>();

  private record Kind(ProviderId provider, Mode mode, Action action, int bucket) {}

  @Override
  public synchronized void add(LocalDate day, List<DurationCount> counts) {
    Map<Kind, Double> sums = days.computeIfAbsent(day, any -> new HashMap<>());
    counts.forEach(count -> sums.merge(kind(count), count.count(), Double::sum));
    days.headMap(HalfLife.first(days.lastKey())).clear();
  }

  @Override
  public synchronized List<DurationCount> weights(LocalDate today) {
    Map<Kind, Double> sums = new HashMap<>();
    days.forEach(
        (day, counts) -> {
          double weight = HalfLife.weight(day, today);
          counts.forEach((kind, count) -> sums.merge(kind, count * weight, Double::sum));
        });
    return sums.entrySet().stream()
        .filter(each -> each.getValue() > 0)
        .map(each -> count(each.getKey(), each.getValue()))
        .toList();
  }

  private static Kind kind(DurationCount count) {
    return new Kind(count.provider(), count.mode(), count.action(), count.bucket());
  }

  private static DurationCount count(Kind kind, double weight) {
    return new DurationCount(kind.provider(), kind.mode(), kind.action(), kind.bucket(), weight);
  }
}
