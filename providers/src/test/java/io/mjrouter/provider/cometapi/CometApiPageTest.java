package io.mjrouter.provider.cometapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Answer;
import io.mjrouter.model.BotType;
import io.mjrouter.model.Button;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Press;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.provider.HostPage;
import io.mjrouter.provider.TestProviders;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.SubmitOutcome.Accepted;
import io.mjrouter.testing.Payloads;
import io.mjrouter.testing.Submissions;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * CometAPI's pages "Create a Midjourney imagine task" and "MidJourney API quick start"
 * (apidoc.cometapi.com), example by example. Its examples send {@code accountFilter.modes} on the
 * path of relax; we send the one prefix.
 */
class CometApiPageTest extends HostPage {

  @Override
  protected MjProvider newProvider(String baseUrl, String key) {
    return TestProviders.create(new CometApiFactory(), baseUrl, key);
  }

  @Test
  void imaginePage_request_isSentAndAnswered() {
    Accepted accepted =
        assertInstanceOf(
            Accepted.class,
            submit(
                attempt(
                    Imagine.of("a paper boat floating on calm water at sunrise --v 6.1"),
                    Mode.RELAX),
                "/mj/submit/imagine",
                """
                {
                  "prompt": "a paper boat floating on calm water at sunrise --v 6.1"
                }
                """,
                """
                {
                  "code": 1,
                  "description": "提交成功",
                  "result": "1773314942177684",
                  "properties": {
                    "discordChannelId": "5e6ca8e1f40e4de6",
                    "discordInstanceId": "5e6ca8e1f40e4de6"
                  }
                }
                """));

    assertEquals("1773314942177684", accepted.hostTaskId());
    assertEquals("提交成功", accepted.message());
  }

  @Test
  void imaginePage_pictures_areSentAsDataUris() {
    // The page writes "data:image/png;base64,xxx": filled with a picture of one dot.
    String dot = Submissions.picture().toWire();
    taken(
        attempt(
            Imagine.of("a cat").withImages(Submissions.picture()).withBotType(BotType.NIJI_JOURNEY),
            Mode.RELAX),
        "/mj/submit/imagine",
        "{\"prompt\":\"a cat\",\"botType\":\"NIJI_JOURNEY\",\"base64Array\":[\"" + dot + "\"]}",
        Payloads.text("comet_imagine_submit_ok.json"));
  }

  @Test
  void coreConcept_fetchExample_isUnderstood() {
    // The page shows the answer without an address: its id stands in imageUrl as "xxx".
    TaskSnapshot task =
        fetch(
            "xxx",
            "/mj/task/xxx/fetch",
            """
            {
            "status": "SUCCESS",
            "imageUrl": "https://api.cometapi.com/mj/image/xxx",
            "buttons": [
            { "customId": "MJ::JOB::upsample::1::abc123", "label": "U1" },
            { "customId": "MJ::JOB::upsample::2::abc123", "label": "U2" },
            { "customId": "MJ::JOB::variation::1::abc123", "label": "V1" },
            { "customId": "MJ::JOB::reroll::0::abc123", "emoji": "🔄" }
            ]
            }
            """);

    assertEquals(HostStatus.SUCCESS, task.status());
    assertEquals(URI.create("https://api.cometapi.com/mj/image/xxx"), task.images().get(0).url());
    assertEquals(
        List.of("U1", "U2", "V1", "REROLL"),
        task.buttons().stream().map(b -> b.meaning().toString()).toList());
    assertEquals("🔄", task.buttons().get(3).emoji());
  }

  @Test
  void fullExample_step1Imagine_isTaken() {
    assertEquals(
        "1768464763141701",
        taken(
            attempt(Imagine.of("a cute cat --v 6.1").withBotType(BotType.MID_JOURNEY), Mode.FAST),
            "/mj/submit/imagine",
            """
            {
            "botType": "MID_JOURNEY",
            "prompt": "a cute cat --v 6.1",
            "accountFilter": { "modes": ["FAST"] }
            }
            """,
            "{ \"code\": 1, \"result\": \"1768464763141701\" }"));
  }

