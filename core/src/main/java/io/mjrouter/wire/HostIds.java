package io.mjrouter.wire;

import java.util.regex.Pattern;

/**
 * Which texts may be a host's id of a task: what is written into a path, and what is believed when
 * a host names it.
 */
public final class HostIds {

  private static final Pattern USABLE = Pattern.compile("[0-9A-Za-z_-]{1,64}");

  private HostIds() {}

  public static boolean isUsable(String id) {
    return USABLE.matcher(id).matches();
  }

  /**
   * The id itself.
   *
   * @throws IllegalArgumentException when it is none that a host gives; it is not quoted, since it
   *     may be anything
   */
  public static String checked(String id) {
    if (!isUsable(id)) {
      throw new IllegalArgumentException(
          "host task id: not usable (expected: " + USABLE.pattern() + ")");
    }
    return id;
  }
}
