package io.mjrouter.spi;

/**
 * Makes providers of one type.
 *
 * <p>Found by {@link java.util.ServiceLoader} or handed to the builder; two factories of one type
 * are an error. The constructor does no work. Safe for use by many threads.
 */
public interface ProviderFactory {

  /** The type as configuration names it, such as {@code deerapi}; constant. */
  String type();

  /**
   * Reports everything about the settings that {@link #create} would refuse, without connecting to
   * anything. Whatever it says names the property, never the value of a secret.
   */
  void validate(ProviderSettings settings, Problems problems);

  /**
   * Makes a provider; connects to nothing yet. The caller closes it.
   *
   * @throws IllegalArgumentException when {@link #validate} would have reported a problem
   */
  MjProvider create(ProviderSettings settings, ProviderContext context);
}
