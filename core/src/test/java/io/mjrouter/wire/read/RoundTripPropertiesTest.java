package io.mjrouter.wire.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mjrouter.model.Answer;
import io.mjrouter.model.Blend;
import io.mjrouter.model.BotType;
import io.mjrouter.model.Button;
import io.mjrouter.model.Change;
import io.mjrouter.model.Describe;
import io.mjrouter.model.Edits;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.ImageData;
import io.mjrouter.model.ImageSource;
import io.mjrouter.model.ImageUrl;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Press;
import io.mjrouter.model.Shorten;
import io.mjrouter.model.Submission;
import io.mjrouter.model.SwapFace;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.model.Upload;
import io.mjrouter.model.Video;
import io.mjrouter.spi.ModeSignal;
import io.mjrouter.spi.Profile;
import io.mjrouter.spi.SubmitAttempt;
import io.mjrouter.wire.HttpAnswer;
import io.mjrouter.wire.OutgoingRequest;
import io.mjrouter.wire.write.AnswerStyle;
import io.mjrouter.wire.write.AnswerWriter;
import io.mjrouter.wire.write.RequestWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** What is written is what is read. */
class RoundTripPropertiesTest {

  private static final Profile PROFILE = Profile.builder("some-host").build();
  private final AnswerReader reader = new AnswerReader(PROFILE, URI.create("https://host.example"));
  private final AnswerWriter writer = new AnswerWriter(AnswerStyle.full());

  @Property
  void task_isReadAsWritten(@ForAll("snapshots") TaskSnapshot task) {
    HttpAnswer answer = new HttpAnswer(200, Map.of(), writer.task(task));
    TaskSnapshot read = reader.task(task.id(), answer, Instant.EPOCH).value().orElseThrow();
    assertEquals(Described.fields(task), Described.fields(read));
  }

  @Property
  void tasks_areReadAsWritten(@ForAll("snapshots") TaskSnapshot task) {
    HttpAnswer answer = new HttpAnswer(200, Map.of(), writer.tasks(List.of(task)));
    TaskSnapshot read =
        reader.tasks(List.of(task.id()), answer, Instant.EPOCH).value().orElseThrow().get(0);
    assertEquals(Described.fields(task), Described.fields(read));
  }

  @Property
  void submission_isReadAsWritten(
      @ForAll("submissions") Submission submission,
      @ForAll("extras") Map<String, @Nullable Object> extra,
      @ForAll ModeSignal signal,
      @ForAll Mode mode) {
    Profile profile = PROFILE.toBuilder().modeSignal(signal).build();
    SubmitAttempt attempt =
        SubmitAttempt.of(submission, mode)
            .withToken("mjr-1")
            .withNotifyHook(URI.create("https://me.example/hook"))
            .withExtra(extra);
    OutgoingRequest request = new RequestWriter(profile).submit(attempt);
    String path = request.path().substring(request.path().indexOf("/mj/") + "/mj/".length());
    IncomingSubmission read = readRequest(path, request.body());
    assertEquals(submission, read.submission());
    assertEquals(attempt.parentId(), read.parentId());
    assertEquals("mjr-1", read.state());
    assertEquals(Optional.of("https://me.example/hook"), read.notifyHook());
    assertEquals(signal == ModeSignal.PREFIX ? List.of() : List.of(mode), read.modes());
    Map<String, @Nullable Object> kept = new LinkedHashMap<>(extra);
    kept.values().removeIf(value -> value == null);
    assertEquals(kept, read.extra());
  }

  private static IncomingSubmission readRequest(String path, byte[] body) {
    try {
      return RequestReader.submission(path, body);
    } catch (BadRequestException e) {
      throw new AssertionError(e);
    }
  }

