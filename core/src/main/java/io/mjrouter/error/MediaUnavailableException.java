package io.mjrouter.error;

import org.jspecify.annotations.Nullable;

/** A picture or video could not be fetched or read. It was drawn, and can be fetched again. */
public final class MediaUnavailableException extends MjException {

  private static final long serialVersionUID = 1;

  public MediaUnavailableException(String message) {
    super(message);
  }

  public MediaUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public Remedy remedy() {
    return Remedy.TRY_LATER;
  }
}
