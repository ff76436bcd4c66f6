package io.mjrouter.wire.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.TaskId;
import io.mjrouter.spi.Profile;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.wire.HostIds;
import io.mjrouter.wire.HttpAnswer;
import java.net.URI;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Looks for an id that is none: one that is a path, one that a submission is accepted with though
 * it cannot be asked for, or one that is taken for another's.
 *
 * <p>By itself it runs once over the texts below and everything that is kept in the resources
 * beside this class. With {@code -Djazzer.fuzz=1}, as under {@code -Plong}, it searches for five
 * minutes, and writes what it finds there.
 *
 * <p>An input is read as an id, and as what stands in the place of an id in answers.
 */
class HostIdsFuzzTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String ASKED = "1320098173412546";
  private static final AnswerReader READER =
      new AnswerReader(
          Profile.builder("some-host").build(), URI.create("https://host.example/base"));

  static Stream<Arguments> written() {
    return Stream.of(
            "0741798445574458",
            "\"0741798445574458\"",
            "17644000000000001",
            "[\"17644000000000001\"]",
            "\"1764,1765\"",
            "1.32e15",
            "1e999999999",
            "-1",
            "null",
            "{\"id\":\"1\"}",
            "../actuator",
            "%2e%2e",
            "\"1320098173412546 \"",
            "\"..\\/x\"")
        .map(text -> Arguments.of((Object) text.getBytes(UTF_8)));
  }

  @MethodSource("written")
  @FuzzTest(maxDuration = "5m")
  void anyId_isUsable_orIsNone(byte[] input) {
    if (input == null) {
      return;
    }
    String text = new String(input, UTF_8);
    if (HostIds.isUsable(text)) {
      isOneSegment(text);
    }
    TaskId.parse(text).ifPresent(ours -> assertEquals(text, ours.toString()));
    SubmitOutcome outcome =
        READER.submitted(Imagine.of("a red fox"), answer("{\"code\":1,\"result\":%s}", text), NOW);
    if (outcome instanceof SubmitOutcome.Accepted accepted) {
      isOneSegment(accepted.hostTaskId());
    }
    READER
        .task(ASKED, answer("{\"id\":%s,\"status\":\"SUCCESS\"}", text), NOW)
        .value()
        .ifPresent(task -> assertTrue(task.id().isEmpty() || task.id().equals(ASKED), task::id));
  }

  /** One segment of a path, whatever a server makes of it. */
  private static void isOneSegment(String id) {
    String path = "/mj/task/" + id + "/fetch";
    assertEquals(path, URI.create(path).normalize().getPath());
    assertEquals(5, path.split("/", -1).length, id);
  }

  private static HttpAnswer answer(String json, String id) {
    return HttpAnswer.of(200, "application/json", json.replace("%s", id));
  }
}
