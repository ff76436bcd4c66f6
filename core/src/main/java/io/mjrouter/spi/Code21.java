package io.mjrouter.spi;

/** What a host means by code 21. */
public enum Code21 {
  EXISTED,
  MODAL,
  /** Decided by the answer's own signs, and where there are none by the task's status. */
  BY_SHAPE
}
