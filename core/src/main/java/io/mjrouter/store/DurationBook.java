package io.mjrouter.store;

import java.time.LocalDate;
import java.util.List;

/**
 * How long tasks took, and how far what they told of it was true, over all nodes. Three days halve
 * what a count weighs; after thirty it is deleted.
 *
 * <p>Safe for use by many threads; may block; throws {@link io.mjrouter.error.StoreException}.
 */
public interface DurationBook {

  /** Adds whole counts to those of a day. */
  void add(LocalDate day, List<DurationCount> counts);

  /** What all counts weigh on a day, summed over the days before it. */
  List<DurationCount> weights(LocalDate today);
}
