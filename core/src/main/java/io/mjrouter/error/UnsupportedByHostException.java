package io.mjrouter.error;

import io.mjrouter.model.ProviderId;

/** The one provider that could do this cannot. Nothing was sent. */
public final class UnsupportedByHostException extends MjException {

  private static final long serialVersionUID = 1;

  private final ProviderId provider;

  /**
   * Names who cannot do what.
   *
   * @param what the capability, such as {@code seed}
   */
  public UnsupportedByHostException(ProviderId provider, String what) {
    super(provider + " does not offer " + what);
    this.provider = provider;
  }

  /** Who cannot. */
  public ProviderId provider() {
    return provider;
  }

  @Override
  public Remedy remedy() {
    return Remedy.GIVE_UP;
  }
}
