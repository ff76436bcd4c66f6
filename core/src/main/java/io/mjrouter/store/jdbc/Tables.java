package io.mjrouter.store.jdbc;

/**
 * The names of the tables.
 *
 * @param prefix what they begin with, in place of {@code mjr_}
 */
record Tables(String prefix) {

  private static final String OURS = "mjr_";

  /** A statement, or a script, about the tables as they are called here. */
  String sql(String text) {
    return prefix.equals(OURS) ? text : text.replace(OURS, prefix);
  }
}
