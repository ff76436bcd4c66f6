package io.mjrouter.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mjrouter.HandDriven;
import io.mjrouter.Midjourney;
import io.mjrouter.model.Button;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Press;
import io.mjrouter.model.SubmissionKind;
import io.mjrouter.model.Task;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.SubmitOutcome.Acceptance;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.testing.FakeTime;
import io.mjrouter.testing.ScriptedProvider;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that follows up a finished picture, with ids as texts and as numbers. */
class FollowUpsTest {

  private static final String U2 = "MJ::JOB::upsample::2::h";
  private static final String V3 = "MJ::JOB::variation::3::h";
  private static final String REROLL = "MJ::JOB::reroll::0::h::SOLO";

  private final ScriptedProvider host =
      ScriptedProvider.named("host").cannot(Capability.CHANGE).thenAccepts("grid");

  @BeforeEach
  void gridIsFinished() {
    host.shows(
        ProxyRig.success("grid")
            .buttons(
                List.of(
                    new Button(U2, "U2", "", 2, 1),
                    new Button(V3, "V3", "", 2, 1),
                    new Button(REROLL, "", "🔄", 2, 1)))
            .build());
  }

  private static String grid(ProxyRig rig) {
    String id = rig.post("/mj-fast/mj/submit/imagine", ProxyRig.IMAGINE).result();
    rig.pass(Duration.ofMinutes(1));
    return id;
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"%s\"", "%s"})
  void action_pressesTheButtonOnTheParentsHostInItsMode(String spelling) {
    try (ProxyRig rig = ProxyRig.open(host)) {
      String id = grid(rig);
      String body = "{\"taskId\":" + spelling.formatted(id) + ",\"customId\":\"" + U2 + "\"}";
      String pressed = rig.post("/mj/submit/action", body).expect(200, 1).result();
      assertEquals("grid", host.attempts().get(1).parentId().orElseThrow());
      assertEquals(Mode.FAST, host.attempts().get(1).mode());
      assertEquals("UPSCALE", rig.fetch(pressed).json().path("action").stringValue());
    }
  }

  @ParameterizedTest
  @CsvSource({"UPSCALE, 2, " + U2, "VARIATION, 3, " + V3, "REROLL, 1, " + REROLL})
  void change_becomesThePressOfTheButtonWithThatMeaning(String action, int index, String customId) {
    try (ProxyRig rig = ProxyRig.open(host)) {
      String body =
          "{\"taskId\":\""
              + grid(rig)
              + "\",\"action\":\""
              + action
              + "\",\"index\":"
              + index
              + "}";
      rig.post("/mj/submit/change", body).expect(200, 1);
      assertEquals(customId, ((Press) host.attempts().get(1).submission()).customId());
    }
  }

  @ParameterizedTest
  @CsvSource({"U2, " + U2, "v3, " + V3, "R, " + REROLL})
  void simpleChange_becomesThePressOfTheButtonWithThatMeaning(String word, String customId) {
    try (ProxyRig rig = ProxyRig.open(host)) {
      rig.post("/mj/submit/simple-change", "{\"content\":\"" + grid(rig) + " " + word + "\"}")
          .expect(200, 1);
      assertEquals(customId, ((Press) host.attempts().get(1).submission()).customId());
    }
  }

  @Test
  void video_extendsThePicture() {
    try (ProxyRig rig = ProxyRig.open(host)) {
      String body =
          "{\"taskId\":\"" + grid(rig) + "\",\"action\":\"extend\",\"index\":1,\"motion\":\"low\"}";
      rig.post("/mj/submit/video", body).expect(200, 1);
      assertEquals(SubmissionKind.VIDEO, host.attempts().get(1).submission().kind());
      assertEquals("grid", host.attempts().get(1).parentId().orElseThrow());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "submit/blend; {\"base64Array\":[\"P\",\"P\"],\"dimensions\":\"SQUARE\"}; BLEND",
        "submit/describe; {\"base64\":\"P\"}; DESCRIBE",
        "submit/describe; {\"link\":\"https://pic.example/a.png\"}; DESCRIBE",
        "submit/shorten; {\"prompt\":\"a very long prompt\"}; SHORTEN",
        "submit/video; {\"prompt\":\"x\",\"motion\":\"low\",\"image\":\"P\"}; VIDEO",
        "submit/edits; {\"prompt\":\"x\",\"image\":\"P\",\"maskBase64\":\"P\"}; EDITS",
        "submit/retexture; {\"prompt\":\"x\",\"image\":\"P\"}; EDITS",
        "insight-face/swap; {\"sourceBase64\":\"P\",\"targetBase64\":\"P\"}; SWAP_FACE",
        "submit/upload-discord-images; {\"base64Array\":[\"P\"]}; UPLOAD"
      })
  void everyOtherKind_reachesTheHost(String path, String json, SubmissionKind kind) {
    String picture = "data:image/png;base64,iVBORw0KGgo=";
    try (ProxyRig rig = ProxyRig.open(host)) {
      rig.post("/mj/" + path, json.replace("\"P\"", "\"" + picture + "\"")).expect(200, 1);
      assertEquals(kind, host.attempts().get(0).submission().kind());
    }
  }

  private static Midjourney router(MemoryTaskStore store, FakeTime time, MjProvider host) {
    return HandDriven.build(Midjourney.builder().time(time).store(store).provider(host));
  }

  @Test
  void followUp_whoseProviderIsGone_isAnsweredAsOneThatIsNotThere() {
    FakeTime time = FakeTime.create();
    MemoryTaskStore store = new MemoryTaskStore(time);
    Task task;
    try (Midjourney before = router(store, time, host)) {
      task = before.submit(Imagine.of("a red fox"));
      HandDriven.pass(before, time, Duration.ofMinutes(1));
    }
    try (Midjourney after = router(store, time, ScriptedProvider.named("other"))) {
      MjProxy proxy = MjProxy.builder(after).time(time).build();
      String body = "{\"taskId\":\"" + task.id() + "\",\"customId\":\"" + U2 + "\"}";
      Answered answer = Answered.of(proxy.handle(TestRequest.post("/mj/submit/action", body)));
      assertEquals("task_not_found", answer.expect(400, 4).description());
    }
  }

  @Test
  void modal_bringsItsOwnHookAndState() {
    host.thenAccepts(Acceptance.NEEDS_MODAL, "h2");
    try (ProxyRig rig = ProxyRig.open(host)) {
      grid(rig);
      String window =
          rig.post(
                  "/mj/submit/imagine",
                  "{\"prompt\":\"a fox\",\"state\":\"before\",\"notifyHook\":\"https://a.example/1\"}")
              .expect(200, 21)
              .result();
      rig.post(
              "/mj/submit/modal",
              "{\"taskId\":\"" + window + "\",\"prompt\":\"x\",\"state\":\"after\"}")
          .expect(200, 1);
      assertEquals("after", rig.fetch(window).json().path("state").stringValue());
      assertEquals("https://a.example/1", rig.task(window).tags().get(Tags.HOOK));
    }
  }

  @Test
  void modal_withAHook_isToldThere() {
    host.thenAccepts(Acceptance.NEEDS_MODAL, "h2");
    try (ProxyRig rig = ProxyRig.open(host)) {
      grid(rig);
      String window =
          rig.post("/mj/submit/imagine", "{\"prompt\":\"a fox\",\"state\":\"mine\"}")
              .expect(200, 21)
              .result();
      rig.post(
              "/mj/submit/modal",
              "{\"taskId\":\""
                  + window
                  + "\",\"prompt\":\"x\",\"notifyHook\":\"https://a.example/2\"}")
          .expect(200, 1);
      assertEquals("mine", rig.fetch(window).json().path("state").stringValue());
      assertEquals("https://a.example/2", rig.task(window).tags().get(Tags.HOOK));
    }
  }
}
