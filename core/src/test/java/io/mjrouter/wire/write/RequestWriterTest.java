package io.mjrouter.wire.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Answer;
import io.mjrouter.model.Blend;
import io.mjrouter.model.BotType;
import io.mjrouter.model.Change;
import io.mjrouter.model.Describe;
import io.mjrouter.model.Edits;
import io.mjrouter.model.ImageData;
import io.mjrouter.model.ImageUrl;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Press;
import io.mjrouter.model.Shorten;
import io.mjrouter.model.Submission;
import io.mjrouter.model.SubmissionKind;
import io.mjrouter.model.SwapFace;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.Upload;
import io.mjrouter.model.Video;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.ModeSignal;
import io.mjrouter.spi.Profile;
import io.mjrouter.spi.SubmitAttempt;
import io.mjrouter.wire.OutgoingRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestWriterTest {

  private static final String DATA = "data:image/png;base64,iVBORw0KGgo=";
  private static final ImageData PNG = ImageData.parse(DATA);
  private static final ImageUrl LINK = ImageUrl.of("https://a.example/1.png?x=1&y=2");
  private static final TaskId TASK = TaskId.of("1320098173412546");
  private static final Profile PROFILE =
      Profile.builder("some-host")
          .modePrefixes(Map.of(Mode.RELAX, "", Mode.FAST, "/mj-fast", Mode.TURBO, "/mj-turbo"))
          .build();

  static Stream<Arguments> submissions() {
    return Stream.of(
        Arguments.of(Imagine.of("一只 \"cat\""), "submit/imagine", "{'prompt':'一只 \\'cat\\''}"),
        Arguments.of(
            Imagine.of("x").withImages(PNG).withBotType(BotType.NIJI_JOURNEY),
            "submit/imagine",
            "{'prompt':'x','base64Array':['" + DATA + "'],'botType':'NIJI_JOURNEY'}"),
        Arguments.of(
            Blend.of(PNG, PNG),
            "submit/blend",
            "{'base64Array':['" + DATA + "','" + DATA + "'],'dimensions':'SQUARE'}"),
        Arguments.of(Describe.of(PNG), "submit/describe", "{'base64':'" + DATA + "'}"),
        Arguments.of(
            Describe.of(LINK).withLanguage("zh").withBotType(BotType.MID_JOURNEY),
            "submit/describe",
            "{'link':'https://a.example/1.png?x=1&y=2','language':'zh','botType':'MID_JOURNEY'}"),
        Arguments.of(Shorten.of("x"), "submit/shorten", "{'prompt':'x'}"),
        Arguments.of(
            Press.of(TASK, "MJ::JOB::upsample::1::h"),
            "submit/action",
            "{'taskId':'h-1','customId':'MJ::JOB::upsample::1::h'}"),
        Arguments.of(
            Press.of(TASK, "x").withRemix().withSameChannel(),
            "submit/action",
            "{'taskId':'h-1','customId':'x','chooseSameChannel':true,'enableRemix':true}"),
        Arguments.of(
            Change.variation(TASK, 3),
            "submit/change",
            "{'taskId':'h-1','action':'VARIATION','index':3}"),
        Arguments.of(
            Change.reroll(TASK), "submit/change", "{'taskId':'h-1','action':'REROLL','index':1}"),
        Arguments.of(Answer.of(TASK, " "), "submit/modal", "{'taskId':'h-1'}"),
        Arguments.of(
            Answer.of(TASK, "a crown").withMask(PNG),
            "submit/modal",
            "{'taskId':'h-1','prompt':'a crown','maskBase64':'" + DATA + "'}"),
        Arguments.of(
            Video.from(LINK).build(),
            "submit/video",
            "{'motion':'low','image':'https://a.example/1.png?x=1&y=2'}"),
        Arguments.of(
            Video.from(PNG)
                .prompt("x")
                .motion(Video.Motion.HIGH)
                .endImage(LINK)
                .videoType("vid_1.1_i2v_480")
                .batchSize(4)
                .animateMode(Video.AnimateMode.MANUAL)
                .build(),
            "submit/video",
            "{'prompt':'x','motion':'high','image':'"
                + DATA
                + "',"
                + "'endImage':'https://a.example/1.png?x=1&y=2','videoType':'vid_1.1_i2v_480',"
                + "'batchSize':4,'animateMode':'manual'}"),
        Arguments.of(
            Video.extend(TASK, 2).loop(true).build(),
            "submit/video",
            "{'motion':'low','loop':true,'action':'extend','taskId':'h-1','index':2}"),
        Arguments.of(
            Edits.of("x", LINK).withMask(PNG),
            "submit/edits",
            "{'prompt':'x','image':'https://a.example/1.png?x=1&y=2','maskBase64':'" + DATA + "'}"),
        Arguments.of(
            Edits.retexture("x", PNG), "submit/retexture", "{'prompt':'x','image':'" + DATA + "'}"),
        Arguments.of(
            Upload.of(PNG), "submit/upload-discord-images", "{'base64Array':['" + DATA + "']}"),
        Arguments.of(
            new SwapFace(PNG, LINK),
            "insight-face/swap",
            "{'sourceBase64':'" + DATA + "','targetUrl':'https://a.example/1.png?x=1&y=2'}"));
  }

  @ParameterizedTest
  @MethodSource("submissions")
  void submit_ofEachKind_isExact(Submission submission, String endpoint, String body) {
    OutgoingRequest request = new RequestWriter(PROFILE).submit(attempt(submission));
    assertEquals("POST", request.method());
    assertEquals("/mj-fast/mj/" + endpoint, request.path());
    assertEquals(body.replace("\\'", "\\\"").replace('\'', '"'), text(request));
  }

  @Test
  void everyKind_isInTheTable() {
    List<SubmissionKind> tabled =
        submissions().map(row -> ((Submission) row.get()[0]).kind()).distinct().sorted().toList();
    assertEquals(Arrays.asList(SubmissionKind.values()), tabled);
  }

  @Test
  void stateAndHook_areSentOnlyWhenThere() {
    SubmitAttempt attempt =
        attempt(Imagine.of("x"))
            .withToken("mjr-1")
            .withNotifyHook(URI.create("https://me.example/hook?t=1"));
    assertEquals(
        "{\"prompt\":\"x\",\"state\":\"mjr-1\",\"notifyHook\":\"https://me.example/hook?t=1\"}",
        text(new RequestWriter(PROFILE).submit(attempt)));
  }

  @Test
  void mode_isSignalledExactlyOnce() {
    Map<String, Object> filter = new LinkedHashMap<>();
    filter.put("modes", List.of("TURBO"));
    filter.put("remix", true);
    filter.put("remark", null);
    SubmitAttempt attempt =
        attempt(Imagine.of("x")).withExtra(Map.of("mode", "TURBO", "accountFilter", filter));

    OutgoingRequest byPrefix = new RequestWriter(PROFILE).submit(attempt);
    assertEquals("/mj-fast/mj/submit/imagine", byPrefix.path());
    assertEquals("{\"prompt\":\"x\",\"accountFilter\":{\"remix\":true}}", text(byPrefix));

    OutgoingRequest byFilter =
        new RequestWriter(PROFILE.toBuilder().modeSignal(ModeSignal.ACCOUNT_FILTER).build())
            .submit(attempt);
    assertEquals("/mj/submit/imagine", byFilter.path());
    assertEquals(
        "{\"prompt\":\"x\",\"accountFilter\":{\"remix\":true,\"modes\":[\"FAST\"]}}",
        text(byFilter));

    OutgoingRequest byBody =
        new RequestWriter(PROFILE.toBuilder().modeSignal(ModeSignal.BODY_MODE).build())
            .submit(attempt);
    assertEquals("/mj/submit/imagine", byBody.path());
    assertEquals(
        "{\"prompt\":\"x\",\"accountFilter\":{\"remix\":true},\"mode\":\"FAST\"}", text(byBody));
  }

  @Test
  void filterOfModesOnly_isLeftOut() {
    SubmitAttempt attempt =
        attempt(Imagine.of("x"))
            .withExtra(Map.of("accountFilter", Map.of("modes", List.of("TURBO"))));
    assertEquals("{\"prompt\":\"x\"}", text(new RequestWriter(PROFILE).submit(attempt)));
  }

  @Test
  void modeWithoutPrefix_isTheBarePathOrRefused() {
    Profile profile =
        PROFILE.toBuilder()
            .modePrefixes(Map.of(Mode.FAST, "/fast"))
            .barePathMode(Mode.RELAX)
            .build();
    RequestWriter writer = new RequestWriter(profile);
    assertEquals(
        "/mj/submit/imagine", writer.submit(SubmitAttempt.of(Imagine.of("x"), Mode.RELAX)).path());
    assertEquals(
        "/fast/mj/submit/imagine",
        writer.submit(SubmitAttempt.of(Imagine.of("x"), Mode.FAST)).path());
    SubmitAttempt turbo = SubmitAttempt.of(Imagine.of("x"), Mode.TURBO);
    assertThrows(IllegalArgumentException.class, () -> writer.submit(turbo));
  }

  @Test
  void extraMembers_areSentButOverrideNothing() {
    Map<String, Object> extra = new LinkedHashMap<>();
    extra.put("noStorage", true);
    extra.put("nothing", null);
    extra.put("big", 14001934816969359L);
    extra.put("list", List.of(1, "a"));
    for (String ours :
        List.of("prompt", "state", "notifyHook", "mode", "taskId", "base64Array", "botType")) {
      extra.put(ours, "smuggled");
      extra.put(ours.toUpperCase(Locale.ROOT), "smuggled past hosts that read any case");
    }
    extra.put("accountFilter", Map.of("Modes", List.of("TURBO")));
    extra.put("AccountFilter", Map.of("modes", List.of("TURBO")));
    Profile profile = PROFILE.toBuilder().sendsBotType(false).build();
    SubmitAttempt attempt =
        attempt(Imagine.of("x").withBotType(BotType.NIJI_JOURNEY)).withExtra(extra);
    assertEquals(
        "{\"prompt\":\"x\",\"noStorage\":true,\"big\":14001934816969359,\"list\":[1,\"a\"]}",
        text(new RequestWriter(profile).submit(attempt)));
  }

  @Test
  void memberThatIsAlwaysSent_givesWayToTheCallers() {
    Profile profile =
        PROFILE.toBuilder()
            .alwaysSend(SubmissionKind.IMAGINE, "botType", "MID_JOURNEY")
            .alwaysSend(SubmissionKind.IMAGINE, "base64Array", List.of())
            .build();
    RequestWriter writer = new RequestWriter(profile);
    assertEquals(
        "{\"prompt\":\"x\",\"base64Array\":[],\"botType\":\"MID_JOURNEY\"}",
        text(writer.submit(attempt(Imagine.of("x")))));
    assertEquals(
        "{\"prompt\":\"x\",\"botType\":\"NIJI_JOURNEY\",\"base64Array\":[]}",
        text(writer.submit(attempt(Imagine.of("x").withBotType(BotType.NIJI_JOURNEY)))));
    assertEquals("{\"prompt\":\"x\"}", text(writer.submit(attempt(Shorten.of("x")))));
  }

  @Test
  void videoQuirks_areTheProfiles() {
    Profile profile =
        PROFILE.toBuilder().videoParentMember("task_id").videoIndexAsText(true).build();
    assertEquals(
        "{\"motion\":\"low\",\"action\":\"extend\",\"task_id\":\"h-1\",\"index\":\"0\"}",
        text(new RequestWriter(profile).submit(attempt(Video.extend(TASK, 0).build()))));
  }

  @ParameterizedTest
  @CsvSource({
    "MJ::JOB::upsample::2::h,       UPSCALE,   2",
    "MJ::JOB::variation::4::h,      VARIATION, 4",
    "MJ::JOB::reroll::0::h::SOLO,   REROLL,    1"
  })
  void press_whereOnlyChangeExists_isTranslated(String customId, String action, int index) {
    Profile old = PROFILE.toBuilder().remove(Capability.ACTION).add(Capability.CHANGE).build();
    OutgoingRequest request = new RequestWriter(old).submit(attempt(Press.of(TASK, customId)));
    assertEquals("/mj-fast/mj/submit/change", request.path());
    assertEquals(
        "{\"taskId\":\"h-1\",\"action\":\"" + action + "\",\"index\":" + index + "}",
        text(request));
  }

  @Test
  void press_withoutOldSpelling_staysAnAction() {
    Profile old = PROFILE.toBuilder().remove(Capability.ACTION).add(Capability.CHANGE).build();
    assertEquals(
        "/mj-fast/mj/submit/action",
        new RequestWriter(old).submit(attempt(Press.of(TASK, "MJ::Inpaint::1::h::SOLO"))).path());
    Profile both = PROFILE.toBuilder().add(Capability.CHANGE).build();
    assertEquals(
        "/mj-fast/mj/submit/action",
        new RequestWriter(both).submit(attempt(Press.of(TASK, "MJ::JOB::upsample::2::h"))).path());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "your prompt —zoom 2      | your prompt --zoom 2",
        "—ar 3:2 a cat —v 6.1     | --ar 3:2 a cat --v 6.1",
        "a cat –tile              | a cat --tile",
        "a cat — and a dog        | a cat — and a dog",
        "—Hola, dijo              | —Hola, dijo",
        "cat—zoom 2               | cat—zoom 2",
        "—version                 | --version",
        "—versions of a cat       | —versions of a cat",
      })
  void dashBeforeAParameter_isWrittenTwice(String prompt, String written) {
    assertEquals(
        "{\"taskId\":\"h-1\",\"prompt\":\"" + written + "\"}",
        text(new RequestWriter(PROFILE).submit(attempt(Answer.of(TASK, prompt)))));
  }

  @Test
  void freeCalls_takeTheBarePath() {
    RequestWriter writer = new RequestWriter(PROFILE);
    assertEquals("GET /mj/task/h-1/fetch, 0 bytes", writer.fetch("h-1").toString());
    assertEquals("GET /mj/task/list, 0 bytes", writer.list().toString());
    assertEquals("GET /mj/task/h-1/image-seed, 0 bytes", writer.seed("h-1").toString());
    assertEquals("POST /mj/task/h-1/cancel, 0 bytes", writer.cancel("h-1").toString());
    assertEquals("GET /mj/image/h-1, 0 bytes", writer.image("h-1").toString());
    OutgoingRequest all = writer.fetchAll(List.of("0741798445574458", "h-1"));
    assertEquals("/mj/task/list-by-condition", all.path());
    assertEquals("{\"ids\":[\"0741798445574458\",\"h-1\"]}", text(all));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "..", "a/b", "a%2fb", "a\r\nb", "a?b", "a;b", "任务", "a.b"})
  void id_thatNoHostGives_isRefused(String id) {
    RequestWriter writer = new RequestWriter(PROFILE);
    assertThrows(IllegalArgumentException.class, () -> writer.fetch(id));
    assertThrows(IllegalArgumentException.class, () -> writer.seed(id));
    assertThrows(IllegalArgumentException.class, () -> writer.cancel(id));
    assertThrows(IllegalArgumentException.class, () -> writer.image(id));
    assertThrows(IllegalArgumentException.class, () -> writer.fetchAll(List.of("1", id)));
    SubmitAttempt attempt = attempt(Press.of(TASK, "x")).withParentId(id);
    assertThrows(IllegalArgumentException.class, () -> writer.submit(attempt));
  }

  @Test
  void id_ofMoreThan64Characters_isRefused() {
    RequestWriter writer = new RequestWriter(PROFILE);
    assertTrue(writer.fetch("1".repeat(64)).path().contains("1".repeat(64)));
    assertThrows(IllegalArgumentException.class, () -> writer.fetch("1".repeat(65)));
  }

  @Test
  void toString_showsNothingOfTheBody() {
    OutgoingRequest request =
        new RequestWriter(PROFILE).submit(attempt(Imagine.of("a secret cat")));
    assertFalse(request.toString().contains("cat"), request.toString());
  }

  private static SubmitAttempt attempt(Submission submission) {
    SubmitAttempt attempt = SubmitAttempt.of(submission, Mode.FAST);
    return Optional.of(attempt)
        .filter(a -> a.parentId().isPresent())
        .map(a -> a.withParentId("h-1"))
        .orElse(attempt);
  }

  private static String text(OutgoingRequest request) {
    return new String(request.body(), StandardCharsets.UTF_8);
  }
}
