package io.mjrouter.wire.read;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mjrouter.spi.ImageRule;
import io.mjrouter.spi.Profile;
import io.mjrouter.testing.Payloads;
import io.mjrouter.wire.HttpAnswer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Looks for an answer that makes a reader throw, hang, or accept without an id.
 *
 * <p>By itself it runs once over the recorded bodies and everything that is kept in the resources
 * beside this class: absurd bodies, and whatever was ever found. With {@code -Djazzer.fuzz=1}, as
 * under {@code -Plong}, it searches for five minutes, and writes what it finds there.
 *
 * <p>The first byte of an input chooses status, header and profile, the second the way of reading;
 * the rest is the body.
 */
class AnswerReaderFuzzTest {

  private static final Duration HANG = Duration.ofSeconds(10);
  private static final int[] STATUSES = {200, 204, 302, 400, 401, 403, 404, 429, 500, 503, 530};
  private static final int WITH_RETRY_AFTER = 128;
  private static final List<AnswerReader> READERS =
      Arrays.stream(ImageRule.values())
          .map(rule -> Profile.builder("some-host").imageRule(rule).build())
          .map(profile -> new AnswerReader(profile, URI.create("https://host.example/base")))
          .toList();

  static Stream<Arguments> recorded() {
    return Payloads.names().stream()
        .flatMap(
            name ->
                Stream.of(0, 3)
                    .flatMap(
                        status ->
                            Stream.of(0, 1, 3, 5)
                                .map(way -> Arguments.of(seed(status, way, name)))));
  }

  private static Object seed(int status, int way, String name) {
    byte[] body = Payloads.bytes(name);
    byte[] seed = new byte[body.length + 2];
    seed[0] = (byte) status;
    seed[1] = (byte) way;
    System.arraycopy(body, 0, seed, 2, body.length);
    return seed;
  }

  @MethodSource("recorded")
  @FuzzTest(maxDuration = "5m")
  void anyAnswer_isReadToATypedResult(byte[] input) {
    if (input == null || input.length < 2) {
      return;
    }
    int choice = input[0] & 0xff;
    byte[] body = Arrays.copyOfRange(input, 2, input.length);
    AnswerReader reader = READERS.get(choice / STATUSES.length % READERS.size());
    HttpAnswer answer =
        new HttpAnswer(
            STATUSES[choice % STATUSES.length],
            choice < WITH_RETRY_AFTER ? Map.of() : Map.of("retry-after", List.of(head(body))),
            body);
    long begun = System.nanoTime();
    AllReadings.one((input[1] & 0xff) % AllReadings.count(), reader, answer);
    long nanos = System.nanoTime() - begun;
    assertTrue(nanos < HANG.toNanos(), () -> "took " + nanos + " ns");
  }

  private static String head(byte[] body) {
    return new String(body, 0, Math.min(32, body.length), StandardCharsets.ISO_8859_1);
  }
}
