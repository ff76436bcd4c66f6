package io.mjrouter.spi;

import java.util.List;
import java.util.ServiceLoader;

/**
 * What the class path has of a part that others bring, by {@link ServiceLoader}: types of
 * providers, senders of webhooks.
 */
public final class Extensions {

  private Extensions() {}

  /**
   * Makes one of each that the thread's class loader finds; where it finds none, as that of a
   * pool's thread may not know the library, of each that the library's own finds.
   */
  public static <T> List<T> of(Class<T> part) {
    List<T> found = all(ServiceLoader.load(part));
    return found.isEmpty()
        ? all(ServiceLoader.load(part, Extensions.class.getClassLoader()))
        : found;
  }

  private static <T> List<T> all(ServiceLoader<T> loader) {
    return loader.stream().map(ServiceLoader.Provider::get).toList();
  }
}
