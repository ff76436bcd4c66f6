package io.mjrouter.wire.write;

import java.util.regex.Pattern;

/** Prompts as Midjourney reads them. */
final class PromptText {

  /**
   * Midjourney's parameters. Only before one of them is a dash a slip: phones and word processors
   * make one dash of two, and so do the pages of some hosts ({@code —zoom 2}); elsewhere it may
   * begin a sentence.
   */
  private static final Pattern DASHED_PARAMETER =
      Pattern.compile(
          "(?<!\\S)[\\u2013\\u2014\\u2015](?=(?:ar|aspect|bs|c|chaos|cref|cw|draft|end|exp|fast|hd"
              + "|iw|loop|motion|niji|no|oref|ow|p|profile|q|quality|r|raw|relax|repeat|s|seed|sref"
              + "|stealth|stop|style|stylize|sv|sw|test|tile|turbo|uplight|v|version|video|w|weird"
              + "|zoom)(?:\\s|$))",
          Pattern.CASE_INSENSITIVE);

  private PromptText() {}

  static String of(String prompt) {
    return DASHED_PARAMETER.matcher(prompt).replaceAll("--");
  }
}
