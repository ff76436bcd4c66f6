package io.mjrouter.wire.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What hosts say again and again is kept once, and what must not be shown never. */
class UsualWordsTest {

  /** As a text is read from each answer anew. */
  private static String read(String text) {
    return new String(text.toCharArray());
  }

  @Test
  void safe_sameWordsInTwoAnswers_areOneText() {
    String first = HostWords.safe(read("Submit success"));

    assertEquals("Submit success", first);
    assertSame(first, HostWords.safe(read("Submit success")));
  }

  @Test
  void safe_wordsWithSecret_areMadeSafeEachTime() {
    String words = "wrong key sk-4f9a8b7c6d";
    HostWords.safe(read(words));

    assertEquals("wrong key …", HostWords.safe(read(words)));
  }

  @Test
  void find_textInThePlaceOfAnother_isOnlyTheLast() {
    UsualWords words = new UsualWords();
    words.add("Aa");
    words.add("BB");

    assertEquals("Aa".hashCode(), "BB".hashCode());
    assertEquals(Optional.empty(), words.find("Aa"));
    assertEquals(Optional.of("BB"), words.find("BB"));
  }

  @Test
  void find_longText_isNotKept() {
    String text = "a".repeat(101);
    UsualWords words = new UsualWords();
    words.add(text);

    assertEquals(Optional.empty(), words.find(text));
  }
}
