package io.mjrouter.spring;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Names that the application gives, such as those of providers. In a variable of the environment a
 * name has no dashes: {@code MIDJOURNEY_PROVIDERS_MYHOST_APIKEY} is that of {@code my-host}, and
 * Spring Boot, to which both are one, hands over both.
 */
final class Spellings {

  private Spellings() {}

  /** The same without those that are others with their dashes left out. */
  static <T> Map<String, T> once(Map<String, T> named) {
    Map<String, String> longest = new HashMap<>();
    named
        .keySet()
        .forEach(
            name -> longest.merge(plain(name), name, (a, b) -> b.length() > a.length() ? b : a));
    Map<String, T> once = new LinkedHashMap<>(named);
    once.keySet().removeIf(name -> !name.equals(longest.get(plain(name))));
    return once;
  }

  private static String plain(String name) {
    return name.replace("-", "");
  }
}
