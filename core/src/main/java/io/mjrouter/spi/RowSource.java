package io.mjrouter.spi;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes settings of rows, each for itself. */
final class RowSource<R> implements ProviderSource {

  private static final Logger LOG = LoggerFactory.getLogger(RowSource.class);

  private final Callable<? extends Iterable<? extends R>> rows;
  private final Function<? super R, ProviderSettings> settings;

  RowSource(
      Callable<? extends Iterable<? extends R>> rows,
      Function<? super R, ProviderSettings> settings) {
    this.rows = requireNonNull(rows, "rows");
    this.settings = requireNonNull(settings, "settings");
  }

  @Override
  public List<ProviderSettings> read() throws Exception {
    return read(Problems.under("rows"));
  }

  @Override
  public List<ProviderSettings> read(Problems problems) throws Exception {
    List<ProviderSettings> made = new ArrayList<>();
    int number = 0;
    for (R row : rows.call()) {
      number++;
      try {
        made.add(requireNonNull(settings.apply(row), "settings"));
      } catch (RuntimeException e) {
        LOG.debug("row {} of the provider source", number, e);
        problems.add("row " + number, said(e));
      }
    }
    return made;
  }

  /** What our own types say names no secret; what others say might. */
  private static String said(RuntimeException e) {
    boolean ours =
        e.getClass() == IllegalArgumentException.class
            && e.getStackTrace().length > 0
            && e.getStackTrace()[0].getClassName().startsWith("io.mjrouter.");
    return ours ? String.valueOf(e.getMessage()) : "cannot be used: " + e.getClass().getName();
  }
}
