package io.mjrouter.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The rows that ask for pictures, and what decides the mode: taken, and followed to the end. */
class ProtocolSubmitsTest extends ProtocolRows {

  @Nested
  @Timeout(60)
  class Submits {

    @ParameterizedTest(name = "row {0}: {1} {2}")
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
             1 | imagine       | {"prompt":"a red fox"}                                    | IMAGINE
             1 | imagine       | {"prompt":"a red fox","base64Array":["PNG"],"botType":"NIJI_JOURNEY"} | IMAGINE
             1 | imagine       | {"base64Array":[],"notifyHook":"","prompt":"a fox","state":"","botType":"MID_JOURNEY"} | IMAGINE
             4 | describe      | {"base64":"PNG"}                                          | DESCRIBE
             5 | blend         | {"base64Array":["PNG","PNG"],"dimensions":"SQUARE"}       | BLEND
             6 | shorten       | {"prompt":"a very long text about a red fox"}             | SHORTEN
            10 | edits         | {"prompt":"a hat","image":"PNG"}                          | EDITS
            10 | edit          | {"prompt":"a hat","image":"PNG"}                          | EDITS
            11 | retexture     | {"prompt":"of stone","image":"PNG"}                       | EDITS
            """)
    void submission_isTakenAndEnds(int row, String endpoint, String body, String action)
        throws InterruptedException {
      Answer answer = well(post("/mj/submit/" + endpoint, filled(body)));

      assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
      assertThat(answer.text())
          .matches(
              "\\{\"code\":1,\"description\":\"Submit success\",\"result\":\""
                  + ID
                  + "\",\"properties\":\\{}}");
      assertThat(task(answer.result()).path("action").asString()).isEqualTo(action);
      assertThat(ended(answer.result()).path("status").asString()).isEqualTo("SUCCESS");
    }

    @ParameterizedTest(name = "row {0}: {1} {2}")
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
             2 | change        | {"taskId":"GRID","action":"UPSCALE","index":1}  | UPSCALE
             2 | change        | {"taskId":GRID,"action":"VARIATION","index":"2"} | VARIATION
             2 | change        | {"taskId":"GRID","action":"REROLL"}             | REROLL
             3 | simple-change | {"content":"GRID U2"}                           | UPSCALE
             3 | simple-change | {"content":"GRID v3"}                           | VARIATION
             3 | simple-change | {"content":"GRID R"}                            | REROLL
             7 | action        | {"taskId":"GRID","customId":"BUTTON"}           | UPSCALE
             7 | action        | {"taskId":GRID,"customId":"BUTTON"}             | UPSCALE
            """)
    void followUp_isTakenUnderANewId(int row, String endpoint, String body, String action) {
      String button = task(grid).path("buttons").get(2).path("customId").asString();

      String id = result(post("/mj/submit/" + endpoint, filled(body).replace("BUTTON", button)));

      assertThat(id).matches(ID).isNotEqualTo(grid);
      JsonNode task = task(id);
      assertThat(task.path("action").asString()).isEqualTo(action);
      assertThat(task.path("mode").asString()).isEqualTo("FAST");
    }

    @ParameterizedTest(name = "row 8: {0}")
    @ValueSource(strings = {"{\"taskId\":\"ID\",\"prompt\":\"\"}", "{\"taskId\":ID}"})
    void window_isOpenedAndAnswered(String answer) throws InterruptedException {
      String single = result(post("/mj/submit/simple-change", "{\"content\":\"" + grid + " U4\"}"));
      ended(single);
      String region =
          task(single)
              .path("buttons")
              .valueStream()
              .map(button -> button.path("customId").asString())
              .filter(id -> id.startsWith("MJ::Inpaint"))
              .findFirst()
              .orElseThrow();

      Answer opened =
          well(
              post(
                  "/mj/submit/action",
                  "{\"taskId\":\"" + single + "\",\"customId\":\"" + region + "\"}"));

      assertThat(opened.text())
          .matches(
              "\\{\"code\":21,\"description\":\"Waiting for window confirm\",\"result\":\""
                  + ID
                  + "\",\"properties\":\\{\"finalPrompt\":\".*\",\"remix\":true}}");
      String id = opened.result();
      assertThat(task(id).path("status").asString()).isEqualTo("MODAL");
      String answered =
          result(
              post(
                  "/mj/submit/modal",
                  answer.replace("ID", id).replace("}", ",\"maskBase64\":\"" + PNG + "\"}")));
      assertThat(answered).isEqualTo(id);
      assertThat(ended(id).path("status").asString()).isEqualTo("SUCCESS");
    }