  @Provide
  Arbitrary<TaskSnapshot> snapshots() {
    Arbitrary<TaskSnapshot.Builder> words =
        Combinators.combine(
                id(),
                Arbitraries.of("SUCCESS", "FAILURE", "in_progress", "PAUSED", "MODAL", ""),
                Arbitraries.strings(),
                Arbitraries.strings(),
                Arbitraries.strings(),
                Arbitraries.strings().alpha().ofMaxLength(12),
                Arbitraries.of("", "Banned prompt detected", "Invalid link!", "Queue full", "x"))
            .as(
                (id, status, prompt, promptEn, description, state, failReason) ->
                    TaskSnapshot.builder(id, HostStatus.parse(status))
                        .rawStatus(status)
                        .rawAction("IMAGINE")
                        .prompt(prompt)
                        .promptEn(promptEn)
                        .description(description)
                        .state(state)
                        .failure(failReason, TaskWords.fault(failReason)));
    return Combinators.combine(words, numbers(), media(), properties(), extras(), modes())
        .as(
            (snapshot, numbers, media, properties, extra, mode) -> {
              numbers.accept(snapshot);
              media.accept(snapshot);
              return snapshot
                  .properties(properties)
                  .finalPrompt(Members.asText(properties.get("finalPrompt")))
                  .extra(extra)
                  .effectiveMode(mode.orElse(null))
                  .build();
            });
  }

  private interface Part {
    void accept(TaskSnapshot.Builder snapshot);
  }

  private static Arbitrary<Part> numbers() {
    Arbitrary<@Nullable Instant> times =
        Arbitraries.longs()
            .between(1_500_000_000_000L, 4_000_000_000_000L)
            .map(Instant::ofEpochMilli)
            .injectNull(0.3);
    return Combinators.combine(
            Arbitraries.integers().between(-1, 100),
            times,
            times,
            times,
            Arbitraries.integers().between(1, 4096).injectNull(0.3),
            Arbitraries.longs().between(1, Long.MAX_VALUE).map(String::valueOf).injectNull(0.3))
        .as(
            (progress, submitted, started, finished, width, seed) ->
                snapshot -> {
                  if (progress >= 0) {
                    snapshot.progress(progress);
                  } else {
                    snapshot.rawProgress("(Stopped)");
                  }
                  snapshot.submitted(submitted).started(started).finished(finished);
                  snapshot.size(width, width).seed(seed);
                });
  }

  private static Arbitrary<Part> media() {
    Arbitrary<Button> button =
        Combinators.combine(
                Arbitraries.of("MJ::JOB::upsample::1::h", "MJ::Inpaint::1::h::SOLO", "x"),
                Arbitraries.strings(),
                Arbitraries.of("", "🔄", "upscale_1"),
                Arbitraries.integers().between(0, 5))
            .as((customId, label, emoji, style) -> new Button(customId, label, emoji, 2, style));
    Arbitrary<List<String>> names =
        Arbitraries.strings()
            .alpha()
            .ofMinLength(1)
            .ofMaxLength(9)
            .list()
            .uniqueElements()
            .ofMaxSize(4);
    return Combinators.combine(names, names, button.list().ofMaxSize(9))
        .as(
            (images, videos, buttons) ->
                snapshot ->
                    snapshot
                        .images(
                            images.stream().map(n -> MediaLink.of(link(n + ".png?a=1&"))).toList())
                        .videos(videos.stream().map(n -> MediaLink.video(link(n))).toList())
                        .buttons(buttons));
  }

  private static URI link(String name) {
    return URI.create("https://cdn.example/" + name);
  }

  private static Arbitrary<Map<String, @Nullable Object>> properties() {
    return Combinators.combine(values(), Arbitraries.strings())
        .as(
            (values, finalPrompt) -> {
              Map<String, @Nullable Object> properties = new LinkedHashMap<>();
              values.forEach((name, value) -> properties.put("p" + name, value));
              if (!finalPrompt.contains("--")) {
                properties.put("finalPrompt", finalPrompt);
              }
              return properties;
            });
  }

  @Provide
  Arbitrary<Map<String, @Nullable Object>> extras() {
    return values()
        .map(
            values -> {
              Map<String, @Nullable Object> extra = new LinkedHashMap<>();
              values.forEach((name, value) -> extra.put("x" + name, value));
              return extra;
            });
  }

  private static Arbitrary<Map<String, @Nullable Object>> values() {
    Arbitrary<@Nullable Object> leaf =
        Arbitraries.<Object>oneOf(
                Arbitraries.strings().map(text -> text),
                Arbitraries.integers().map(number -> number),
                Arbitraries.bigIntegers()
                    .between(
                        BigInteger.valueOf(Long.MAX_VALUE).add(BigInteger.ONE),
                        BigInteger.TEN.pow(30))
                    .map(number -> number),
                Arbitraries.of(
                    new BigDecimal("0.1"), new BigDecimal("1.50"), new BigDecimal("1E+5")),
                Arbitraries.of(true, false))
            .injectNull(0.2);
    Arbitrary<@Nullable Object> nested =
        Arbitraries.oneOf(
            leaf,
            leaf.list().ofMaxSize(3).map(list -> list),
            leaf.map(value -> java.util.Collections.singletonMap("k", value)));
    return Arbitraries.maps(Arbitraries.strings().alpha().ofMaxLength(6), nested).ofMaxSize(4);
  }

