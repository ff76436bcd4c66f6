package io.mjrouter.metrics;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The timers and counters made so far. Each is looked up in a map of ours, since a registry sorts
 * and filters tags anew at every look. Safe for use by many threads; a lock is taken only to make
 * or remove one.
 */
final class Meters {

  private static final String DOLLARS = "usd";

  private final MeterRegistry registry;
  private final Map<Key, Meter> made = new ConcurrentHashMap<>();
  private boolean closed;

  /** Tags are key and value in turn. */
  private record Key(String name, List<String> tags) {

    boolean has(String tag, Predicate<String> value) {
      for (int i = 0; i < tags.size(); i += 2) {
        if (tags.get(i).equals(tag)) {
          return value.test(tags.get(i + 1));
        }
      }
      return false;
    }
  }

  Meters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Records a time; tags are key and value in turn. */
  void time(String name, Duration took, String... tags) {
    if (find(name, this::timer, tags) instanceof Timer timer) {
      timer.record(took);
    }
  }

  void count(String name, double amount, String... tags) {
    if (find(name, this::counter, tags) instanceof Counter counter) {
      counter.increment(amount);
    }
  }

  /** Removes those that have such a tag. */
  synchronized void remove(String tag, Predicate<String> value) {
    made.entrySet().stream()
        .filter(each -> each.getKey().has(tag, value))
        .map(Map.Entry::getKey)
        .toList()
        .forEach(key -> registry.remove(requireNonNull(made.remove(key))));
  }

  /** Removes all of them; nothing is recorded any more. */
  synchronized void close() {
    closed = true;
    made.values().forEach(registry::remove);
    made.clear();
  }

  private @Nullable Meter find(String name, Function<Key, Meter> maker, String... tags) {
    Key key = new Key(name, List.of(tags));
    Meter present = made.get(key);
    return present != null ? present : make(key, maker);
  }

  private synchronized @Nullable Meter make(Key key, Function<Key, Meter> maker) {
    return closed ? null : made.computeIfAbsent(key, maker);
  }

  private Timer timer(Key key) {
    return Timer.builder(key.name)
        .description(MeterNames.describe(key.name))
        .tags(tags(key))
        .register(registry);
  }

  private Counter counter(Key key) {
    return Counter.builder(key.name)
        .description(MeterNames.describe(key.name))
        .baseUnit(key.name.equals(MeterNames.SPEND) ? DOLLARS : null)
        .tags(tags(key))
        .register(registry);
  }

  private static Tags tags(Key key) {
    return Tags.of(key.tags.toArray(new String[0]));
  }
}
