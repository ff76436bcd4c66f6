package io.mjrouter.model;

/** The one check that every prompt passes. */
final class Prompts {

  private Prompts() {}

  static String notBlank(String prompt) {
    if (prompt.codePoints().noneMatch(Prompts::isVisible)) {
      throw new IllegalArgumentException("prompt: blank (expected: some text)");
    }
    return prompt;
  }

  /** Hosts cut no-break and zero-width blanks too, and find nothing. */
  private static boolean isVisible(int codePoint) {
    return !Character.isWhitespace(codePoint)
        && !Character.isSpaceChar(codePoint)
        && !Character.isISOControl(codePoint)
        && Character.getType(codePoint) != Character.FORMAT;
  }
}
