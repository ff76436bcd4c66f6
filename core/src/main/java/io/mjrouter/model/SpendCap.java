package io.mjrouter.model;

/** What a cap on a day's money is kept for. */
public enum SpendCap {
  PROVIDER,
  CALLER,
  TOTAL
}
