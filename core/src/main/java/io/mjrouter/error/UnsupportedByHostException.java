package io.mjrouter.error;

import io.mjrouter.model.ProviderId;

/** The one provider that could do this cannot. Nothing was sent. */
public final class UnsupportedByHostException extends MjException {

  private static final long serialVersionUID = 1;

  /**
   * Names who cannot do what.
   *
   * @param what the capability, such as {@code seed}
   */
  public UnsupportedByHostException(ProviderId provider, String what) {
    super(provider + " does not offer " + what);
  }

  @Override
  public Remedy remedy() {
    return Remedy.GIVE_UP;
  }
}
