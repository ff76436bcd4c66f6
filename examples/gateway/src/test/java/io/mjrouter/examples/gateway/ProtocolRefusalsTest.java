package io.mjrouter.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused, and how: for its key, its form, or what it asks for. */
class ProtocolRefusalsTest extends ProtocolRows {

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
}
