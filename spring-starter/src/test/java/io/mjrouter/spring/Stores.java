package io.mjrouter.spring;

import io.mjrouter.error.StoreException;
import io.mjrouter.model.TimeSource;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.store.TaskStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Stores that fail. */
final class Stores {

  private Stores() {}

  static TaskStore thatCannotBeReadAtStart() {
    return failingAt("open", new StoreException("away", new IllegalStateException()));
  }

  static TaskStore thatCannotFind() {
    return failingAt("find", new StoreException("away", new IllegalStateException()));
  }

  /** An application's own, which fails as no store should. */
  static TaskStore thatIsBroken() {
    return failingAt("find", new IllegalStateException("broken"));
  }

  private static TaskStore failingAt(String call, RuntimeException failure) {
    TaskStore store = new MemoryTaskStore(TimeSource.system());
    return (TaskStore)
        Proxy.newProxyInstance(
            Stores.class.getClassLoader(),
            new Class<?>[] {TaskStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals(call)) {
                throw failure;
              }
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
