package io.mjrouter.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bodies as hosts sent them, from {@code /payloads} of the class path; INDEX.md says whose. */
public final class Payloads {

  private static final Pattern INDEX_ROW = Pattern.compile("(?m)^\\| ([\\w.-]+\\.json) \\|");

  private Payloads() {}

  /** The bytes of a recorded body, such as {@code comet_submit_min.json}. */
  public static byte[] bytes(String name) {
    try (InputStream in = Payloads.class.getResourceAsStream("/payloads/" + name)) {
      if (in == null) {
        throw new IllegalArgumentException("payload: " + name + " (expected: one of INDEX.md)");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String text(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  /** The names that the index lists. */
  public static Set<String> names() {
    Set<String> names = new TreeSet<>();
    Matcher row = INDEX_ROW.matcher(text("INDEX.md"));
    while (row.find()) {
      names.add(row.group(1));
    }
    return names;
  }
}
