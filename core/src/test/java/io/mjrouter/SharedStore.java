package io.mjrouter;

import io.mjrouter.error.StoreException;
import io.mjrouter.model.TaskId;
import io.mjrouter.store.Fence;
import io.mjrouter.store.Holding;
import io.mjrouter.store.Lately;
import io.mjrouter.store.Leases;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.store.NodePlace;
import io.mjrouter.store.Shards;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.TaskStore;
import io.mjrouter.store.Write;
import io.mjrouter.store.Written;
import io.mjrouter.testing.FakeTime;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A memory store that several nodes share; the test says who looks after what. */
final class SharedStore {

  final TaskStore store;
  int refused;
  int renewals;

  /** What the store has forgotten although it was open. */
  final Set<TaskId> lost = new HashSet<>();

  /** Whether newer records cannot be read now. */
  boolean unreadable;

  /** Whether nobody can reach it. */
  boolean away;

  private final List<TaskId> written = new ArrayList<>();
  private final Map<String, Holding> frozen = new HashMap<>();
  private final Set<String> cut = new HashSet<>();
  private int nodes = 1;
  private String owner = "";
  private long epoch;

  SharedStore(FakeTime time) {
    store = new MemoryTaskStore(time);
  }

  /** Everything is this node's from now on, as soon as it asks. */
  void give(String node) {
    owner = node;
    epoch++;
  }

  /** The node stands still: until a write is refused it hears nothing of its leases' ends. */
  void freeze(String node) {
    frozen.put(node, holding(node));
  }

  /** So many are alive from now on, as whoever asks hears. */
  void alive(int number) {
    nodes = number;
  }

  /** The node cannot renew its leases, and hears that it cannot. */
  void cut(String node) {
    cut.add(node);
  }

  void reconnect(String node) {
    cut.remove(node);
  }

  private Holding holding(String node) {
    if (owner.isEmpty()) {
      give(node);
    }
    if (!owner.equals(node)) {
      return Holding.nothing();
    }
    Map<Integer, Long> epochs = new HashMap<>();
    for (int shard : Shards.every().numbers()) {
      epochs.put(shard, epoch);
    }
    return new Holding(epochs, new NodePlace(nodes, 0));
  }

  /** The store as a node sees it. */
  @SuppressWarnings("unchecked") // as the method demands them
  TaskStore seenBy(String node) {
    InvocationHandler handler =
        (proxy, method, args) -> {
          if (away) {
            throw new StoreException("away", null);
          }
          return switch (method.getName()) {
            case "leases" -> leases(node);
            case "write" -> write((Write) args[0]);
            case "claim" -> {
              written.add(((Write) args[0]).record().id());
              yield store.claim((Write) args[0]);
            }
            case "find" -> lost.contains((TaskId) args[0]) ? Optional.empty() : call(method, args);
            case "open" ->
                store.open((Shards) args[0], (Optional<TaskId>) args[1], (Integer) args[2]).stream()
                    .filter(record -> !lost.contains(record.id()))
                    .toList();
            case "newer" -> {
              if (unreadable) {
                throw new StoreException("away for a moment", null);
              }
              yield call(method, args);
            }
            case "lately" -> lately((Shards) args[0], (Long) args[1]);
            default -> call(method, args);
          };
        };
    return (TaskStore)
        Proxy.newProxyInstance(
            TaskStore.class.getClassLoader(), new Class<?>[] {TaskStore.class}, handler);
  }

  private @Nullable Object call(Method method, Object[] args) throws Throwable {
    try {
      return method.invoke(store, args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private Written write(Write write) {
    Optional<Fence> fence = write.fence();
    if (fence.isPresent() && fence.get().epoch() != epoch) {
      refused++;
      frozen.clear();
      return new Written.Fenced();
    }
    written.add(write.record().id());
    return store.write(write.under(Optional.empty()));
  }

  private Lately lately(Shards shards, long cursor) {
    List<TaskRecord> records =
        written.subList(cursor == 0 ? written.size() : (int) cursor - 1, written.size()).stream()
            .filter(shards::contains)
            .distinct()
            .flatMap(id -> store.find(id).stream())
            .toList();
    return new Lately(records, written.size() + 1);
  }

  private Leases leases(String node) {
    return new Leases() {
      @Override
      public Holding renew(String name, Duration length) {
        renewals++;
        if (away || cut.contains(node)) {
          throw new StoreException("no route to the database", null);
        }
        return frozen.containsKey(node) ? frozen.get(node) : holding(node);
      }

      @Override
      public boolean isAlone() {
        return false;
      }

      @Override
      public void release(String name) {
        if (owner.equals(node)) {
          owner = "";
        }
      }
    };
  }
}
