package io.mjrouter.model;

/** The checks that prompts pass. */
final class Prompts {

  /** A task keeps its prompt for weeks, and any client may send one. */
  private static final int LONGEST = 8_192;

  private Prompts() {}

  /** One that must say something. */
  static String required(String prompt) {
    if (prompt.codePoints().noneMatch(Prompts::isVisible)) {
      throw new IllegalArgumentException("prompt: blank (expected: some text)");
    }
    return optional(prompt);
  }

  /** One that may be empty. */
  static String optional(String prompt) {
    if (prompt.length() > LONGEST) {
      throw new IllegalArgumentException(
          "prompt: " + prompt.length() + " characters (expected: at most " + LONGEST + ")");
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
