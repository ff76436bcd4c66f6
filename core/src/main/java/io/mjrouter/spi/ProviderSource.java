package io.mjrouter.spi;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;

/**
 * Providers that are configured elsewhere, such as keys in a database, one for each tenant.
 *
 * <p>Read when the router is built, again and again while it runs, and whenever it is asked to.
 * What identifies a provider is its name: under the same name new settings take the place of the
 * old ones, and a provider that is named no more takes nothing new. Settings that cannot be used
 * are reported and skipped; the others are taken, and who was there under that name stays as it
 * was. Read by one thread at a time; may block.
 */
@FunctionalInterface
public interface ProviderSource {

  /**
   * The providers as they are configured now, all of them.
   *
   * @throws Exception when they cannot be read: everything stays as it was
   */
  List<ProviderSettings> read() throws Exception;

  /**
   * The same, telling what could not be made into settings.
   *
   * @param problems takes what is wrong, under the name of the row
   */
  default List<ProviderSettings> read(Problems problems) throws Exception {
    return read();
  }

  /**
   * A source of rows, each of which becomes the settings of one provider. One that cannot, since
   * {@code settings} throws, is reported by its number and skipped.
   */
  static <R> ProviderSource ofRows(
      Callable<? extends Iterable<? extends R>> rows,
      Function<? super R, ProviderSettings> settings) {
    return new RowSource<>(rows, settings);
  }
}
