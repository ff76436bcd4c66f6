package io.mjrouter.provider.yutoai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Answer;
import io.mjrouter.model.Blend;
import io.mjrouter.model.Describe;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.ImageUrl;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Press;
import io.mjrouter.model.Shorten;
import io.mjrouter.model.Submission;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.model.Video;
import io.mjrouter.provider.HostPage;
import io.mjrouter.provider.TestProviders;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.SubmitAttempt;
import io.mjrouter.testing.Payloads;
import io.mjrouter.testing.StubHost;
import io.mjrouter.testing.Submissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * yutoai's guide "Midjourney接入向导" (docs.yutoai.net), example by example. Its table says {@code
 * /mj-fast} and its curl lines {@code /fast}; we send the table's.
 */
class YutoAiPageTest extends HostPage {

  private static final String TAKEN =
      """
      {
          "code": 1,
          "description": "提交成功",
          "properties": {},
          "result": 1320098173412546
      }
      """;

  @Override
  protected MjProvider newProvider(String baseUrl, String key) {
    return TestProviders.create(new YutoAiFactory(), baseUrl, key);
  }

  private void isTaken(Submission submission, String path, String request) {
    SubmitAttempt attempt = attempt(submission, Mode.FAST);
    // The answer's number is the page's own: never rounded, never a number to us.
    assertEquals(
        "1320098173412546",
        taken(
            submission.parent().isPresent() ? attempt.withParentId("14001934816969359") : attempt,
            path,
            request,
            TAKEN));
  }

  @Test
  void demo_step1Imagine_isTaken() {
    isTaken(
        Imagine.of("black cat"),
        "/fast/mj/submit/imagine",
        """
        {
          "base64Array": [],
          "prompt": "black cat"
        }
        """);
  }

  @Test
  void demo_step2Fetch_isUnderstood() {
    TaskSnapshot task =
        fetch(
            "1320098173412546",
            "/fast/mj/task/1320098173412546/fetch",
            Payloads.text("yutoai_imagine_success.json"));

    assertEquals("1320098173412546", task.id());
    assertEquals(HostStatus.SUCCESS, task.status());
    assertEquals("cat --v 6.1", task.prompt());
    assertEquals(Instant.ofEpochMilli(1741531608566L), task.finished().orElseThrow());
    assertEquals(Optional.of(Mode.RELAX), task.effectiveMode());
    assertEquals(
        List.of("U1", "U2", "U3", "U4", "REROLL", "V1", "V2", "V3", "V4"),
        task.buttons().stream().map(b -> b.meaning().toString()).toList());
    assertTrue(
        task.images().get(0).url().toString().startsWith("https://img.innk.cc/attachments/"));
    assertEquals(Instant.ofEpochSecond(0x67cefb57L), task.images().get(0).expires().orElseThrow());
    assertEquals("8774786694361674000", "" + task.properties().get("discordChannelId"));
  }

  @Test
  void demo_step3Action_isTaken() {
    isTaken(
        Press.of(PARENT, "MJ::JOB::upsample::2::3dbbd469-36af-4a0f-8f02-df6c579e7011"),
        "/mj/submit/action",
        """
        {
          "customId": "MJ::JOB::upsample::2::3dbbd469-36af-4a0f-8f02-df6c579e7011",
          "taskId": "14001934816969359"
        }
        """);
  }

  @Test
  void imagine_request_isSent() {
    isTaken(
        Imagine.of("Cat"),
        "/mj/submit/imagine",
        """
        {
          "base64Array": [],
          "prompt": "Cat"
        }
        """);
  }

  @Test
  void blend_request_isSent() {
    // "data:image/png;base64,xxx1" and "xxx2" are filled with a picture of one dot.
    String dot = Submissions.picture().toWire();
    isTaken(
        Blend.of(Submissions.picture(), Submissions.picture()),
        "/mj/submit/blend",
        """
        {
          "base64Array": [
            "%s",
            "%s"
          ],
          "dimensions": "SQUARE"
        }
        """
            .formatted(dot, dot));
  }

  @Test
  void describe_request_isSent() {
    // "data:image/png;base64,xxx" is filled with a picture of one dot.
    isTaken(
        Describe.of(Submissions.picture()),
        "/mj/submit/describe",
        "{\"base64\": \"" + Submissions.picture().toWire() + "\"}");
  }

  @Test
  void shorten_request_isSent() {
    isTaken(Shorten.of("Cat"), "/mj/submit/shorten", "{\"prompt\": \"Cat\"}");
  }

  @Test
  void modal_request_isSent() {
    isTaken(
        Answer.of(PARENT, ""),
        "/mj/submit/modal",
        """
        {
          "maskBase64": "",
          "prompt": "",
          "taskId": "14001934816969359"
        }
        """);
  }

  @Test
  void fetch_templateOfEmptyMembers_isATaskThatIsNotDone() {
    TaskSnapshot task =
        fetch(
            "1320098173412546",
            "/fast/mj/task/1320098173412546/fetch",
            Payloads.text("yutoai_fetch_empty_template.json"));

    assertEquals(HostStatus.BLANK, task.status());
    assertEquals(List.of(), task.images());
    assertEquals(Optional.empty(), task.submitted());
  }

  @ParameterizedTest
  @CsvSource({"NOT_START", "SUBMITTED", "MODAL", "IN_PROGRESS", "FAILURE", "SUCCESS"})
  void statusList_everyStatus_isUnderstood(String status) {
    assertEquals(
        status,
        fetch("1", "/mj/task/1/fetch", "{\"id\":\"1\",\"status\":\"" + status + "\"}")
            .status()
            .name());
  }

  @Test
  void modeTable_everyMode_takesItsPath() {
    assertEquals("/mj-fast/mj/submit/imagine", pathOf(Mode.FAST));
    assertEquals("/mj-relax/mj/submit/imagine", pathOf(Mode.RELAX));
  }

  /** The video page (docs.yutoai.net, api-323778153). Its empty notifyHook is left out by us. */
  @Test
  void video_request_isSent() {
    JsonMapper json = JsonMapper.shared();
    JsonNode page = json.readTree(Payloads.text("yutoai_video_request.json"));
    answers(200, "application/json", TAKEN);

    provider.submit(
        attempt(
                Video.from(ImageUrl.of(page.get("image").asString()))
                    .prompt(page.get("prompt").asString())
                    .build(),
                Mode.FAST)
            .withToken(page.get("state").asString()));

    StubHost.Seen sent = onlyRequest();
    assertEquals("/mj-fast/mj/submit/video", sent.path());
    assertEquals("", page.get("notifyHook").asString());
    assertEquals(page, json.readTree(sent.body().replaceFirst("\\{", "{\"notifyHook\":\"\",")));
  }

  /** The same page: an extended video names its parent task_id, and its index as text. */
  @Test
  void video_extended_namesItsParentAsThePageDoes() {
    isTaken(
        Video.extend(PARENT, 1).prompt("on").build(),
        "/mj/submit/video",
        """
        {
          "prompt": "on",
          "motion": "low",
          "action": "extend",
          "task_id": "14001934816969359",
          "index": "1"
        }
        """);
  }
}