  private static Arbitrary<Optional<Mode>> modes() {
    return Arbitraries.of(Mode.class).optional();
  }

  private static Arbitrary<String> id() {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .withCharRange('0', '9')
        .ofMinLength(1)
        .ofMaxLength(30);
  }

  @Provide
  Arbitrary<Submission> submissions() {
    Arbitrary<String> prompt =
        Arbitraries.strings().filter(text -> !text.isBlank() && !PromptSlips.isOne(text));
    Arbitrary<ImageData> data =
        Arbitraries.bytes()
            .array(byte[].class)
            .ofMaxSize(40)
            .map(
                tail -> {
                  byte[] png = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
                  byte[] file = Arrays.copyOf(png, png.length + tail.length);
                  System.arraycopy(tail, 0, file, png.length, tail.length);
                  return ImageData.of(file);
                });
    Arbitrary<ImageSource> source =
        Arbitraries.oneOf(
            data.map(picture -> picture),
            Arbitraries.of("https://a.example/1.png", "http://b.example:81/x?a=1&b=2")
                .map(ImageUrl::of));
    Arbitrary<Optional<BotType>> bot = Arbitraries.of(BotType.class).optional();
    Arbitrary<TaskId> task =
        Arbitraries.longs().between(1_000_000_000_000_000L, (1L << 53) - 1).map(TaskId::new);
    Arbitrary<String> customId =
        Arbitraries.strings().withCharRange('!', '~').ofMinLength(1).ofMaxLength(60);
    return Arbitraries.oneOf(
        Combinators.combine(prompt, data.list().ofMaxSize(3), bot).as(Imagine::new),
        Combinators.combine(
                data.list().ofMinSize(2).ofMaxSize(5), Arbitraries.of(Blend.Dimensions.class), bot)
            .as(Blend::new),
        Combinators.combine(source, bot, Arbitraries.of("zh", "zh_cn").optional())
            .as(Describe::new),
        Combinators.combine(prompt, bot).as(Shorten::new),
        Combinators.combine(
                task, customId, Arbitraries.of(true, false), Arbitraries.of(true, false))
            .as(Press::new),
        Combinators.combine(
                task,
                Arbitraries.of(Change.Kind.UPSCALE, Change.Kind.VARIATION),
                Arbitraries.integers().between(1, 4))
            .as(Change::new),
        task.map(Change::reroll),
        Combinators.combine(task, prompt, data.optional()).as(Answer::new),
        Combinators.combine(
                Arbitraries.of(Edits.Operation.class), prompt, source, data.optional(), bot)
            .as(Edits::new),
        data.list().ofMinSize(1).ofMaxSize(3).map(Upload::new),
        Combinators.combine(source, source).as(SwapFace::new),
        videos(prompt, source, task));
  }

  private static Arbitrary<Video> videos(
      Arbitrary<String> prompt, Arbitrary<ImageSource> source, Arbitrary<TaskId> task) {
    Arbitrary<Video.Builder> begun =
        Arbitraries.oneOf(
            source.map(Video::from),
            Combinators.combine(task, Arbitraries.integers().between(0, 3)).as(Video::extend));
    return Combinators.combine(
            begun,
            prompt.optional(),
            Arbitraries.of(Video.Motion.class),
            Arbitraries.of(true, false),
            Arbitraries.of(1, 2, 4).optional(),
            Arbitraries.of(Video.AnimateMode.class).optional())
        .as(
            (video, words, motion, loop, batch, animate) -> {
              words.ifPresent(video::prompt);
              batch.ifPresent(video::batchSize);
              animate.ifPresent(video::animateMode);
              return video.motion(motion).loop(loop).build();
            });
  }

  /** Prompts that are corrected on their way out, and so are not read as they were. */
  private static final class PromptSlips {
    static boolean isOne(String prompt) {
      return Stream.of("\u2013", "\u2014", "\u2015").anyMatch(prompt::contains);
    }
  }
}
