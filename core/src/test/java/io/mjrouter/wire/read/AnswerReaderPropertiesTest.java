package io.mjrouter.wire.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.HostStatus;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Submission;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.spi.Profile;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.testing.Payloads;
import io.mjrouter.wire.HttpAnswer;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import tools.jackson.databind.json.JsonMapper;

/** What holds whatever a host sends. */
class AnswerReaderPropertiesTest {

  private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");
  private static final Submission IMAGINE = Imagine.of("a red fox");
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final AnswerReader reader =
      new AnswerReader(Profile.builder("some-host").build(), URI.create("https://host.example"));

  @Property(tries = 400)
  void anyBytes_areReadToATypedResult(
      @ForAll byte[] body, @ForAll @IntRange(min = 100, max = 599) int status) {
    AllReadings.of(reader, new HttpAnswer(status, Map.of(), body));
  }

  @Property(tries = 400)
  void anyDamageToARecordedBody_isReadToATypedResult(
      @ForAll("recorded") String name,
      @ForAll @IntRange(min = 100, max = 599) int status,
      @ForAll long seed) {
    byte[] body = Payloads.bytes(name).clone();
    Random random = new Random(seed);
    for (int i = 0; i < 1 + random.nextInt(5) && body.length > 0; i++) {
      body[random.nextInt(body.length)] = (byte) random.nextInt(256);
    }
    AllReadings.of(reader, new HttpAnswer(status, Map.of(), body));
  }

  @Property
  void bodyCutAnywhere_isNeverAccepted(@ForAll @IntRange(min = 0, max = 100) int perCent) {
    byte[] whole =
        "{\"code\":1,\"description\":\"提交成功\",\"result\":\"1320098173412546\"}"
            .getBytes(StandardCharsets.UTF_8);
    int length = whole.length * perCent / 100;
    byte[] cut = java.util.Arrays.copyOf(whole, length);
    SubmitOutcome outcome = reader.submitted(IMAGINE, new HttpAnswer(200, Map.of(), cut), NOW);
    assertEquals(length == whole.length, outcome instanceof SubmitOutcome.Accepted);
  }

  @Property
  void idAsANumber_keepsItsDigits(
      @ForAll @BigRange(min = "1", max = "999999999999999999999999999999") BigInteger id) {
    String body = "{\"code\":1,\"result\":" + id + "}";
    assertEquals("Accepted STARTED " + id, Described.outcome(submitted(body)));
    String task = "{\"id\":" + id + ",\"status\":\"SUCCESS\"}";
    assertEquals(
        "SUCCESS " + id,
        Described.reading(
            reader.task(id.toString(), HttpAnswer.of(200, "", task), NOW), Described::task));
  }

  @Property
  void idAsText_isKeptOrRefusedWhole(@ForAll("ids") String id) {
    SubmitOutcome outcome = submitted(MAPPER.writeValueAsString(Map.of("code", 1, "result", id)));
    assertEquals("Accepted STARTED " + id, Described.outcome(outcome));
  }

  @Property
  void retryAfter_staysWithinItsLimits(@ForAll String value, @ForAll long seconds) {
    for (String header : List.of(value, Long.toString(seconds), seconds + "." + seconds)) {
      waitFor(header)
          .ifPresent(
              wait -> {
                assertFalse(wait.isNegative(), header);
                assertTrue(wait.compareTo(Duration.ofMinutes(10)) <= 0, header);
              });
    }
  }

  @Property
  void retryAfterAsADate_isRelativeAndClamped(
      @ForAll @LongRange(min = -2_000_000_000L, max = 200_000_000_000L) long offset) {
    Instant then = NOW.plusSeconds(offset);
    String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(then.atOffset(ZoneOffset.UTC));
    assertEquals(
        Duration.ofSeconds(Math.max(0, Math.min(600, offset))), waitFor(date).orElseThrow());
  }

  @Property
  void anyStatus_isKeptAndKnowsWhetherItIsFinal(@ForAll String status) {
    String body = MAPPER.writeValueAsString(Map.of("id", "1", "status", status));
    TaskSnapshot task = reader.task("1", HttpAnswer.of(200, "", body), NOW).value().orElseThrow();
    assertEquals(status.trim(), task.rawStatus());
    boolean finalWord =
        List.of("SUCCESS", "FAILURE", "CANCEL").stream().anyMatch(status.trim()::equalsIgnoreCase);
    assertEquals(finalWord, task.status().isFinal());
  }