  @Test
  void fullExample_step2Fetch_isUnderstood() {
    // The page ends the list of buttons with "...": left out here.
    TaskSnapshot task =
        fetch(
            "1768464763141701",
            "/mj/task/1768464763141701/fetch",
            """
            {
            "status": "SUCCESS",
            "imageUrl": "https://api.cometapi.com/mj/image/1768464763141701",
            "buttons": [
            { "customId": "MJ::JOB::upsample::1::5f20922e-xxx", "label": "U1" },
            { "customId": "MJ::JOB::upsample::2::5f20922e-xxx", "label": "U2" }
            ]
            }
            """);

    assertEquals(
        List.of("MJ::JOB::upsample::1::5f20922e-xxx", "MJ::JOB::upsample::2::5f20922e-xxx"),
        task.buttons().stream().map(Button::customId).toList());
  }

  @Test
  void fullExample_step3Upscale_isTaken() {
    assertEquals(
        "1768464800000000",
        taken(
            attempt(Press.of(PARENT, "MJ::JOB::upsample::1::5f20922e-xxx"), Mode.RELAX)
                .withParentId("1768464763141701"),
            "/mj/submit/action",
            """
            {
            "taskId": "1768464763141701",
            "customId": "MJ::JOB::upsample::1::5f20922e-xxx"
            }
            """,
            "{ \"code\": 1, \"result\": \"1768464800000000\" }"));
  }

  @Test
  void fullExample_step4Fetch_asksForTheNewTask() {
    // The page shows no answer here: the one of step 2 stands in.
    TaskSnapshot task =
        fetch(
            "1768464800000000",
            "/mj/task/1768464800000000/fetch",
            Payloads.text("comet_fetch_quickstart.json"));
    assertTrue(task.status().isFinal());
  }

  @Test
  void inpaint_threeSteps_areSentAndUnderstood() {
    // The page shows no answers to the two submissions: those of the full example stand in.
    taken(
        attempt(Press.of(PARENT, "MJ::Inpaint::xxx").withRemix(), Mode.RELAX).withParentId("xxx"),
        "/mj/submit/action",
        "{\"taskId\": \"xxx\", \"customId\": \"MJ::Inpaint::xxx\", \"enableRemix\": true}",
        Payloads.text("comet_submit_min.json"));

    assertEquals(
        HostStatus.MODAL,
        fetch("new_task_id", "/mj/task/new_task_id/fetch", "{ \"status\": \"MODAL\" }").status());

    // "data:image/png;base64,..." is filled with a picture of one dot.
    taken(
        attempt(
                Answer.of(PARENT, "replace with golden crown").withMask(Submissions.picture()),
                Mode.RELAX)
            .withParentId("new_task_id"),
        "/mj/submit/modal",
        """
        {
        "taskId": "new_task_id",
        "prompt": "replace with golden crown",
        "maskBase64": "%s"
        }
        """
            .formatted(Submissions.picture().toWire()),
        Payloads.text("comet_submit_min.json"));
  }

  @Test
  void customZoom_dashOfThePage_isSentAsMidjourneyReadsIt() {
    // The page writes "your prompt —zoom 2", a slip of its typography.
    taken(
        attempt(Answer.of(PARENT, "your prompt —zoom 2"), Mode.RELAX).withParentId("new_task_id"),
        "/mj/submit/modal",
        "{\"taskId\":\"new_task_id\",\"prompt\":\"your prompt --zoom 2\"}",
        Payloads.text("comet_submit_min.json"));
  }

  @Test
  void modeTable_everyMode_takesItsPath() {
    assertEquals("/mj-fast/mj/submit/imagine", pathOf(Mode.FAST));
    assertEquals("/mj-turbo/mj/submit/imagine", pathOf(Mode.TURBO));
    assertEquals("/mj/submit/imagine", pathOf(Mode.RELAX));
  }
}
