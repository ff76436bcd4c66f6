package io.mjrouter.wire.read;

import java.util.Optional;
import java.util.regex.Pattern;

/** A host's words made safe to show: one line, short, without anything that could be a secret. */
final class HostWords {

  private static final int LONGEST = 200;
  private static final int LONGEST_LOOKED_AT = 4_096;

  private static final Pattern TAGS =
      Pattern.compile("(?is)<(script|style)\\b.{0,4000}?</\\1>|<[^<>]{0,1000}>");
  private static final Pattern QUERY =
      Pattern.compile("(?i)(\\b(?:https?|wss?)://[^\\s?#\"'<>]*)[?#][^\\s\"'<>]*");
  private static final Pattern USER_INFO = Pattern.compile("(?i)(\\b[a-z]+://)[^\\s/@]+@");
  private static final Pattern NAMED_SECRET =
      Pattern.compile(
          "(?i)\\b((?:api[-_]?)?key|token|secret|password|authorization|bearer)"
              + "([\"']?\\s*[:=]\\s*[\"']?|\\s+)(?:bearer\\s+)?"
              + "((?=[!-~]*\\d)[!-~]{6,}|[!-~]{16,})");
  private static final Pattern KEY =
      Pattern.compile("\\b(?:[spa]k-[A-Za-z0-9_.*-]{4,}|eyJ[A-Za-z0-9_-]{8,}[A-Za-z0-9_.-]*)");
  private static final Pattern LONG_RUN = Pattern.compile("[A-Za-z0-9+/=_-]{40,}");
  private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\p{Z}]+");

  private static final UsualWords USUAL = new UsualWords();

  private HostWords() {}

  /** At most 200 safe characters of a text. */
  static String safe(String text) {
    Optional<String> usual = USUAL.find(text);
    if (usual.isPresent()) {
      return usual.get();
    }
    String safe = made(text);
    if (safe.equals(text)) {
      USUAL.add(safe);
    }
    return safe;
  }

  private static String made(String text) {
    String head = text.length() > LONGEST_LOOKED_AT ? text.substring(0, LONGEST_LOOKED_AT) : text;
    String line = UNSAFE.matcher(head).replaceAll(" ").strip();
    line = QUERY.matcher(line).replaceAll("$1?…");
    line = USER_INFO.matcher(line).replaceAll("$1…@");
    line = NAMED_SECRET.matcher(line).replaceAll("$1$2…");
    line = KEY.matcher(line).replaceAll("…");
    line = LONG_RUN.matcher(line).replaceAll("…");
    return cut(line);
  }

  /** The visible words of a page. */
  static String ofPage(String html) {
    String head = html.length() > LONGEST_LOOKED_AT ? html.substring(0, LONGEST_LOOKED_AT) : html;
    return safe(TAGS.matcher(head).replaceAll(" "));
  }

  private static String cut(String line) {
    if (line.length() <= LONGEST) {
      return line;
    }
    int end = Character.isHighSurrogate(line.charAt(LONGEST - 2)) ? LONGEST - 2 : LONGEST - 1;
    return line.substring(0, end) + "…";
  }
}
