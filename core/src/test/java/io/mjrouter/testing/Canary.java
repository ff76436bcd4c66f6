package io.mjrouter.testing;

import java.util.regex.Pattern;

/**
 * A mark for whatever must stay secret: keys, signatures of links, secrets of webhooks. Tests put
 * it into their inputs; {@link CanaryWatch} fails the run in which it comes out again.
 */
public final class Canary {

  /** Stands in every secret of every test. */
  public static final String MARK = "secret-canary";

  /**
   * The mark, the key of simulated hosts, a key as it is sent, or the beginning of a PNG in Base64.
   */
  private static final Pattern SECRET =
      Pattern.compile(MARK + "|sk-simulated|Bearer [!-~]{8}|iVBORw0KGgo", Pattern.CASE_INSENSITIVE);

  private Canary() {}

  /** Whether a text that others may read gives something away. */
  public static boolean isIn(String text) {
    return SECRET.matcher(text).find();
  }
}
