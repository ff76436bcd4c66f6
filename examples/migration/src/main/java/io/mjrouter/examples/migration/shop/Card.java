package io.mjrouter.examples.migration.shop;

/**
 * A greeting card, as the shop's pages show it.
 *
 * @param progress in per cent
 */
public record Card(String id, Status status, int progress) {

  /** Where it stands. */
  public enum Status {
    DRAWING,
    READY,
    FAILED
  }
}
