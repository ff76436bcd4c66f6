package io.mjrouter.spi;

/** How a host wants the key. */
public enum AuthScheme {
  /** {@code Authorization: Bearer KEY}. */
  BEARER,
  /** {@code Authorization: KEY}. */
  BARE,
  /** {@code mj-api-secret: KEY}. */
  MJ_API_SECRET,
  /**
   * {@link #BEARER} and {@link #MJ_API_SECRET}; not for trueai, which compares the whole former.
   */
  BOTH
}
