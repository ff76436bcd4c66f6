package io.mjrouter.route;

import static java.util.Objects.requireNonNull;

import io.mjrouter.model.Mode;
import io.mjrouter.model.ProviderId;
import java.util.Optional;

/**
 * Why a provider, or one of its modes, may not be taken.
 *
 * @param provider which
 * @param mode the mode; empty when it is none of the provider's modes that is the reason
 * @param reason why
 */
public record Exclusion(ProviderId provider, Optional<Mode> mode, Reason reason) {

  /** Why not. */
  public enum Reason {
    /** Switched off in the configuration. */
    DISABLED,
    /** Takes no new submissions. */
    DRAINED,
    /** Another provider was asked for. */
    NOT_PINNED,
    /** A follow-up can only be done where its parent lives. */
    NOT_AT_ORIGIN,
    /** The provider cannot do it. */
    UNSUPPORTED,
    /** Neither the request nor the configuration allows the mode. */
    MODE_NOT_ALLOWED,
    /** Dearer than allowed. */
    PRICE_TOO_HIGH,
    /** There is a limit, and nobody published a price. */
    PRICE_UNKNOWN
  }

  public Exclusion {
    requireNonNull(provider, "provider");
    requireNonNull(mode, "mode");
    requireNonNull(reason, "reason");
  }

  @Override
  public String toString() {
    return provider + mode.map(m -> "/" + m.key()).orElse("") + " " + reason;
  }
}
