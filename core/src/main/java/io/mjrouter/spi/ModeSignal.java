package io.mjrouter.spi;

/** How a host is told the speed mode. One signal is sent, never two. */
public enum ModeSignal {
  /** A segment before {@code /mj}. */
  PREFIX,
  /** {@code accountFilter.modes} with one mode. */
  ACCOUNT_FILTER,
  /** The member {@code mode}. */
  BODY_MODE
}
