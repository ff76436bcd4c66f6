package io.mjrouter.simulation;

import io.mjrouter.error.StoreException;
import io.mjrouter.model.TaskId;
import io.mjrouter.store.Claim;
import io.mjrouter.store.DurationBook;
import io.mjrouter.store.Finishes;
import io.mjrouter.store.Lately;
import io.mjrouter.store.Leases;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.store.Shards;
import io.mjrouter.store.SharedSettings;
import io.mjrouter.store.SpendBook;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.TaskStore;
import io.mjrouter.store.Write;
import io.mjrouter.store.Written;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A store that outlives processes and is no better than others: slow, away, unsure whether it
 * wrote, and at times set back by what was written last.
 *
 * <p>What it holds is a memory store's; each change is remembered with its time, so that a store
 * without the last of them can be made.
 */
final class ModelStore {

  private static final Set<String> CHANGES =
      Set.of("claim", "write", "told", "add", "drain", "readmit", "common");
  private static final Duration SLOWEST = Duration.ofSeconds(5);

  private final Simulation world;
  private final ModelLeases leases;
  private final NodeTime time;
  private final List<Change> changes = new ArrayList<>();
  private final List<TaskId> written = new ArrayList<>();
  private MemoryTaskStore sound;
  private long awayUntil;
  private int losses;

  /** Something that was applied. */
  private record Change(long at, String part, Method method, Object[] arguments) {}

  ModelStore(Simulation world) {
    this.world = world;
    leases = new ModelLeases(world.fibres);
    time = new NodeTime(world.fibres, world.chance.of("store clock"));
    sound = new MemoryTaskStore(time);
  }

  /** What it really holds. */
  TaskStore truth() {
    return sound;
  }

  /** Whether it lost anything so far: then it may have forgotten what was paid for. */
  boolean hasLost() {
    return losses > 0;
  }

  // ---- What befalls it.

  void goAway(Duration duration) {
    awayUntil = world.fibres.now() + duration.toNanos();
  }

  /** Restarts as it was so long ago. */
  void lose(Duration last) {
    long until = world.fibres.now() - last.toNanos();
    losses++;
    sound = new MemoryTaskStore(time);
    changes.removeIf(change -> change.at >= until);
    List.copyOf(changes)
        .forEach(change -> invoke(part(change.part), change.method, change.arguments));
  }

  // ---- As processes see it.

  /** The store as a process sees it, until that dies. */
  TaskStore seenBy(Node node) {
    return proxy(TaskStore.class, node, "");
  }

  private <T> T proxy(Class<T> type, Node node, String part) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              Object[] given = arguments == null ? new Object[0] : arguments;
              return switch (method.getName()) {
                case "finishes" -> proxy(Finishes.class, node, "finishes");
                case "spend" -> proxy(SpendBook.class, node, "spend");
                case "shared" -> proxy(SharedSettings.class, node, "shared");
                case "durations" -> proxy(DurationBook.class, node, "durations");
                case "leases" -> proxy(Leases.class, node, "leases");
                case "toString" -> "store of " + node;
                case "close", "isAlone" -> invoke(part(part), method, given);
                default -> call(node, part, method, given);
              };
            }));
  }

  private Object part(String part) {
    return switch (part) {
      case "finishes" -> sound.finishes();
      case "spend" -> sound.spend();
      case "shared" -> sound.shared();
      case "durations" -> sound.durations();
      case "leases" -> leases;
      default -> sound;
    };
  }

  private @Nullable Object call(Node node, String part, Method method, Object[] arguments) {
    String name = method.getName();
    node.step();
    // Leases are asked for under a lock of the tenure's, which waits for them one at a time.
    if (!part.equals("leases") && world.weather.is(Fault.STORE_SLOW)) {
      world.fibres.sleep(
          world.weather.chanceOf(Fault.STORE_SLOW).between(Duration.ofMillis(1), SLOWEST));
    }
    if (!world.weather.isCalm() && world.fibres.now() < awayUntil) {
      throw new StoreException("away", null);
    }
    if (world.weather.is(Fault.STORE_FAILS_BEFORE, 0.3)) {
      throw new StoreException("failed before " + name, null);
    }
    if (name.equals("write") && world.weather.is(Fault.STORE_CONFLICTS)) {
      return new Written.Conflict();
    }
    Object answer = apply(part, method, arguments);
    node.step();
    if (world.weather.is(Fault.STORE_FAILS_AFTER, 0.3)) {
      throw new StoreException("failed after " + name, null);
    }
    return answer;
  }

  private @Nullable Object apply(String part, Method method, Object[] arguments) {
    String name = method.getName();
    if (CHANGES.contains(name)) {
      changes.add(new Change(world.fibres.now(), part, method, arguments));
    }
    return switch (name) {
      case "claim" -> claim((Write) arguments[0]);
      case "write" -> write((Write) arguments[0], changes.size() - 1);
      case "lately" -> lately((Shards) arguments[0], (Long) arguments[1]);
      default -> invoke(part(part), method, arguments);
    };
  }

  private Claim claim(Write write) {
    Claim claim = sound.claim(write);
    if (claim instanceof Claim.Made) {
      written.add(write.record().id());
      world.laws.stored(Optional.empty(), write.record());
    }
    return claim;
  }

  private Written write(Write write, int change) {
    if (write.fence().filter(fence -> !leases.isHeld(fence)).isPresent()) {
      world.coverage.note(Row.F65);
      changes.remove(change);
      return new Written.Fenced();
    }
    Write bare = write.under(Optional.empty());
    Change logged = changes.get(change);
    changes.set(change, new Change(logged.at, logged.part, logged.method, new Object[] {bare}));
    Optional<TaskRecord> before = sound.find(write.record().id());
    Written answer = sound.write(bare);
    answer
        .stored()
        .ifPresent(
            after -> {
              written.add(after.id());
              world.laws.stored(before, after);
            });
    return answer;
  }

  private Lately lately(Shards shards, long cursor) {
    int from = cursor == 0 ? written.size() : (int) cursor - 1;
    List<TaskRecord> records =
        written.subList(from, written.size()).stream()
            .filter(shards::contains)
            .distinct()
            .flatMap(id -> sound.find(id).stream())
            .toList();
    return new Lately(records, written.size() + 1L);
  }

  private static @Nullable Object invoke(Object target, Method method, Object[] arguments) {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