    /** Its host shows the still first, and the tracker waits for the videos. */
    @Test
    void row9_video_isTaken() {
      String id =
          result(
              post(
                  "/mj/submit/video",
                  filled("{\"prompt\":\"it runs\",\"image\":\"PNG\",\"motion\":\"low\"}")));

      assertThat(task(id).path("action").asString()).isEqualTo("VIDEO");
    }

    @Test
    void row12_upload_isAListOfLinks() {
      Answer answer =
          well(post("/mj/submit/upload-discord-images", "{\"base64Array\":[\"" + PNG + "\"]}"));

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text())
          .matches(
              "\\{\"code\":1,\"description\":\"success\",\"result\":\\[\"[^\"]+\"],\"properties\":\\{}}");
    }

    @Test
    void row13_swap_isTaken() {
      String id =
          result(
              post(
                  "/mj/insight-face/swap",
                  filled("{\"sourceBase64\":\"PNG\",\"targetBase64\":\"PNG\"}")));

      assertThat(task(id).path("action").asString()).isEqualTo("SWAP_FACE");
    }

    @ParameterizedTest
    @CsvSource({
      "Content-Type, text/plain",
      "Content-Type, application/x-www-form-urlencoded",
      "Content-Type, multipart/form-data; boundary=x",
      "Content-Type, application/json; charset=utf-16",
      "Content-Type, ;;",
      "Accept, text/html",
      "Accept-Encoding, gzip",
      "Expect, 100-continue"
    })
    void header_thatOtherServersMind_isNotMinded(String header, String value) {
      Answer answer = post("/mj/submit/imagine", FOX, header, value);

      assertThat(answer.text()).contains("{\"code\":1,");
    }

    @Test
    void requestId_isTheClientsOwnAndElseOurs() {
      assertThat(post("/mj/submit/imagine", FOX, "X-Request-Id", "order-7").header("X-Request-Id"))
          .isEqualTo("order-7");
      assertThat(post("/mj/submit/imagine", FOX, "X-Request-Id", "a b").header("X-Request-Id"))
          .matches("[0-9a-z]+-[0-9a-z]+");
    }
  }

  @Nested
  class Modes {

    @ParameterizedTest(name = "{0}/mj")
    @CsvSource(
        nullValues = "-",
        value = {
          "'', RELAX",
          "/mj-relax, RELAX",
          "/mj-fast, FAST",
          "/mj-turbo, TURBO",
          "/relax, RELAX",
          "/fast, FAST",
          "/turbo, TURBO",
          "/mj, RELAX",
          "/mj-fast/mj-turbo, TURBO",
          "/mj-turbo/mj-relax, RELAX",
          "/mj-turbo/fast, FAST",
          "/fast/mj-turbo, TURBO",
          "/turbo/relax, RELAX",
          "/fast/mj, FAST",
          "/anything, RELAX",
          "/mj-warp, RELAX",
          "/anything/mj-fast, FAST",
          "/mj-fast/anything, FAST",
          "/anything/else, RELAX"
        })
    void segments_nameTheMode(String segments, String mode) {
      String id = result(post(segments + "/mj/submit/imagine", FOX));

      for (String prefix : List.of(segments, "", "/mj-turbo")) {
        Answer answer = well(get(prefix + "/mj/task/" + id + "/fetch"));
        assertThat(answer.json().path("mode").asString()).isEqualTo(mode);
      }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            /mj-turbo | {"prompt":"a fox --fast","mode":"RELAX","accountFilter":{"modes":["FAST"]}} | TURBO
            ''        | {"prompt":"a fox --fast","mode":"FAST","accountFilter":{"modes":["TURBO"]}} | TURBO
            ''        | {"prompt":"a fox --fast","mode":"TURBO"}                                    | TURBO
            ''        | {"prompt":"a fox --fast"}                                                   | FAST
            ''        | {"prompt":"a fox","mode":"WARP"}                                            | RELAX
            """)
    void signals_countInTheirOrder(String segment, String body, String mode) {
      String id = result(post(segment + "/mj/submit/imagine", body));

      JsonNode task = task(id);
      assertThat(task.path("mode").asString()).isEqualTo(mode);
      assertThat(task.path("prompt").asString()).isEqualTo("a fox");
    }

    @Test
    void segments_threeAreTooMany() {
      isRefused404(post("/mj-fast/a/b/mj/submit/imagine", FOX));
    }

    @Test
    void mode_thatTheClientMayNotUse_isRefused() {
      isRefused(as(Client.CAROL, "POST", "/mj-fast/mj/submit/imagine", FOX), 403, 4);
      assertThat(as(Client.CAROL, "POST", "/mj/submit/imagine", FOX).status()).isEqualTo(200);
    }
  }

  /** Beside the proxy it is the server that refuses. */
  private static void isRefused404(Answer answer) {
    assertThat(answer.refusal()).isEqualTo("404 application/json 4");
  }
}
