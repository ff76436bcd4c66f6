package io.mjrouter.provider.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Answer;
import io.mjrouter.model.Blend;
import io.mjrouter.model.Button;
import io.mjrouter.model.ButtonMeaning;
import io.mjrouter.model.Change;
import io.mjrouter.model.Describe;
import io.mjrouter.model.Edits;
import io.mjrouter.model.Failure;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.ImageUrl;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Press;
import io.mjrouter.model.Shorten;
import io.mjrouter.model.SwapFace;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.model.Upload;
import io.mjrouter.model.Video;
import io.mjrouter.provider.KnownProfiles;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.Profile;
import io.mjrouter.spi.Reading;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitAttempt;
import io.mjrouter.spi.SubmitOutcome.Acceptance;
import io.mjrouter.spi.SubmitOutcome.Accepted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SimulatedHostTest {

  private final Sim sim = Sim.of(Sim.ALL);

  @Test
  void fetch_whileTimePasses_goesFromSubmittedThroughProgressToSuccess() {
    String id = sim.accepted(Imagine.of("a quiet lake")).hostTaskId();
    List<HostStatus> statuses = new ArrayList<>();
    int progress = -1;
    TaskSnapshot task = sim.look(id);
    while (!task.status().isFinal()) {
      if (statuses.isEmpty() || statuses.get(statuses.size() - 1) != task.status()) {
        statuses.add(task.status());
      }
      assertTrue(task.progress().orElse(0) >= progress, "progress went back");
      progress = task.progress().orElse(0);
      sim.time.advance(Duration.ofSeconds(1));
      task = sim.look(id);
    }
    assertEquals(List.of(HostStatus.SUBMITTED, HostStatus.IN_PROGRESS), statuses);
    assertEquals(OptionalInt.of(100), task.progress());
    assertTrue(progress > 80, "last seen at " + progress);
    assertTrue(task.finished().get().isAfter(task.started().get()));
  }

  @Test
  void fetch_running_showsAPaleSmallerPreview() {
    String id = sim.accepted(Imagine.of("a quiet lake")).hostTaskId();
    sim.time.advance(Duration.ofSeconds(15));
    TaskSnapshot running = sim.look(id);

    assertEquals(HostStatus.IN_PROGRESS, running.status());
    assertTrue(running.buttons().isEmpty());
    assertEquals(512, sim.picture(running).getWidth());
  }

  @Test
  void submit_hostTaskId_isOneThatClientsExpect() {
    String id = sim.accepted(Imagine.of("a quiet lake")).hostTaskId();
    assertTrue(TaskId.parse(id).isPresent(), id);
  }

  @ParameterizedTest
  @CsvSource({"RELAX,120", "FAST,45", "TURBO,20"})
  void durations_ofAMode_areSpreadAroundItsMedian(Mode mode, int median) {
    List<Long> seconds = new ArrayList<>();
    for (int i = 0; i < 201; i++) {
      String id =
          ((Accepted) sim.provider.submit(SubmitAttempt.of(Imagine.of("a boat"), mode)))
              .hostTaskId();
      TaskSnapshot task = sim.atRest(id);
      seconds.add(Duration.between(task.started().get(), task.finished().get()).toSeconds());
    }
    seconds.sort(null);
    long middle = seconds.get(100);
    assertTrue(Math.abs(middle - median) < 0.15 * median, "median " + middle);
    assertTrue(seconds.get(190) > 1.3 * median, "hardly spread: " + seconds.get(190));
    assertTrue(seconds.get(10) < 0.8 * median, "hardly spread: " + seconds.get(10));
  }

  @Test
  void speed_ten_isTenTimesAsFast() {
    Sim fast = new Sim(Sim.ALL, host -> host.speed(10));
    Duration usual = duration(sim.grid("a boat"));
    Duration quick = duration(fast.grid("a boat"));
    assertEquals(usual.toMillis() / 10.0, quick.toMillis(), 2);
  }

  @Test
  void durations_configured_replaceTheUsualOne() {
    Sim slow = new Sim(Sim.ALL, host -> host.durations(Map.of(Mode.FAST, Duration.ofSeconds(450))));
    assertEquals(
        10.0 * duration(sim.grid("a boat")).toMillis(),
        duration(slow.grid("a boat")).toMillis(),
        20);
  }

  private static Duration duration(TaskSnapshot task) {
    return Duration.between(task.started().get(), task.finished().get());
  }

  @Test
  void submit_moreThanItsPlaces_queuesThenRefuses() {
    Sim small = new Sim(Sim.ALL, host -> host.concurrency(2).queue(2));
    List<Accepted> taken = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      taken.add(small.accepted(Imagine.of("boat " + i)));
    }
    assertEquals(
        List.of(Acceptance.STARTED, Acceptance.STARTED, Acceptance.QUEUED, Acceptance.QUEUED),
        taken.stream().map(Accepted::how).toList());
    assertEquals(OptionalInt.of(2), taken.get(3).queue());
    assertEquals(RejectReason.QUEUE_FULL, small.rejected(Imagine.of("one more")).reason());
    assertEquals(4, small.host.paidSubmissions());

    assertEquals(HostStatus.NOT_START, small.look(taken.get(3).hostTaskId()).status());
    List<TaskSnapshot> done = taken.stream().map(task -> small.atRest(task.hostTaskId())).toList();
    for (TaskSnapshot task : done) {
      assertEquals(HostStatus.SUCCESS, task.status());
    }
    TaskSnapshot third = done.get(2);
    assertTrue(
        third.started().equals(done.get(0).finished())
            || third.started().equals(done.get(1).finished()),
        "a queued task begins when a place comes free");
    assertInstanceOf(Accepted.class, small.submit(Imagine.of("and now")));
  }

  @Test
  void buttons_ofAGrid_areNineInTheRecordedOrder() {
    assertEquals(
        List.of("U1", "U2", "U3", "U4", "REROLL", "V1", "V2", "V3", "V4"),
        meanings(sim.grid("a pig --v 6.1")));
  }

  @Test
  void buttons_ofAnUpscale_areThoseOfDiscord() {
    TaskSnapshot upscaled = sim.pressed(sim.grid("a pig --v 6.1"), "U2");
    assertEquals(
        List.of(
            "UPSCALE_SUBTLE",
            "UPSCALE_CREATIVE",
            "VARY_SUBTLE",
            "VARY_STRONG",
            "VARY_REGION",
            "ZOOM_OUT 2x",
            "ZOOM_OUT 1.5x",
            "CUSTOM_ZOOM",
            "PAN left",
            "PAN right",
            "PAN up",
            "PAN down",
            "ANIMATE high",
            "ANIMATE low",
            "BOOKMARK",
            "LINK"),
        meanings(upscaled));
    assertTrue(upscaled.buttons().get(0).customId().contains("upsample_v6r1_2x_subtle"));
  }

  @Test
  void buttons_ofAWideUpscale_canMakeItSquare() {
    TaskSnapshot wide = sim.pressed(sim.grid("a pig --ar 3:2"), "U1");
    assertTrue(meanings(wide).contains("MAKE_SQUARE"));
    TaskSnapshot square = sim.pressed(wide, "MAKE_SQUARE");
    assertEquals(square.width(), square.height());
  }

  @Test
  void buttons_ofVersion5_enlargeTwoAndFourTimes() {
    List<String> meanings = meanings(sim.pressed(sim.grid("a pig --v 5.2"), "U1"));
    assertEquals(List.of("UPSCALE_2X", "UPSCALE_4X"), meanings.subList(0, 2));
  }

  @ParameterizedTest
  @CsvSource({
    "V3, VARIATION, U1",
    "REROLL, REROLL, U1",
    "U4, UPSCALE, UPSCALE_SUBTLE",
  })
  void press_onAGrid_leadsToTheNextStage(String button, String action, String next) {
    TaskSnapshot made = sim.pressed(sim.grid("a pig"), button);
    assertEquals(action, made.rawAction());
    assertEquals(next, meanings(made).get(0));
    assertEquals("a pig", made.prompt());
  }

  @ParameterizedTest
  @CsvSource({
    "VARY_SUBTLE, VARIATION",
    "VARY_STRONG, VARIATION",
    "ZOOM_OUT 2x, ZOOM",
    "ZOOM_OUT 1.5x, ZOOM",
    "PAN left, PAN",
    "PAN right, PAN",
    "PAN up, PAN",
    "PAN down, PAN"
  })
  void press_onAnUpscale_leadsToAGrid(String button, String action) {
    TaskSnapshot made = sim.pressed(sim.pressed(sim.grid("a pig"), "U1"), button);
    assertEquals(action, made.rawAction());
    assertEquals(9, made.buttons().size());
  }

  @Test
  void press_upscaleTwice_isTwoPictures() {
    TaskSnapshot grid = sim.grid("a pig");
    assertNotEquals(sim.pressed(grid, "U1").id(), sim.pressed(grid, "U1").id());
  }

  @Test
  void change_upscaleTwice_atAHostThatNamesExisting_isTheSameTaskAndBilledOnce() {
    Sim own = Sim.of(KnownProfiles.midjourneyProxy());
    TaskId grid = TaskId.of(own.grid("a pig").id());
    Accepted first = own.accepted(Change.upscale(grid, 2));
    Accepted second = own.accepted(Change.upscale(grid, 2));

    assertEquals(Acceptance.EXISTED, second.how());
    assertEquals(first.hostTaskId(), second.hostTaskId());
    assertEquals(2, own.host.paidSubmissions());
    assertEquals(Acceptance.STARTED, own.accepted(Change.upscale(grid, 3)).how());
    assertEquals(Acceptance.STARTED, own.accepted(Change.reroll(grid)).how());
    assertEquals(Acceptance.STARTED, own.accepted(Change.reroll(grid)).how(), "not an upscale");
  }

  @ParameterizedTest
  @EnumSource(
      value = Window21.class,
      names = {"PLUS", "TRUEAI", "NEW_API"})
  void press_varyRegion_opensAWindowThatWaits(Window21 at) {
    Sim other = Sim.of(at.profile.toBuilder().add(Capability.ACTION, Capability.MODAL).build());
    TaskSnapshot upscaled = other.pressed(other.grid("a pig"), "U1");
    Accepted pressed = other.accepted(Sim.press(upscaled, "VARY_REGION"));

    assertEquals(Acceptance.NEEDS_MODAL, pressed.how());
    assertEquals("", pressed.finalPrompt());
    other.time.advance(Duration.ofHours(1));
    assertEquals(HostStatus.MODAL, other.look(pressed.hostTaskId()).status());
  }

  private enum Window21 {
    PLUS(KnownProfiles.plus()),
    TRUEAI(KnownProfiles.trueAi()),
    NEW_API(KnownProfiles.newApi());

    private final Profile profile;

    Window21(Profile profile) {
      this.profile = profile;
    }
  }

  @Test
  void answer_atAWorker_goesOnUnderTheSameId() {
    TaskSnapshot upscaled = sim.pressed(sim.grid("a pig"), "U1");
    TaskId window = sim.window(upscaled, "CUSTOM_ZOOM");
    Accepted answered = sim.accepted(Answer.of(window, "a pig --zoom 1.8"));

    assertEquals(window.toString(), answered.hostTaskId());
    assertEquals("ZOOM", sim.atRest(answered.hostTaskId()).rawAction());
  }

  @Test
  void answer_atComet_makesATaskOfItsOwn() {
    Sim comet = Sim.of(KnownProfiles.cometApi());
    TaskSnapshot upscaled = comet.pressed(comet.grid("a pig"), "U1");
    TaskId window = comet.window(upscaled, "CUSTOM_ZOOM");
    Accepted answered = comet.accepted(Answer.of(window, "a pig --zoom 1.8"));

    assertNotEquals(window.toString(), answered.hostTaskId());
    assertEquals(HostStatus.SUCCESS, comet.atRest(answered.hostTaskId()).status());
  }

  @Test
  void answer_twice_isRefusedAndNotBilled() {
    TaskId window = sim.window(sim.pressed(sim.grid("a pig"), "U1"), "CUSTOM_ZOOM");
    sim.accepted(Answer.of(window, "a pig --zoom 1.8"));
    int paid = sim.host.paidSubmissions();

    assertEquals(
        RejectReason.BAD_PARAMETER, sim.rejected(Answer.of(window, "a pig --zoom 2")).reason());
    assertEquals(paid, sim.host.paidSubmissions());
  }

  @Test
  void answer_customZoomWithoutZoom_failsForItsParameters() {
    TaskId window = sim.window(sim.pressed(sim.grid("a pig"), "U1"), "CUSTOM_ZOOM");
    TaskSnapshot failed = sim.atRest(sim.accepted(Answer.of(window, "a pig")).hostTaskId());
    assertEquals(HostStatus.FAILURE, failed.status());
    assertEquals(Failure.Fault.PARAMETERS, failed.fault());
  }

  @Test
  void answer_regionWithoutMask_isRefused() {
    TaskId window = sim.window(sim.pressed(sim.grid("a pig"), "U1"), "VARY_REGION");
    assertEquals(RejectReason.BAD_PARAMETER, sim.rejected(Answer.of(window, "a hat")).reason());
  }

  @Test
  void press_reroll_withRemix_opensAWindow() {
    TaskSnapshot grid = sim.grid("a pig");
    Press remix = Sim.press(grid, "REROLL").withRemix();
    String window = sim.accepted(remix).hostTaskId();
    assertEquals(HostStatus.MODAL, sim.look(window).status());

    TaskSnapshot made = sim.drawn(Answer.of(TaskId.of(window), "a cat"));
    assertEquals("a cat", made.prompt());
    assertEquals(9, made.buttons().size());
  }

  @Test
  void press_staleOrForeignCustomId_isRefusedUnpaid() {
    TaskSnapshot grid = sim.grid("a pig");
    TaskSnapshot other = sim.grid("a cat");
    int paid = sim.host.paidSubmissions();
    String foreign = other.buttons().get(0).customId();

    assertEquals(
        RejectReason.BAD_PARAMETER, sim.rejected(Press.of(TaskId.of(grid.id()), foreign)).reason());
    assertEquals(
        RejectReason.PARENT_NOT_FOUND,
        sim.rejected(Press.of(TaskId.of("1000000000000001"), foreign)).reason());
    String running = sim.accepted(Imagine.of("a dog")).hostTaskId();
    assertEquals(
        RejectReason.PARENT_NOT_READY,
        sim.rejected(Press.of(TaskId.of(running), foreign)).reason());
    assertEquals(paid + 1, sim.host.paidSubmissions());
  }

  @Test
  void describe_picture_proposesFourNumberedPrompts() {
    TaskSnapshot described = sim.drawn(Describe.of(Pixels.png(300, 200, 0xff0000)));

    assertEquals(4, described.texts().size());
    assertTrue(described.texts().get(0).contains("red"), described.texts()::toString);
    assertTrue(described.texts().get(0).endsWith("--ar 3:2"));
    assertTrue(described.finalPrompt().startsWith("1️⃣ "));
    assertTrue(described.finalPrompt().contains("\n\n4️⃣ "));
    assertEquals(
        List.of(
            "PICK_PROMPT 1",
            "PICK_PROMPT 2",
            "PICK_PROMPT 3",
            "PICK_PROMPT 4",
            "DESCRIBE_AGAIN",
            "PICK_ALL_PROMPTS"),
        meanings(described));
    assertEquals(300, sim.picture(described).getWidth(), "it shows the picture that was given");
  }

  @Test
  void describe_link_showsThatLink() {
    TaskSnapshot described = sim.drawn(Describe.of(ImageUrl.of("https://example.com/a.png")));
    assertEquals("https://example.com/a.png", described.images().get(0).url().toString());
    assertEquals(4, described.texts().size());
  }

  @Test
  void pickPrompt_ofADescription_drawsThatPrompt() {
    TaskSnapshot described = sim.drawn(Describe.of(Pixels.png(20, 20, 0x00ff00)));
    String window = sim.accepted(Sim.press(described, "PICK_PROMPT 2")).hostTaskId();
    TaskSnapshot drawn = sim.drawn(Answer.of(TaskId.of(window), ""));
    assertEquals(described.texts().get(1), drawn.prompt());
    assertEquals(9, drawn.buttons().size());

    TaskSnapshot again = sim.pressed(described, "DESCRIBE_AGAIN");
    assertNotEquals(described.texts(), again.texts());
  }

  @Test
  void shorten_prompt_answersInTheRecordedForm() {
    TaskSnapshot shortened =
        sim.drawn(
            Shorten.of("a red fox, in the style of draftsmanship, toonami, dreamlike, sharp"));

    assertTrue(shortened.finalPrompt().startsWith("## Important tokens\n~~a~~ **red** **fox**, "));
    assertTrue(shortened.finalPrompt().contains("\n## Shortened prompts\n1️⃣ red fox, "));
    assertEquals(5, shortened.texts().size());
    assertEquals("red fox", shortened.texts().get(4));
    assertTrue(shortened.images().isEmpty());
    assertEquals(6, shortened.buttons().size());
  }

  @Test
  void animate_upscale_givesVideosAndTheirFiles() {
    TaskSnapshot upscaled = sim.pressed(sim.grid("a pig"), "U1");
    TaskSnapshot animated = sim.pressed(upscaled, "ANIMATE low");
    assertEquals(
        List.of("TAKE_VIDEO 1", "TAKE_VIDEO 2", "TAKE_VIDEO 3", "TAKE_VIDEO 4", "REROLL"),
        meanings(animated));
    assertTrue(animated.videos().isEmpty());

    TaskSnapshot file = sim.pressed(animated, "TAKE_VIDEO 2");
    assertEquals(1, file.videos().size());
    byte[] mp4 = sim.file(file);
    assertEquals("ftyp", new String(mp4, 4, 4, java.nio.charset.StandardCharsets.US_ASCII));
    assertEquals(5, sim.pressed(file, "EXTEND_VIDEO high 1").buttons().size());
  }

  @Test
  void video_ofALink_dependsOnWhoCanReachIt() {
    TaskSnapshot grid = sim.grid("a pig");
    TaskSnapshot own =
        sim.drawn(Video.from(new ImageUrl(grid.images().get(0).url())).batchSize(2).build());
    assertEquals(3, own.buttons().size());

    String id =
        sim.accepted(Video.from(ImageUrl.of("http://localhost:8080/x.png")).build()).hostTaskId();
    assertEquals("Invalid link!", sim.atRest(id).failReason());
  }

  @Test
  void video_turbo_isBeyondThePlan() {
    Video video = Video.from(Pixels.png(8, 8, 0)).build();
    var outcome = sim.provider.submit(SubmitAttempt.of(video, Mode.TURBO));
    assertTrue(outcome.toString().contains("PLAN_LIMIT"), outcome::toString);
  }

  @Test
  void blendEditsAndSwap_withPhotos_areDrawn() {
    var red = Pixels.png(64, 64, 0xff0000);
    var blue = Pixels.png(64, 64, 0x0000ff);
    TaskSnapshot blend = sim.drawn(Blend.of(red, blue).withDimensions(Blend.Dimensions.LANDSCAPE));
    assertTrue(blend.width().getAsInt() > blend.height().getAsInt());
    assertEquals(9, blend.buttons().size());
    assertEquals(9, sim.drawn(Edits.of("a hat", red).withMask(blue)).buttons().size());
    assertEquals(9, sim.drawn(Edits.retexture("a hat", red)).buttons().size());
    TaskSnapshot swapped = sim.drawn(new SwapFace(red, blue));
    assertEquals(0x0000ff, sim.picture(swapped).getRGB(2, 2) & 0xffffff);
  }

  @Test
  void upload_pictures_areLinksThatCanBeOpenedAndUsed() {
    Accepted uploaded = sim.accepted(Upload.of(Pixels.png(8, 8, 0), Pixels.png(9, 9, 0)));
    assertEquals(2, uploaded.uploaded().size());
    assertEquals("", uploaded.hostTaskId());
    var link = uploaded.uploaded().get(1);
    var opened = sim.provider.open(io.mjrouter.model.MediaLink.of(link), 1 << 20);
    assertTrue(opened.value().isPresent());
    sim.drawn(Video.from(new ImageUrl(link)).build());
  }

  @Test
  void seed_ofAPicture_isTheOneOfThePromptOrOneOfItsOwn() {
    assertEquals(Optional.of("1234"), sim.provider.seed(sim.grid("a --seed 1234").id()).value());
    String own = sim.provider.seed(sim.grid("a pig").id()).value().orElseThrow();
    assertTrue(own.matches("\\d{1,10}"), own);
    String running = sim.accepted(Imagine.of("a pig")).hostTaskId();
    assertInstanceOf(Reading.Absent.class, sim.provider.seed(running));
  }

  @Test
  void cancel_runningTask_stopsItAndFreesItsPlace() {
    Sim one = new Sim(Sim.ALL, host -> host.concurrency(1));
    String first = one.accepted(Imagine.of("a pig")).hostTaskId();
    String second = one.accepted(Imagine.of("a cat")).hostTaskId();

    assertEquals(Optional.of(true), one.provider.cancel(first).value());
    assertEquals(HostStatus.CANCEL, one.look(first).status());
    assertEquals(HostStatus.SUBMITTED, one.look(second).status());
    assertEquals(Optional.of(false), one.provider.cancel(first).value());
    assertInstanceOf(Reading.Absent.class, one.provider.cancel("1000000000000001"));
  }

  @Test
  void list_manyTasks_areTheNewestFirstWithTheirMarks() {
    for (int i = 0; i < 3; i++) {
      sim.provider.submit(SubmitAttempt.of(Imagine.of("a pig"), Mode.FAST).withToken("mark-" + i));
    }
    List<TaskSnapshot> tasks = sim.provider.list().value().orElseThrow();
    assertEquals(
        List.of("mark-2", "mark-1", "mark-0"), tasks.stream().map(TaskSnapshot::state).toList());
  }

  @Test
  void fetchAll_unknownAndRepeated_areLeftOut() {
    String id = sim.accepted(Imagine.of("a pig")).hostTaskId();
    var tasks = sim.provider.fetchAll(List.of(id, "1000000000000001", id)).value().orElseThrow();
    assertEquals(List.of(id), tasks.stream().map(TaskSnapshot::id).toList());
  }

  @Test
  void imagine_bannedWord_isRefusedWithTheWord() {
    var refused = sim.rejected(Imagine.of("a Nude, reclining"));
    assertEquals(RejectReason.BANNED_PROMPT, refused.reason());
    assertEquals(Optional.of("nude"), refused.bannedWord());
    assertEquals(0, sim.host.paidSubmissions());
  }

  @Test
  void wallClock_jumping_movesNoTask() {
    String id = sim.accepted(Imagine.of("a pig")).hostTaskId();
    sim.time.jumpWallClock(Duration.ofDays(1));
    assertEquals(HostStatus.SUBMITTED, sim.look(id).status());
    sim.time.jumpWallClock(Duration.ofDays(-2));
    assertFalse(sim.look(id).status().isFinal());
  }

  @Test
  void effectiveMode_ofAPicture_isTheOneAskedFor() {
    assertEquals(Optional.of(Mode.FAST), sim.grid("a pig").effectiveMode());
    assertTrue(sim.grid("a pig").finalPrompt().endsWith("--fast"));
  }

  private static List<String> meanings(TaskSnapshot task) {
    return task.buttons().stream().map(Button::meaning).map(ButtonMeaning::toString).toList();
  }
}
