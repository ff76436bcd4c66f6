package io.mjrouter.provider.deerapi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mjrouter.model.Answer;
import io.mjrouter.model.Blend;
import io.mjrouter.model.BotType;
import io.mjrouter.model.Describe;
import io.mjrouter.model.Edits;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.ImageUrl;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Press;
import io.mjrouter.model.Submission;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.model.Video;
import io.mjrouter.provider.HostPage;
import io.mjrouter.provider.TestProviders;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.testing.Payloads;
import io.mjrouter.testing.Submissions;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** DeerAPI's quick start "理解核心概念", example by example; the mode goes by prefix alone. */
class DeerApiPageTest extends HostPage {

  private static final String TAKEN = Payloads.text("comet_submit_min.json");

  @Override
  protected MjProvider newProvider(String baseUrl, String key) {
    return TestProviders.create(new DeerApiFactory(), baseUrl, key);
  }

  @Test
  void coreConcept_fetchExample_isUnderstood() {
    TaskSnapshot task =
        fetch(
            "xxx",
            "/mj/task/xxx/fetch",
            """
            {
              "status": "SUCCESS",
              "imageUrl": "https://api.deerapi.com/mj/image/xxx",
              "buttons": [
                { "customId": "MJ::JOB::upsample::1::abc123", "label": "U1" },
                { "customId": "MJ::JOB::upsample::2::abc123", "label": "U2" },
                { "customId": "MJ::JOB::variation::1::abc123", "label": "V1" },
                { "customId": "MJ::JOB::reroll::0::abc123", "emoji": "🔄" }
              ]
            }
            """);

    assertEquals(HostStatus.SUCCESS, task.status());
    assertEquals(URI.create("https://api.deerapi.com/mj/image/xxx"), task.images().get(0).url());
    assertEquals(
        List.of("U1", "U2", "V1", "REROLL"),
        task.buttons().stream().map(b -> b.meaning().toString()).toList());
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
              "imageUrl": "https://api.deerapi.com/mj/image/1768464763141701",
              "buttons": [
                { "customId": "MJ::JOB::upsample::1::5f20922e-xxx", "label": "U1" },
                { "customId": "MJ::JOB::upsample::2::5f20922e-xxx", "label": "U2" }
              ]
            }
            """);
    assertEquals(2, task.buttons().size());
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
    // The page shows no answer here: the one of its core concept stands in.
    fetch(
        "1768464800000000",
        "/mj/task/1768464800000000/fetch",
        Payloads.text("deer_fetch_quickstart.json"));
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

  @Test
  void furtherEntries_everyOne_isTakenAtItsPath() {
    ImageUrl link = ImageUrl.of("https://img.example.com/1.png");
    Map<String, Submission> entries =
        Map.of(
            "/mj/submit/blend", Blend.of(Submissions.picture(), Submissions.picture()),
            "/mj/submit/describe", Describe.of(Submissions.picture()),
            "/mj/submit/video", Video.from(link).build(),
            "/mj/submit/edits", Edits.of("a crown", link).withMask(Submissions.picture()));
    entries.forEach(
        (path, submission) -> {
          answers(200, "application/json", TAKEN);
          provider.submit(attempt(submission, Mode.RELAX));
          assertEquals(path, onlyRequest().path());
        });
  }
}
