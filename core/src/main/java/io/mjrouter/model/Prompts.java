package io.mjrouter.model;

/** The one check that every prompt passes. */
final class Prompts {

  private Prompts() {}

  static String notBlank(String prompt) {
    if (prompt.isBlank()) {
      throw new IllegalArgumentException("prompt: blank (expected: some text)");
    }
    return prompt;
  }
}
