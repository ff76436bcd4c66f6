package io.mjrouter.error;

import org.jspecify.annotations.Nullable;

/** The store cannot be read or written. Without a recorded intent nothing is sent. */
public final class StoreException extends MjException {

  private static final long serialVersionUID = 1;

  public StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public Remedy remedy() {
    return Remedy.REPAIR;
  }
}
