package io.mjrouter.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Answer;
import io.mjrouter.model.BotType;
import io.mjrouter.model.Button;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Press;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.testing.Payloads;
import io.mjrouter.testing.Submissions;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The quick start that several hosts show under their own names, example by example. The mode goes
 * by prefix alone, also where an example says it in {@code accountFilter.modes}.
 */
public abstract class QuickStartPage extends HostPage {

  /** An answer to a submission that was taken. */
  protected static final String TAKEN = Payloads.text("comet_submit_min.json");

  private final String api;
  private final String recorded;

  /**
   * A host's quick start.
   *
   * @param api where its page says that it answers
   * @param recorded the name of a task of its page as recorded
   */
  protected QuickStartPage(String api, String recorded) {
    this.api = api;
    this.recorded = recorded;
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
            "imageUrl": "%s/mj/image/xxx",
            "buttons": [
            { "customId": "MJ::JOB::upsample::1::abc123", "label": "U1" },
            { "customId": "MJ::JOB::upsample::2::abc123", "label": "U2" },
            { "customId": "MJ::JOB::variation::1::abc123", "label": "V1" },
            { "customId": "MJ::JOB::reroll::0::abc123", "emoji": "🔄" }
            ]
            }
            """
                .formatted(api));

    assertEquals(HostStatus.SUCCESS, task.status());
    assertEquals(URI.create(api + "/mj/image/xxx"), task.images().get(0).url());
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
            "imageUrl": "%s/mj/image/1768464763141701",
            "buttons": [
            { "customId": "MJ::JOB::upsample::1::5f20922e-xxx", "label": "U1" },
            { "customId": "MJ::JOB::upsample::2::5f20922e-xxx", "label": "U2" }
            ]
            }
            """
                .formatted(api));

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
    // The page shows no answer here: a recorded one stands in.
    TaskSnapshot task =
        fetch("1768464800000000", "/mj/task/1768464800000000/fetch", Payloads.text(recorded));
    assertTrue(task.status().isFinal());
  }

  @Test
  void inpaint_threeSteps_areSentAndUnderstood() {
    // The page shows no answers to the two submissions: those of the full example stand in.
    taken(
        attempt(Press.of(PARENT, "MJ::Inpaint::xxx").withRemix(), Mode.RELAX).withParentId("xxx"),
        "/mj/submit/action",
        "{\"taskId\": \"xxx\", \"customId\": \"MJ::Inpaint::xxx\", \"enableRemix\": true}",
        TAKEN);

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
        TAKEN);
  }

  @Test
  void customZoom_dashOfThePage_isSentAsMidjourneyReadsIt() {
    // The page writes "your prompt —zoom 2", a slip of its typography.
    taken(
        attempt(Answer.of(PARENT, "your prompt —zoom 2"), Mode.RELAX).withParentId("new_task_id"),
        "/mj/submit/modal",
        "{\"taskId\":\"new_task_id\",\"prompt\":\"your prompt --zoom 2\"}",
        TAKEN);
  }

  @Test
  void modeTable_everyMode_takesItsPath() {
    assertEquals("/mj-fast/mj/submit/imagine", pathOf(Mode.FAST));
    assertEquals("/mj-turbo/mj/submit/imagine", pathOf(Mode.TURBO));
    assertEquals("/mj/submit/imagine", pathOf(Mode.RELAX));
  }
}
