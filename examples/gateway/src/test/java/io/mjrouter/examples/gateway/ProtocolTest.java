package io.mjrouter.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * The table of the protocol, row by row, as curl would ask it: status, headers and bodies of a
 * running gateway before two simulated hosts, of which one never gets a picture done.
 */
class ProtocolTest {

  private static final String FOX = "{\"prompt\":\"a red fox in fresh snow\"}";
  private static final String PNG =
      "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9"
          + "awAAAABJRU5ErkJggg==";
  private static final String ID = "[1-9]\\d{15}";
  private static final String UNKNOWN = "1234567890123456";

  @TempDir private static Path folder;
  private static RunningGateway gateway;

  /** A picture of Alice's that is finished, and one that is under way for an hour. */
  private static String grid;

  private static String slow;

  @BeforeAll
  static void start() throws InterruptedException {
    gateway =
        RunningGateway.start(folder, "--spring.config.additional-location=classpath:protocol.yml");
    grid = result(post("/mj-fast/mj/submit/imagine", FOX));
    ended(grid);
    slow = result(post("/mj/submit/imagine", FOX, "X-MJ-Provider", "slow"));
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  /** Who may ask; {@code protocol.yml} says what. */
  private enum Client {
    ALICE,
    BOB,
    /** Relaxed pictures alone. */
    CAROL,
    /** No money. */
    DAVE,
    /** One submission a minute. */
    ERIN;

    final String key = "secret-canary-of-" + name().toLowerCase(Locale.ROOT) + "-0123456789";
    final String bearer = "Bearer " + key;
  }

  private static Answer get(String path) {
    return gateway.get(path, "Authorization", Client.ALICE.bearer);
  }

  private static Answer post(String path, String body) {
    return gateway.post(path, body, "Authorization", Client.ALICE.bearer);
  }

  private static Answer post(String path, String body, String header, String value) {
    return gateway.post(path, body, "Authorization", Client.ALICE.bearer, header, value);
  }

  private static Answer as(Client client, String method, String path, String body) {
    return gateway.send(method, path, body, "Authorization", client.bearer);
  }

  /** The body of a row, with what only a run knows. */
  private static String filled(String body) {
    return body.replace("GRID", grid).replace("SLOW", slow).replace("PNG", PNG);
  }

  /** What every answer has, and none may have. */
  private static Answer well(Answer answer) {
    assertThat(answer.type()).as(answer.toString()).isEqualTo("application/json;charset=utf-8");
    assertThat(answer.header("X-Request-Id")).as(answer.toString()).isNotEmpty();
    assertThat(answer.header("Content-Length"))
        .as(answer.toString())
        .isEqualTo(Integer.toString(answer.body().length));
    assertThat(answer.text()).doesNotContain("Exception", "\tat ", "<html", "\": ");
    return answer;
  }

  private static String result(Answer answer) {
    return well(answer).result();
  }

  private static void isRefused(Answer answer, int status, int code) {
    assertThat(well(answer).refusal()).isEqualTo(status + " application/json " + code);
    assertThat(answer.json().has("result")).as(answer.toString()).isFalse();
    assertThat(answer.json().path("description").isString()).as(answer.toString()).isTrue();
  }

  private static JsonNode task(String id) {
    return well(get("/mj/task/" + id + "/fetch")).json();
  }

  /** The task as it is shown once it is over. */
  private static JsonNode ended(String id) throws InterruptedException {
    gateway.await(id);
    JsonNode task = task(id);
    // What the router knows is shown a moment later.
    while (!task.path("progress").asString().equals("100%")) {
      task = task(id);
    }
    return task;
  }

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
  class Reads {

    @Test
    void row15_finished_hasEveryMemberInItsType() {
      Answer answer = well(get("/mj/task/" + grid + "/fetch"));
      JsonNode task = answer.json();

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text())
          .startsWith("{\"id\":\"" + grid + "\",\"action\":\"IMAGINE\",\"status\":\"SUCCESS\",");
      for (String text :
          List.of("id", "action", "status", "progress", "prompt", "promptEn", "description")) {
        assertThat(task.path(text).isString()).as(text).isTrue();
      }
      for (String text : List.of("state", "imageUrl", "failReason", "videoUrl", "mode")) {
        assertThat(task.path(text).isString()).as(text).isTrue();
      }
      for (String time : List.of("submitTime", "startTime", "finishTime")) {
        assertThat(task.path(time).asLong()).as(time).isGreaterThan(1_500_000_000_000L);
      }
      assertThat(task.path("progress").asString()).isEqualTo("100%");
      assertThat(task.path("failReason").asString()).isEmpty();
      assertThat(task.path("properties").isObject()).isTrue();
      assertThat(task.path("buttons").size()).isGreaterThan(8);
    }

    @Test
    void row15_underWay_hasNoEndYet() {
      JsonNode task = task(slow);

      assertThat(task.path("status").asString()).isIn("NOT_START", "SUBMITTED", "IN_PROGRESS");
      assertThat(task.path("submitTime").asLong()).isPositive();
      assertThat(task.path("finishTime").asLong()).isZero();
      assertThat(task.path("failReason").asString()).isEmpty();
      assertThat(task.path("progress").asString()).matches("\\d{1,2}%");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {UNKNOWN, "0", "-1", "abc", "1e15", "task-mj-abc123", "0741798445574458"})
    void row15_unknown_isToldAsRelaysExpectIt(String id) {
      Answer answer = well(get("/mj/task/" + id + "/fetch"));

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text())
          .isEqualTo("{\"description\":\"task_no_found \",\"type\":\"upstream_error\",\"code\":4}");
    }

