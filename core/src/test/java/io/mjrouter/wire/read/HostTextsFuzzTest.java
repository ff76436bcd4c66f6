package io.mjrouter.wire.read;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.spi.ImageRule;
import io.mjrouter.spi.Profile;
import io.mjrouter.wire.HostIds;
import io.mjrouter.wire.HttpAnswer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Looks for a text of a host's that becomes what it must not: a pause without end, an id that is a
 * path, a link that leads nowhere or gives a password away, a webhook that throws.
 *
 * <p>By itself it runs once over the texts below. With {@code -Djazzer.fuzz=1}, as under {@code
 * -Plong}, it searches for ten minutes. The first byte of an input chooses what the rest is read
 * as.
 */
class HostTextsFuzzTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final URI BASE = URI.create("https://host.example/base");
  private static final List<Links> LINKS =
      Arrays.stream(ImageRule.values())
          .map(rule -> new Links(Profile.builder("some-host").imageRule(rule).build(), BASE))
          .toList();
  private static final AnswerReader READER =
      new AnswerReader(Profile.builder("webhook").build(), BASE);

  private static final char RETRY_AFTER = 'r';
  private static final char ID = 'i';
  private static final char LINK = 'l';
  private static final char WEBHOOK = 'w';

  static Stream<Arguments> written() {
    return Stream.of(
            "r5",
            "r-1",
            "r999999999999999999999",
            "r1.5",
            "rWed, 31 Dec 9999 23:59:59 GMT",
            "rWednesday, 31-Dec-25 23:59:59 GMT",
            "rWed Dec 31 23:59:59 2025",
            "i0741798445574458",
            "i../actuator",
            "i%2e%2e",
            "l//cdn.example/a.png",
            "lwww.yourdomain.com/mj/image/7",
            "lhttp://user:pass@[::1]:99999/%zz",
            "ljavascript:alert(1)",
            "l/mj/image/7?x=\u0000",
            "w{\"id\":\"77\",\"status\":\"SUCCESS\"}",
            "w[{}]",
            "w{\"id\":1e999999999,\"status\":{},\"progress\":[]}")
        .map(text -> Arguments.of((Object) text.getBytes(UTF_8)));
  }

  @MethodSource("written")
  @FuzzTest(maxDuration = "10m")
  void anyText_staysWithinItsBounds(byte[] input) {
    if (input == null || input.length == 0) {
      return;
    }
    byte[] rest = Arrays.copyOfRange(input, 1, input.length);
    switch (input[0]) {
      case RETRY_AFTER -> retryAfter(new String(rest, ISO_8859_1));
      case ID -> id(new String(rest, UTF_8));
      case LINK -> link(new String(rest, UTF_8));
      case WEBHOOK -> webhook(rest);
      default -> {}
    }
  }

  private static void retryAfter(String text) {
    HttpAnswer answer = new HttpAnswer(429, Map.of("retry-after", List.of(text)), new byte[0]);
    Optional<Duration> wait = RetryAfter.of(answer, NOW);
    wait.ifPresent(
        pause -> {
          assertFalse(pause.isNegative(), text);
          assertTrue(pause.compareTo(RetryAfter.LONGEST) <= 0, text);
        });
  }

  /** What passes for an id is one segment of a path, whatever a server makes of it. */
  private static void id(String text) {
    if (HostIds.isUsable(text)) {
      assertEquals(
          "/mj/task/" + text + "/fetch",
          URI.create("/mj/task/" + text + "/fetch").normalize().getPath());
    }
  }

  private static void link(String text) {
    for (Links links : LINKS) {
      links.picture(text, "77").ifPresent(HostTextsFuzzTest::isPlain);
      links.video(text).ifPresent(HostTextsFuzzTest::isPlain);
    }
  }

  private static void isPlain(URI link) {
    assertTrue(
        List.of("http", "https")
            .contains(String.valueOf(link.getScheme()).toLowerCase(java.util.Locale.ROOT)),
        link::toString);
    assertNotNull(link.getHost(), link::toString);
    assertNull(link.getRawUserInfo(), link::toString);
    assertEquals(link, URI.create(link.toString()));
  }

  private static void webhook(byte[] body) {
    Optional<TaskSnapshot> claim = READER.notified(body);
    claim.ifPresent(seen -> assertNotNull(seen.status()));
  }
}
