package io.mjrouter.wire.read;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mjrouter.spi.Profile;
import io.mjrouter.testing.Payloads;
import io.mjrouter.wire.HostIds;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Looks for a webhook's body that throws, or tells of a task that cannot be asked for.
 *
 * <p>By itself it runs once over the recorded bodies, the texts below and everything that is kept
 * in the resources beside this class. With {@code -Djazzer.fuzz=1}, as under {@code -Plong}, it
 * searches for five minutes, and writes what it finds there.
 */
class WebhookFuzzTest {

  private static final AnswerReader READER =
      new AnswerReader(Profile.builder("webhook").build(), URI.create("https://host.example"));

  static Stream<Arguments> received() {
    Stream<byte[]> recorded = Payloads.names().stream().map(Payloads::bytes);
    Stream<byte[]> written =
        Stream.of(
                "{\"id\":\"77\",\"status\":\"SUCCESS\"}",
                "[{}]",
                "{\"id\":1e999999999,\"status\":{},\"progress\":[]}",
                "{\"id\":\"../77\",\"status\":\"SUCCESS\",\"buttons\":[{\"customId\":7}]}")
            .map(text -> text.getBytes(StandardCharsets.UTF_8));
    return Stream.concat(recorded, written).map(body -> Arguments.of((Object) body));
  }

  @MethodSource("received")
  @FuzzTest(maxDuration = "5m")
  void anyBody_tellsOfATaskThatCanBeAskedFor_orOfNone(byte[] body) {
    if (body == null) {
      return;
    }
    READER
        .notified(body)
        .ifPresent(
            claim -> {
              assertTrue(HostIds.isUsable(claim.id()), claim::id);
              assertNotNull(claim.status());
              assertNotNull(Described.task(claim));
            });
  }
}
