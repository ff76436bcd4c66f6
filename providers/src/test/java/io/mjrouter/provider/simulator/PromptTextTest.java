package io.mjrouter.provider.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptTextTest {

  @ParameterizedTest
  @CsvSource({
    "a cat, 1",
    "a cat --ar 3:2, 1.5",
    "a cat --ar 1:2 --v 7, 0.5",
    "a cat --aspect 16:8, 2",
    "a cat --ar 0:1, 0.25",
    "a cat --ar 1:0, 1",
    "a cat --ar 100:1, 4",
    "a cat --ar wide, 1"
  })
  void aspect_ofAPrompt_isReadAndBounded(String prompt, double aspect) {
    assertEquals(aspect, new PromptText(prompt).aspect());
  }

  @ParameterizedTest
  @CsvSource({
    "a cat, 7",
    "a cat --v 6.1, 6.1",
    "a cat --niji 6, 6",
    "a cat --version 5.2 --ar 1:1, 5.2",
    "a cat --v x, 7"
  })
  void version_ofAPrompt_isReadOrTheNewest(String prompt, double version) {
    assertEquals(version, new PromptText(prompt).version());
  }

  @Test
  void words_ofAPrompt_leaveOutParametersAndLinks() {
    PromptText prompt =
        new PromptText("<https://s.mj.run/abc> A Red-fox, 猫 --ar 3:2 --sref https://x.y/z —zoom 2");
    assertEquals(List.of("a", "red", "fox", "猫"), prompt.words());
  }

  @ParameterizedTest
  @CsvSource({"a --zoom 1.8, 1.8", "a —zoom 2, 2", "a --zoom, 0", "a, 0"})
  void zoom_ofAPrompt_isReadInEitherSpelling(String prompt, double zoom) {
    assertEquals(zoom, new PromptText(prompt).zoom().orElse(0));
  }
}
