package io.mjrouter.error;

import io.mjrouter.model.ProviderId;

/** A free call to a host brought no answer. Nothing was bought. */
public final class HostUnavailableException extends MjException {

  private static final long serialVersionUID = 1;

  private final ProviderId provider;

  public HostUnavailableException(ProviderId provider, String message) {
    super(provider + ": " + message);
    this.provider = provider;
  }

  /** Whose host was asked. */
  public ProviderId provider() {
    return provider;
  }

  @Override
  public Remedy remedy() {
    return Remedy.TRY_LATER;
  }
}
