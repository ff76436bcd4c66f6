package io.mjrouter.model;

import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * The name of a provider: one configured account at one host.
 *
 * <p>The name is the account. A new key under the same name belongs to the same account and applies
 * at once, to running tasks too.
 *
 * @param name matches {@code [a-z][a-z0-9-]{0,31}}
 */
public record ProviderId(String name) implements Comparable<ProviderId>, Serializable {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

  public ProviderId {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "provider name: '" + name + "' (expected: " + NAME.pattern() + ")");
    }
  }

  public static ProviderId of(String name) {
    return new ProviderId(name);
  }

  @Override
  public int compareTo(ProviderId other) {
    return name.compareTo(other.name);
  }

  @Override
  public String toString() {
    return name;
  }
}
