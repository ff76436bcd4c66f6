package io.mjrouter.proxy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The parameters of a query. */
final class Query {

  private Query() {}

  /** The first value of a parameter, decoded; null where it is not there. */
  static @Nullable String value(String query, String name) {
    int at = 0;
    while (at < query.length()) {
      int amp = query.indexOf('&', at);
      int end = amp < 0 ? query.length() : amp;
      int equals = query.indexOf('=', at);
      int nameEnd = equals < 0 || equals > end ? end : equals;
      if (nameEnd - at == name.length() && query.startsWith(name, at)) {
        return nameEnd == end ? "" : decoded(query.substring(nameEnd + 1, end));
      }
      at = end + 1;
    }
    return null;
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("query: not readable");
    }
  }
}