    @ParameterizedTest(name = "row 16: {0}")
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            {"ids":["GRID","SLOW"]}           | GRID SLOW
            {"ids":["SLOW","GRID"]}           | SLOW GRID
            {"ids":[GRID]}                    | GRID
            {"ids":["GRID",GRID,"GRID"]}      | GRID
            {"ids":["1234567890123456","GRID"]} | GRID
            {"ids":["",null,{},"x",[],7.5]}   | ''
            {"ids":[]}                        | ''
            {"ids":null}                      | ''
            {}                                | ''
            {"ids":"GRID"}                    | ''
            {"ids":7}                         | ''
            """)
    void row16_list_hasWhatWasAskedFor(String body, String expected) {
      for (String path : List.of("/mj/task/list-by-condition", "/mj-fast/mj/task/list-by-ids")) {
        Answer answer = well(post(path, filled(body)));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().isArray()).isTrue();
        assertThat(answer.json().valueStream().map(task -> task.path("id").asString()))
            .containsExactly(expected.isEmpty() ? new String[0] : filled(expected).split(" "));
      }
    }

    @Test
    void row17_list_isTheNewestFirst() {
      String newest = result(post("/mj/submit/imagine", FOX));

      JsonNode tasks = well(get("/mj/task/list")).json();

      assertThat(tasks.get(0).path("id").asString()).isEqualTo(newest);
      assertThat(tasks.valueStream().map(task -> task.path("id").asString())).contains(slow);
    }

    @Test
    void row18_queue_isWhatNoHostWorksOn() {
      Answer answer = well(get("/mj/task/queue"));

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.json().isArray()).isTrue();
      assertThat(answer.json().valueStream().map(task -> task.path("id").asString()))
          .doesNotContain(grid);
    }

    @Test
    void row19_cancel_endsWhatIsNotFinished() throws InterruptedException {
      String id = result(post("/mj/submit/imagine", FOX, "X-MJ-Provider", "slow"));

      Answer answer = well(post("/mj/task/" + id + "/cancel", ""));

      assertThat(answer.text())
          .isEqualTo(
              "{\"code\":1,\"description\":\"Cancel success\",\"result\":\""
                  + id
                  + "\",\"properties\":{}}");
      assertThat(ended(id).path("status").asString()).isIn("CANCEL", "FAILURE");
      isRefused(post("/mj/task/" + grid + "/cancel", ""), 400, 4);
    }

    @Test
    void row21_seed_isAText() {
      Answer answer = well(get("/mj/task/" + grid + "/image-seed"));

      assertThat(answer.text())
          .matches(
              "\\{\"code\":1,\"description\":\"[^\"]*\",\"result\":\"\\d+\"(,\"properties\":\\{})?}");
    }

    @Test
    void row22_image_isServedToWhoeverHasItsLink() {
      String link = task(grid).path("imageUrl").asString();
      assertThat(link).isEqualTo(task(grid).path("imageUrl").asString());

      Answer picture = gateway.get(link);

      assertThat(picture.status()).isEqualTo(200);
      assertThat(picture.type()).isEqualTo("image/png");
      assertThat(picture.body()).startsWith(0x89, 'P', 'N', 'G');
      assertThat(picture.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(picture.header("Access-Control-Allow-Origin")).isEqualTo("*");
      Answer head = gateway.send("HEAD", link, "");
      assertThat(head.status() + " " + head.body().length).isEqualTo("200 0");
      assertThat(get("/mj/image/" + grid).body()).isEqualTo(picture.body());
      isRefused(gateway.get("/mj/image/" + grid + "?sig=0"), 401, 4);
      isRefused(gateway.get("/mj/image/" + grid), 401, 4);
      isRefused(get("/mj/image/" + UNKNOWN), 404, 4);
      isRefused(get("/mj/image/" + grid + "?n=9"), 404, 4);
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

  @Nested
  class Keys {

    @ParameterizedTest
    @CsvSource({
      "Authorization, Bearer KEY",
      "Authorization, bearer KEY",
      "Authorization, KEY",
      "authorization, Bearer KEY",
      "mj-api-secret, KEY",
      "MJ-API-SECRET, KEY"
    })
    void key_inEachHeader_isTaken(String header, String value) {
      String key = value.replace("KEY", Client.ALICE.key);

      assertThat(gateway.get("/mj/task/" + grid + "/fetch", header, key).status()).isEqualTo(200);
      assertThat(gateway.post("/mj/submit/imagine", FOX, header, key).result()).matches(ID);
    }

    @Test
    void key_besideAnotherThatIsNone_isTaken() {
      Answer answer =
          gateway.get(
              "/mj/task/" + grid + "/fetch",
              "Authorization",
              "Bearer midjourney-proxy",
              "mj-api-secret",
              Client.ALICE.key);

      assertThat(answer.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
      "Authorization, Bearer wrong",
      "Authorization, Basic KEY",
      "Authorization, Bearer",
      "Authorization, ''",
      "mj-api-secret, wrong",
      "mj-api-secret, Bearer KEY",
      "X-Api-Key, KEY",
      "Cookie, mj-api-secret=KEY"
    })
    void key_wrongOrElsewhere_isRefused(String header, String value) {
      String key = value.replace("KEY", Client.ALICE.key);
      for (String path :
          List.of("/mj/submit/imagine", "/mj/task/list-by-condition", "/mj/task/1/cancel")) {
        Answer answer = gateway.post(path, FOX, header, key);
        isRefused(answer, 401, 4);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
      }
      isRefused(gateway.get("/mj/task/" + grid + "/fetch", header, key), 401, 4);
      isRefused(gateway.get("/mjr/providers", header, key), 401, 4);
    }

    @Test
    void operatorsPaths_areForAdminsAlone() {
      isRefused(get("/mjr/providers"), 403, 4);
      isRefused(get("/mjr/tasks/" + grid), 403, 4);
      isRefused(post("/mjr/providers/quick/drain", ""), 403, 4);
    }
  }

  @Nested
  class Malformed {

    @ParameterizedTest
    @ValueSource(
        strings = {
          "submit/imagine",
          "submit/change",
          "submit/simple-change",
          "submit/describe",
          "submit/blend",
          "submit/shorten",
          "submit/action",
          "submit/modal",
          "submit/video",
          "submit/edits",
          "submit/edit",
          "submit/retexture",
          "submit/upload-discord-images",
          "insight-face/swap"
        })
    void body_ofEveryBadKind_isRefused(String endpoint) {
      for (String body :
          List.of(
              "",
              "   ",
              "{}",
              "null",
              "[]",
              "[{\"prompt\":\"x\"}]",
              "7",
              "true",
              "\"text\"",
              "{\"prompt\":",
              "{\"prompt\":\"a fox",
              "{\"prompt\":\"a fox\"",
              "{\"prompt\":\"a fox\"} more",
              "{\"prompt\":\"a fox\",}",
              "{'prompt':'a fox'}",
              "{prompt:\"a fox\"}",
              "{\"prompt\":NaN}",
              "{\"prompt\":7}",
              "{\"prompt\":true}",
              "{\"prompt\":null}",
              "{\"prompt\":[\"a fox\"]}",
              "{\"prompt\":{\"text\":\"a fox\"}}",
              "{\"prompt\":\"\"}",
              "{\"prompt\":\" \\n\\t \"}",
              "{\"taskId\":[],\"customId\":{}}",
              "{\"taskId\":1e400,\"customId\":\"x\",\"action\":\"UPSCALE\",\"index\":1}",
              "{\"taskId\":" + "9".repeat(5_000) + ",\"customId\":\"x\"}",
              "{\"content\":7}",
              "{\"base64\":7,\"base64Array\":7}",
              "{\"base64Array\":[null,[],{}]}",
              "{\"base64\":\"data:image/png;base64,!!!!\"}",
              "{\"base64\":\"data:text/html;base64,PGI+\"}",
              "{\"sourceBase64\":{},\"targetBase64\":[]}",
              "{\"image\":[],\"prompt\":[]}",
              "[".repeat(5_000),
              "{\"a\":".repeat(5_000),
              "prompt=a+fox",
              "--x\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\na fox\r\n--x--",
              "<xml/>",
              "\u0000")) {
        isRefused(post("/mj/" + endpoint, body), 400, 4);
      }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"{\"prompt\":\"\u00ff\u00fe\"}", "\u00ff\u00fe{\u0000}\u0000", "\u0080"})
    void body_thatIsNoUtf8_isRefused(String bytes) {
      Answer answer =
          gateway.raw(
              "POST /mj/submit/imagine HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                  + "mj-api-secret: "
                  + Client.ALICE.key
                  + "\r\nContent-Length: "
                  + bytes.length()
                  + "\r\n\r\n"
                  + bytes);

      isRefused(answer, 400, 4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "7", "{\"ids\":[", "x", "{\"ids\":[1e999999999]} x"})
    void ids_thatAreNoJsonObject_areRefused(String body) {
      isRefused(post("/mj/task/list-by-condition", body), 400, 4);
    }

    @Test
    void ids_tooMany_areRefused() {
      String ids = "1,".repeat(3).concat("2");
      assertThat(post("/mj/task/list-by-condition", "{\"ids\":[" + ids + "]}").status())
          .isEqualTo(200);
      isRefused(
          post("/mj/task/list-by-condition", "{\"ids\":[" + "1,".repeat(40_000) + "2]}"), 413, 4);
    }

    @Test
    void body_tooLarge_isRefusedUnread() {
      String key = "mj-api-secret: " + Client.ALICE.key + "\r\n";
      String head = "POST /mj/submit/imagine HTTP/1.1\r\nHost: localhost\r\n" + key;

      Answer declared = gateway.raw(head + "Content-Length: 999999999999\r\n\r\n");
      Answer chunked =
          gateway.raw(
              head + "Transfer-Encoding: chunked\r\n\r\n20000\r\n" + "x".repeat(0x20000) + "\r\n");

      isRefused(declared, 413, 4);
      assertThat(declared.header("Connection")).isEqualTo("close");
      isRefused(chunked, 413, 4);
    }

    @ParameterizedTest
    @CsvSource({
      "POST, /mj/insight-face/video-swap",
      "POST, /mj/task/query",
      "POST, /mj/notify",
      "GET, /mj/account/list",
      "GET, /mj/account/1/fetch",
      "POST, /mj/submit/pixelChange",
      "POST, /mj/submit/unheard-of",
      "POST, /mj/submit",
      "GET, /mj",
      "GET, /mj/",
      "GET, /mj/gallery",
      "GET, /mj/task",
      "GET, /mj/task/1",
      "GET, /mj/task/1/fetch/more",
      "GET, /mj/image",
      "GET, /mjr",
      "GET, /mjr/nothing",
      "BREW, /mj/nothing"
    })
    void path_unknown_is404(String method, String path) {
      isRefused(as(Client.ALICE, method, path, ""), 404, 4);
    }

    @ParameterizedTest
    @CsvSource({
      "/mj/submit/imagine, POST",
      "/mj/submit/change, POST",
      "/mj/submit/simple-change, POST",
      "/mj/submit/modal, POST",
      "/mj/insight-face/swap, POST",
      "/mj/task/list-by-condition, POST",
      "/mj/task/1/cancel, POST",
      "/mj/task/1/fetch, GET",
      "/mj/task/1/image-seed, GET",
      "/mj/task/list, GET",
      "/mj/task/queue, GET",
      "/mj/image/1, GET"
    })
    void method_wrong_is405AndNamesTheRight(String path, String right) {
      for (String method :
          List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "BREW", "post")) {
        if (!method.equals(right)) {
          Answer answer = as(Client.ALICE, method, path, "");
          isRefused(answer, 405, 4);
          assertThat(answer.header("Allow")).as(method).isEqualTo(right);
        }
      }
      assertThat(as(Client.ALICE, "TRACE", path, "").refusal()).isEqualTo("405 application/json 4");
    }
  }

  @Nested
  class Refused {

    @Test
    void prompt_banned_namesTheWord() {
      Answer answer = well(post("/mj/submit/imagine", "{\"prompt\":\"gore and more\"}"));

      assertThat(answer.refusal()).isEqualTo("200 application/json 24");
      assertThat(answer.json().path("properties").path("bannedWord").asString()).isEqualTo("gore");
      assertThat(answer.json().has("result")).isFalse();
    }

    @Test
    void money_usedUp_is402() {
      Answer answer = as(Client.DAVE, "POST", "/mj/submit/imagine", FOX);

      isRefused(answer, 402, 4);
      assertThat(answer.json().path("description").asString()).isEqualTo("quota_not_enough");
    }

    @Test
    void submissions_tooMany_is429() {
      as(Client.ERIN, "POST", "/mj/submit/imagine", FOX);

      Answer answer = as(Client.ERIN, "POST", "/mj/submit/imagine", FOX);

      isRefused(answer, 429, 30);
      assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 61);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            submit/change        | {"taskId":"PARENT","action":"UPSCALE","index":1}
            submit/simple-change | {"content":"PARENT U1"}
            submit/action        | {"taskId":"PARENT","customId":"MJ::JOB::upsample::1::x"}
            submit/modal         | {"taskId":"PARENT","prompt":"x"}
            submit/video         | {"taskId":"PARENT","action":"extend","index":0,"prompt":"x"}
            """)
    void parent_unknown_isNotFound(String endpoint, String body) {
      for (String id : List.of(UNKNOWN, "abc", "0", "14001934816969359")) {
        Answer answer = post("/mj/" + endpoint, body.replace("PARENT", id));
        isRefused(answer, 400, 4);
        assertThat(answer.json().path("description").asString()).isEqualTo("task_not_found");
      }
    }

    @Test
    void parent_notFinished_isRefused() {
      Answer answer = post("/mj/submit/simple-change", filled("{\"content\":\"SLOW U1\"}"));

      isRefused(answer, 400, 4);
      assertThat(answer.json().path("description").asString()).isEqualTo("task_status_not_success");
    }

    @Test
    void idempotencyKey_sameBodyIsTheSameTask_anotherBodyIs422() {
      String first = result(post("/mj/submit/imagine", FOX, "Idempotency-Key", "order-1"));

      assertThat(result(post("/mj/submit/imagine", FOX, "Idempotency-Key", "order-1")))
          .isEqualTo(first);
      isRefused(
          post("/mj/submit/imagine", "{\"prompt\":\"a cat\"}", "Idempotency-Key", "order-1"),
          422,
          4);
    }
  }

  /** What is Alice's is to Bob as if it were not there: the same bytes as for an unknown id. */
  @Nested
  class Owners {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        textBlock =
            """
            GET  | /mj/task/PARENT/fetch           | ''
            GET  | /mj/task/PARENT/image-seed      | ''
            POST | /mj/task/PARENT/cancel          | ''
            GET  | /mj/image/PARENT                | ''
            POST | /mj/task/list-by-condition      | {"ids":["PARENT"]}
            POST | /mj/task/list-by-ids            | {"ids":[PARENT]}
            POST | /mj/submit/change               | {"taskId":"PARENT","action":"UPSCALE","index":1}
            POST | /mj/submit/simple-change        | {"content":"PARENT U1"}
            POST | /mj/submit/action               | {"taskId":"PARENT","customId":"MJ::JOB::upsample::1::x"}
            POST | /mj/submit/modal                | {"taskId":"PARENT","prompt":"x"}
            POST | /mj/submit/video                | {"taskId":"PARENT","action":"extend","index":0,"prompt":"x"}
            """)
    void f94_anothersTask_isAnsweredAsAnUnknownOne(String method, String path, String body) {
      for (String anothers : List.of(grid, slow)) {
        Answer theirs =
            as(
                Client.BOB,
                method,
                path.replace("PARENT", anothers),
                body.replace("PARENT", anothers));
        Answer nobodys =
            as(
                Client.BOB,
                method,
                path.replace("PARENT", UNKNOWN),
                body.replace("PARENT", UNKNOWN));

        assertThat(well(theirs).text()).isEqualTo(well(nobodys).text());
        assertThat(theirs.status()).isEqualTo(nobodys.status());
        assertThat(theirs.headers().keySet()).isEqualTo(nobodys.headers().keySet());
      }
    }

    @Test
    void f94_lists_haveOnesOwnAlone() {
      String bobs = result(as(Client.BOB, "POST", "/mj/submit/imagine", FOX));

      for (String path : List.of("/mj/task/list", "/mj/task/queue")) {
        JsonNode tasks = well(as(Client.BOB, "GET", path, "")).json();
        assertThat(tasks.valueStream().map(task -> task.path("id").asString()))
            .doesNotContain(grid, slow);
      }
      assertThat(
              as(Client.BOB, "GET", "/mj/task/list", "")
                  .json()
                  .valueStream()
                  .map(task -> task.path("id").asString()))
          .contains(bobs);
    }

    @Test
    void f94_guessedIds_findNothing() {
      long near = Long.parseLong(grid);
      StringBuilder ids = new StringBuilder("{\"ids\":[0");
      for (long id = near - 500; id <= near + 500; id++) {
        ids.append(',').append(id);
      }

      assertThat(as(Client.BOB, "POST", "/mj/task/list-by-condition", ids + "]}").text())
          .isEqualTo("[]");
    }
  }
}
