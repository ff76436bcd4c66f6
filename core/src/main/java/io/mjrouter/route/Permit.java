package io.mjrouter.route;

/**
 * The right to try a route that has to prove itself. It cannot be lost: who never gives it back
 * loses it at its expiry.
 *
 * @param owner the token of the attempt that has it
 * @param expires when anybody may have it again
 */
record Permit(String owner, long expires) {

  boolean isLive(long now) {
    return now - expires < 0;
  }
}
