package io.mjrouter.wire.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** What a host says is shown as far as it goes on a line. */
class HostWordsTest {

  private static final String WORDS = "no picture ".repeat(30);

  @Test
  void safe_twoHundredCharacters_areKept() {
    String words = WORDS.substring(0, 200);
    assertEquals(words, HostWords.safe(words));
  }

  @Test
  void safe_more_isCutToTwoHundred() {
    assertEquals(WORDS.substring(0, 199) + "…", HostWords.safe(WORDS));
  }

  @Test
  void safe_pairOfSurrogates_isNotCutThrough() {
    String begin = WORDS.substring(0, 198);
    assertEquals(begin + "…", HostWords.safe(begin + "🦊🦊🦊"));
  }
}
