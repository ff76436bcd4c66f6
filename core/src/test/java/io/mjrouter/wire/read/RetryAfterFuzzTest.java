package io.mjrouter.wire.read;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mjrouter.wire.HttpAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Looks for a {@code Retry-After} that throws, or asks for a pause without end or of less than
 * nothing.
 *
 * <p>By itself it runs once over the texts below and everything that is kept in the resources
 * beside this class. With {@code -Djazzer.fuzz=1}, as under {@code -Plong}, it searches for five
 * minutes, and writes what it finds there.
 */
class RetryAfterFuzzTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  static Stream<Arguments> written() {
    return Stream.of(
            "5",
            "-1",
            "999999999999999999999",
            "1.5",
            "Wed, 31 Dec 9999 23:59:59 GMT",
            "Wednesday, 31-Dec-25 23:59:59 GMT",
            "Wed Dec 31 23:59:59 2025",
            "Thu, 1 Jan 2026 00:00:30 +0000")
        .map(text -> Arguments.of((Object) text.getBytes(ISO_8859_1)));
  }

  @MethodSource("written")
  @FuzzTest(maxDuration = "5m")
  void anyHeader_isNoPause_orOneWithinBounds(byte[] input) {
    if (input == null) {
      return;
    }
    String text = new String(input, ISO_8859_1);
    HttpAnswer answer = new HttpAnswer(429, Map.of("retry-after", List.of(text)), new byte[0]);
    Optional<Duration> wait = RetryAfter.of(answer, NOW);
    wait.ifPresent(
        pause -> {
          assertFalse(pause.isNegative(), text);
          assertTrue(pause.compareTo(RetryAfter.LONGEST) <= 0, text);
        });
  }
}
