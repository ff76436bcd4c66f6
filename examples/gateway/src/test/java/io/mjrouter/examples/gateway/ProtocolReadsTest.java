package io.mjrouter.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The rows that read: status, headers and bodies, and whose tasks they show. */
class ProtocolReadsTest extends ProtocolRows {

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
