package io.mjrouter.store.jdbc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.io.Resources;
import io.mjrouter.ledger.Ledger;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.Button;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Decision;
import io.mjrouter.model.Failure;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.HostTask;
import io.mjrouter.model.ImageData;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Kept;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.OnUnknown;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Route;
import io.mjrouter.model.RouteReason;
import io.mjrouter.model.Submission;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.testing.Submissions;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RecordCodecTest {

  private static final TaskId ID = TaskId.of("1000000000000001");
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123456789Z");
  private static final ProviderId COMET = ProviderId.of("comet");

  @ParameterizedTest
  @MethodSource("oneOfEachKind")
  void record_anySubmission_isReadAsItWasWritten(Submission submission) {
    TaskRecord record =
        TaskRecord.builder(
                Task.claimed(ID, submission, SubmitOptions.defaults(), NOW),
                SubmitOptions.defaults(),
                "digest")
            .submission(submission)
            .build();

    TaskRecord read = roundTrip(record);

    assertEquals(record.submission(), read.submission());
    assertSame(record, read);
  }

  @Test
  void record_withoutReference_isReadAsItWasWritten() {
    SubmitOptions plain = SubmitOptions.defaults();
    TaskRecord record = Ledger.claimed(ID, Imagine.of("a red fox"), plain, NOW).record();

    TaskRecord read = roundTrip(record);

    assertEquals("", read.digest());
    assertSame(record, read);
  }

  static List<Submission> oneOfEachKind() {
    return Submissions.oneOfEachKind();
  }

  @Test
  void record_withEverything_isReadAsItWasWritten() {
    assertSame(full(), roundTrip(full()));
  }

  @Test
  void record_ofAFailure_isReadAsItWasWritten() {
    Failure failure =
        new Failure(
            FailureReason.REFUSED,
            Failure.Fault.CONTENT,
            "no ☃",
            "BANNED_PROMPT",
            Optional.of("grass"));
    TaskRecord full = full();
    TaskRecord failed = full.with(full.task().toBuilder().failed(failure).build());

    assertSame(failed, roundTrip(failed));
    assertEquals(Optional.of(failure), roundTrip(failed).task().failure());
  }

  @Test
  void write_finishedTaskOfAHostThatSaysALot_staysBelowTwoKilobytes() {
    int size = RecordCodec.write(full()).length;

    assertTrue(size <= 2048 - 200, () -> "size " + size);
  }

  /** What a release has once written, every later one reads. */
  @Test
  void read_rowOfTheFirstRelease_isUnderstood() throws IOException {
    byte[] stored = Resources.toByteArray(Resources.getResource("stored/record-1.json"));

    assertSame(full(), RecordCodec.read(ID, 3, stored, any -> ""));
  }

  @Test
  void read_membersOfALaterVersion_arePassedOver() throws IOException {
    String stored = Resources.toString(Resources.getResource("stored/record-1.json"), UTF_8);
    String later =
        stored
            .replaceFirst("\\{", "{\"mood\": {\"blue\": [1]},")
            .replaceFirst("\"attempts\" ?: ?\\[ ?\\{", "\"attempts\":[{\"colour\":\"red\",");

    assertTrue(later.contains("colour"));
    assertSame(full(), RecordCodec.read(ID, 3, later.getBytes(UTF_8), any -> ""));
  }

  @Test
  void read_unknownConstant_isUnreadable() throws IOException {
    String stored = Resources.toString(Resources.getResource("stored/record-1.json"), UTF_8);
    byte[] later = stored.replace("\"SUCCEEDED\"", "\"FRAMED\"").getBytes(UTF_8);

    assertThrows(UnreadableException.class, () -> RecordCodec.read(ID, 3, later, any -> ""));
  }

  private static TaskRecord full() {
    SubmitOptions options =
        SubmitOptions.builder()
            .modes(Mode.FAST, Mode.RELAX)
            .policy("cheapest")
            .deadline(Duration.ofSeconds(90))
            .maxPrice(Money.usd("0.1"))
            .providers(Set.of(COMET))
            .onUnknown(OnUnknown.RESUBMIT)
            .caller("web")
            .reference("order-1 ")
            .tags(Map.of("shop", "Zürich"))
            .state("{\"caller's\": 1}")
            .extra(Map.of("quality", new BigDecimal("0.50"), "big", new BigInteger("9".repeat(25))))
            .build();
    Imagine fox = Imagine.of("a red fox in the snow, 雪中的红狐, at dusk, volumetric light --ar 3:2");
    Route route = new Route(COMET, Mode.FAST);
    Attempt refused =
        Attempt.intent(
                1,
                new Route(ProviderId.of("deer"), Mode.RELAX),
                "mjr-00112233445566778899aabbccddeeff",
                Optional.empty(),
                NOW)
            .ended(Attempt.State.REJECTED, "NO_CHANNEL", "no channel", ChargeState.RELEASED, NOW);
    Attempt taken =
        Attempt.intent(
                2,
                route,
                "mjr-ffeeddccbbaa99887766554433221100",
                Optional.of(new Money(56_000)),
                NOW)
            .ended(Attempt.State.ACCEPTED, "", "success", ChargeState.SETTLED, NOW);
    Task task =
        Task.claimed(ID, fox, options, NOW).toBuilder()
            .status(TaskStatus.SUCCEEDED)
            .route(route)
            .hostTask(new HostTask(COMET, "1767225600123456"))
            .attempts(List.of(refused, taken))
            .decision(
                Decision.packer(1)
                    .add(route, Money.usd("0.056"), 45_000_000_000L, 0.98, RouteReason.CHOSEN)
                    .pack())
            .snapshot(snapshot(fox.prompt()))
            .kept(Kept.KEPT)
            .progress(100)
            .accepted(NOW)
            .ended(NOW.plusSeconds(45))
            .build();
    return TaskRecord.builder(task, options, "d".repeat(43))
        .version(3)
        .shared(true)
        .answer("a".repeat(43))
        .build();
  }

  private static TaskSnapshot snapshot(String prompt) {
    List<Button> buttons = new ArrayList<>();
    for (String action : List.of("upsample", "variation")) {
      for (int i = 1; i <= 4; i++) {
        buttons.add(
            new Button(
                "MJ::JOB::" + action + "::" + i + "::3d98c455-cbc9-4c4f-8ab4-d2b2e3e1bbbb",
                action.substring(0, 1).toUpperCase(Locale.ROOT) + i,
                "",
                2,
                2));
      }
    }
    buttons.add(
        new Button(
            "MJ::JOB::reroll::0::3d98c455-cbc9-4c4f-8ab4-d2b2e3e1bbbb::SOLO", "", "🔄", 2, 2));
    Map<String, Object> properties = new HashMap<>();
    properties.put("discordInstanceId", "1234567890123456789");
    properties.put("flags", 0);
    properties.put("messageId", 1187654321098765432L);
    properties.put("nothing", null);
    return TaskSnapshot.builder("1767225600123456", HostStatus.SUCCESS)
        .rawAction("IMAGINE")
        .progress(100)
        .prompt(prompt)
        .promptEn(prompt)
        .finalPrompt(prompt)
        .description("/imagine " + prompt)
        .state("mjr-ffeeddccbbaa99887766554433221100")
        .submitted(NOW)
        .started(NOW.plusSeconds(2))
        .finished(NOW.plusSeconds(44))
        .images(
            List.of(
                MediaLink.of(
                        URI.create(
                            "https://cdn.discordapp.com/attachments/1111111111111111111/"
                                + "2222222222222222222/user_a_red_fox.png?ex=6776a1b2&is=67755032"))
                    .withKept(URI.create("file:///pictures/1000000000000001.png"))))
        .buttons(buttons)
        .texts(List.of("one"))
        .effectiveMode(Mode.RELAX)
        .seed("123456")
        .size(1024, 1024)
        .properties(properties)
        .extra(Map.of("botType", "MID_JOURNEY"))
        .build();
  }

  private static TaskRecord roundTrip(TaskRecord record) {
    Map<String, String> contents = new HashMap<>();
    record.submission().stream()
        .flatMap(submission -> submission.pictures().stream())
        .filter(ImageData.class::isInstance)
        .forEach(picture -> contents.put(Keys.content(picture.toWire()), picture.toWire()));
    return RecordCodec.read(
        record.id(), record.version(), RecordCodec.write(record), contents::get);
  }

  /** Everything that two records tell is the same. */
  private static void assertSame(TaskRecord expected, TaskRecord actual) {
    assertEquals(told(expected), told(actual));
  }

  /** What the accessors of a value tell, also of those that are added later. */
  private static Map<String, @Nullable Object> told(Object value) {
    Map<String, @Nullable Object> told = new TreeMap<>();
    for (Method method : value.getClass().getMethods()) {
      boolean tells =
          method.getDeclaringClass() == value.getClass()
              && method.getParameterCount() == 0
              && !Modifier.isStatic(method.getModifiers())
              && !Set.of("toBuilder", "hashCode").contains(method.getName());
      if (tells) {
        try {
          told.put(method.getName(), plain(method.invoke(value)));
        } catch (ReflectiveOperationException e) {
          throw new AssertionError(method.getName(), e);
        }
      }
    }
    assertTrue(told.size() > 3, () -> "tells too little: " + told);
    return told;
  }

  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.map(RecordCodecTest::plain);
    }
    boolean ours =
        value instanceof Task || value instanceof TaskSnapshot || value instanceof SubmitOptions;
    return ours ? told(value) : value;
  }
}
