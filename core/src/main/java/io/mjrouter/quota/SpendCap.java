package io.mjrouter.quota;

/** Which cap on a day's money was reached. */
public enum SpendCap {
  PROVIDER,
  CALLER,
  TOTAL
}
