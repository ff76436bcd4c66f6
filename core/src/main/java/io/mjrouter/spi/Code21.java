package io.mjrouter.spi;

/** What a host means by code 21 where its answer shows no sign of either. */
public enum Code21 {
  EXISTED,
  MODAL,
  /** Decided by what was asked, and where that does not tell by the task's status. */
  BY_SHAPE
}
