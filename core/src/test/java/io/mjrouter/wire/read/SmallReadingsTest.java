package io.mjrouter.wire.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.spi.Profile;
import io.mjrouter.wire.HttpAnswer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Seeds, cancellations, webhooks. */
class SmallReadingsTest {

  private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");
  private static final AnswerReader READER =
      new AnswerReader(Profile.builder("some-host").build(), URI.create("https://host.example"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | {\"code\":1,\"result\":\"636646138\"}              | 636646138",
        "200 | {\"code\":1,\"result\":636646138}                  | 636646138",
        "200 | {\"code\":1,\"result\":null}                       | Absent",
        "200 | {\"code\":1,\"result\":\"none\"}                   | Absent",
        "404 | {\"code\":3,\"description\":\"不存在\"}            | Absent",
        "400 | {\"code\":4,\"description\":\"task_no_found \"}    | Absent",
        "400 | {\"code\":4,\"description\":\"x\"}                 | Failed HOST_TROUBLE",
        "503 | {\"code\":4,\"description\":\"x\"}                 | Failed HOST_TROUBLE",
        "404 | <html></html>                                      | Unsupported SEED",
        "404 | {\"error\":{\"message\":\"Invalid URL (GET /x)\"}} | Unsupported SEED",
        "200 | <html></html>                                      | Unsupported SEED",
        "200 | ''                                                 | Failed GARBLED",
      })
  void seed_isDigitsOrAbsent(int status, String body, String expected) {
    assertEquals(
        expected,
        Described.reading(READER.seed(HttpAnswer.of(status, "", body), NOW), seed -> seed));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | {\"code\":1,\"description\":\"成功\"}           | true",
        "200 | ''                                              | false",
        "200 | {\"code\":3}                                    | Absent",
        "400 | {\"code\":4,\"description\":\"task_no_found\"}  | Absent",
        "404 | <html></html>                                   | Unsupported CANCEL",
        "405 | ''                                              | Unsupported CANCEL",
        "500 | ''                                              | Failed HOST_TROUBLE",
        "200 | {\"code\":9}                                    | Failed HOST_TROUBLE",
      })
  void cancelled_isWhatTheHostSaid(int status, String body, String expected) {
    assertEquals(
        expected,
        Described.reading(
            READER.cancelled(HttpAnswer.of(status, "", body), NOW), said -> said.toString()));
  }

  @Test
  void notified_readsATaskWithAnId() {
    Optional<String> task =
        READER.notified(bytes("{\"id\":7,\"status\":\"SUCCESS\"}")).map(Described::task);
    assertEquals(Optional.of("SUCCESS 7"), task);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"status\":\"SUCCESS\"}",
        "{\"id\":\"../x\",\"status\":\"SUCCESS\"}",
        "{\"id\":\"1\"",
        "<html></html>"
      })
  void notified_anythingElse_isEmpty(String body) {
    assertTrue(READER.notified(bytes(body)).isEmpty());
  }

  @Test
  void failure_ofAThrottledCall_saysWhen() {
    HttpAnswer answer = new HttpAnswer(429, Map.of("Retry-After", List.of("3")), new byte[0]);
    assertEquals(Optional.of(Duration.ofSeconds(3)), READER.failure(answer, NOW).retryAfter());
  }

  @ParameterizedTest
  @CsvSource({
    "'Tue, 30 Dec 2025 12:00:00 GMT', 0",
    "'Wed, 31 Dec 2025 23:59:59 GMT', 0",
    "'Thu, 01 Jan 2026 00:00:30 GMT', 30",
    "'Sat, 01 Jan 2028 00:00:00 GMT', 600",
    "-5, 0",
    "99999999, 600"
  })
  void f89_retryAfterOfAClockThatIsOff_isNeitherPastNorEndless(String header, long seconds) {
    HttpAnswer answer = new HttpAnswer(429, Map.of("Retry-After", List.of(header)), new byte[0]);
    assertEquals(
        Optional.of(Duration.ofSeconds(seconds)),
        READER.failure(answer, Instant.parse("2026-01-01T00:00:00Z")).retryAfter());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
