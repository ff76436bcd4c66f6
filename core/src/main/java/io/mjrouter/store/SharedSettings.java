package io.mjrouter.store;

import io.mjrouter.model.ProviderId;
import java.util.Map;
import java.util.Optional;

/**
 * What operators decide for all nodes at once, and what all nodes must have in common.
 *
 * <p>Safe for use by many threads; may block; throws {@link io.mjrouter.error.StoreException}.
 */
public interface SharedSettings {

  /**
   * What was decided about a provider.
   *
   * @param drained whether it takes no new submissions; empty: as configured
   * @param readmitted how often it was said to work again: a number that a node has not seen yet
   *     tells it to believe so
   */
  record Mark(Optional<Boolean> drained, long readmitted) {
    /** Nothing was decided. */
    public static final Mark NONE = new Mark(Optional.empty(), 0);
  }

  /** The providers about which anything was decided. */
  Map<ProviderId, Mark> marks();

  void drain(ProviderId provider, boolean drained);

  /** It works again, and is not drained. */
  void readmit(ProviderId provider);

  /**
   * A text that all nodes share, such as a secret: the first one proposed stays.
   *
   * @param name at most 64 characters
   * @param proposed at most 255 characters; used when there is none yet
   */
  String common(String name, String proposed);
}
