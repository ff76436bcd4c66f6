package io.mjrouter.error;

import org.jspecify.annotations.Nullable;

/**
 * The root of everything the library throws but for the JDK's own exceptions: for wrong arguments,
 * for use after closing ({@link IllegalStateException}, and {@link
 * java.util.concurrent.CancellationException} of what waits then) and for interruption.
 *
 * <p>Messages carry no secret, no prompt and no signed link.
 */
public abstract sealed class MjException extends RuntimeException
    permits SubmissionRefusedException,
        NoRouteException,
        OutcomeUnknownException,
        TaskNotFoundException,
        UnsupportedByHostException,
        WaitTimeoutException,
        WaitStoppedException,
        MediaUnavailableException,
        HostUnavailableException,
        ConfigurationException,
        StoreException {

  private static final long serialVersionUID = 1;

  MjException(String message) {
    super(message);
  }

  MjException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** What may be done about it, decided once, where the failure is understood. */
  public abstract Remedy remedy();
}