  @Property
  void anyMember_ofATask_neverSpoilsIt(
      @ForAll("members") String name, @ForAll("json") String value) {
    String body = "{\"id\":\"1\",\"status\":\"SUCCESS\",\"" + name + "\":" + value + "}";
    TaskSnapshot task = reader.task("1", HttpAnswer.of(200, "", body), NOW).value().orElseThrow();
    assertEquals(HostStatus.SUCCESS, task.status());
    assertTrue(task.progress().orElse(0) <= 100);
  }

  @Property
  void list_isMatchedByIdWhateverItsOrder(
      @ForAll @Size(max = 20) List<@IntRange(min = 1, max = 12) Integer> sent,
      @ForAll @Size(max = 12) List<@IntRange(min = 1, max = 12) Integer> asked,
      @ForAll long seed) {
    List<String> items = new ArrayList<>();
    sent.forEach(id -> items.add("{\"id\":\"" + id + "\",\"status\":\"SUCCESS\"}"));
    items.add("null");
    items.add("{\"status\":\"SUCCESS\"}");
    Collections.shuffle(items, new Random(seed));
    List<String> ids = asked.stream().map(String::valueOf).distinct().toList();
    List<String> found =
        reader
            .tasks(ids, HttpAnswer.of(200, "", items.toString()), NOW)
            .value()
            .orElseThrow()
            .stream()
            .map(TaskSnapshot::id)
            .sorted()
            .toList();
    assertEquals(
        ids.stream().filter(id -> sent.contains(Integer.valueOf(id))).sorted().toList(), found);
  }

  @Property
  void message_isOneShortLine(
      @ForAll String words, @ForAll @IntRange(min = 100, max = 599) int status) {
    SubmitOutcome outcome =
        reader.submitted(
            IMAGINE,
            HttpAnswer.of(
                status, "", MAPPER.writeValueAsString(Map.of("code", 9, "description", words))),
            NOW);
    assertTrue(outcome.message().length() < 400, outcome.message());
    assertFalse(outcome.message().chars().anyMatch(Character::isISOControl), outcome.message());
  }

  private SubmitOutcome submitted(String body) {
    return reader.submitted(IMAGINE, HttpAnswer.of(200, "", body), NOW);
  }

  private java.util.Optional<Duration> waitFor(String header) {
    HttpAnswer answer = new HttpAnswer(429, Map.of("retry-after", List.of(header)), new byte[0]);
    return reader.failure(answer, NOW).retryAfter();
  }

  @Provide
  Arbitrary<String> recorded() {
    return Arbitraries.of(Payloads.names());
  }

  @Provide
  Arbitrary<String> ids() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .withCharRange('0', '9')
        .withChars('-', '_')
        .ofMinLength(1)
        .ofMaxLength(60)
        .map(id -> "mj" + id);
  }

  @Provide
  Arbitrary<String> members() {
    return Arbitraries.of(
        "progress",
        "submitTime",
        "imageUrl",
        "imageUrls",
        "videoUrl",
        "videoUrls",
        "url",
        "buttons",
        "properties",
        "failReason",
        "prompt",
        "action",
        "seed",
        "mode",
        "imageWidth",
        "contentType",
        "state",
        "description",
        "more");
  }

  @Provide
  Arbitrary<String> json() {
    Arbitrary<Object> leaf =
        Arbitraries.oneOf(
            Arbitraries.strings().map(text -> text),
            Arbitraries.bigIntegers().map(number -> number),
            Arbitraries.bigDecimals().map(number -> number),
            Arbitraries.of(true, false),
            Arbitraries.of(
                "45%",
                "https://a.example/1.png", "//", "http://[", "/x", "[", "{\"a\":1}", "(fast)"));
    Arbitrary<Object> nested =
        Arbitraries.recursive(
            () -> leaf,
            inner ->
                Arbitraries.oneOf(
                    inner.list().ofMaxSize(3).map(list -> list),
                    Combinators.combine(
                            Arbitraries.of(
                                "url", "customId", "emoji", "messageContent", "type", "x"),
                            inner)
                        .as((name, value) -> Map.of(name, value))),
            0,
            3);
    return nested.map(MAPPER::writeValueAsString);
  }
}
