package io.mjrouter.wire.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mjrouter.model.Button;
import io.mjrouter.model.ImageData;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Press;
import io.mjrouter.model.Submission;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.Upload;
import io.mjrouter.spi.BalanceProbe;
import io.mjrouter.spi.Code21;
import io.mjrouter.spi.ImageRule;
import io.mjrouter.spi.Profile;
import io.mjrouter.testing.Payloads;
import io.mjrouter.wire.HttpAnswer;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every recorded body, and all that is made of it. */
class PayloadsTest {

  private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");
  private static final URI BASE = URI.create("https://host.example");
  private static final Profile PROFILE = Profile.builder("some-host").build();
  private static final Profile DATAEYES =
      Profile.builder("dataeyes")
          .imageRule(ImageRule.VIA_IMAGE_ENDPOINT)
          .code21(Code21.EXISTED)
          .build();

  private static final Submission IMAGINE = Imagine.of("a red fox");
  private static final Submission PRESS =
      Press.of(TaskId.of("1320098173412546"), "MJ::JOB::reroll::0::h::SOLO");
  private static final Submission UPLOAD =
      Upload.of(ImageData.of(Base64.getDecoder().decode("iVBORw0KGgo=")));

  private interface Reader {
    String read(AnswerReader reader, HttpAnswer answer) throws BadRequestException;
  }

  record Row(String file, Profile profile, int status, Reader reader, String expected) {
    @Override
    public String toString() {
      return file + " -> " + expected;
    }
  }

  static Stream<Row> rows() {
    return Stream.of(
        submit("aimanyi_submit_ok.json", "Accepted STARTED 1730621718151844"),
        submit("comet_imagine_submit_ok.json", "Accepted STARTED 1773314942177684"),
        submit("comet_submit_min.json", "Accepted STARTED 1768464763141701"),
        submit("dataeyes_submit_ok.json", "Accepted STARTED 1781524258075013"),
        submit("plus_imagine_submit_real.json", "Accepted STARTED 1748339029401828"),
        submit("novicezk_code1.json", "Accepted STARTED 8498455807619990"),
        submit("yutoai_submit_result_integer.json", "Accepted STARTED 1320098173412546"),
        submit("dataeyes_action_queued_code1.json", "Accepted QUEUED 1781524431429700 queue=5"),
        submit("novicezk_code22_queued.json", "Accepted QUEUED 0741798445574458 queue=1"),
        submit("novicezk_code21_existed.json", "Accepted EXISTED 0741798445574458"),
        row(
            "novicezk_code21_existed.json",
            DATAEYES,
            200,
            submitted(PRESS),
            "Accepted EXISTED 0741798445574458"),
        row(
            "plus_code21_modal.json",
            PROFILE,
            200,
            submitted(PRESS),
            "Accepted NEEDS_MODAL 14001929738841620"),
        row(
            "plus_code21_modal.json",
            PROFILE.toBuilder().code21(Code21.EXISTED).build(),
            200,
            submitted(PRESS),
            "Accepted NEEDS_MODAL 14001929738841620"),
        row(
            "plus_upload_one_real.json",
            PROFILE,
            200,
            submitted(UPLOAD),
            "Accepted STARTED links=1"),
        row(
            "plus_upload_two_real.json",
            PROFILE,
            200,
            submitted(UPLOAD),
            "Accepted STARTED links=2"),
        submit("novicezk_code23_full.json", "Rejected QUEUE_FULL may move"),
        submit("novicezk_code24_banned.json", "Rejected BANNED_PROMPT word=nude"),
        submit(400, "newapi_err_prompt_is_required.json", "Rejected BAD_PARAMETER"),
        submit(400, "newapi_err_quota_not_enough.json", "Rejected NO_MONEY may move"),
        row(
            "newapi_err_task_status_not_success.json",
            PROFILE,
            400,
            submitted(PRESS),
            "Rejected PARENT_NOT_READY"),
        row(
            "newapi_err_task_no_found.json",
            PROFILE,
            400,
            submitted(PRESS),
            "Rejected PARENT_NOT_FOUND"),
        row("newapi_err_task_no_found.json", PROFILE, 400, task("1"), "Absent"),
        submit(401, "invalid_token_http401.json", "Rejected AUTH may move"),
        row("invalid_token_http401.json", PROFILE, 401, task("1"), "Failed AUTH"),
        submit(503, "model_not_found_http503.json", "Rejected NO_CHANNEL may move"),
        row("model_not_found_http503.json", PROFILE, 503, seed(), "Unsupported SEED"),
        submit(403, "cloudflare_1010.json", "Rejected EDGE_BLOCKED may move"),
        row("cloudflare_1010.json", PROFILE, 403, task("1"), "Failed EDGE_BLOCKED"),
        submit("html_with_http200.json", "Unknown NOT_JSON"),
        row("html_with_http200.json", PROFILE, 200, task("1"), "Failed GARBLED"),
        submit(500, "comet_error_envelope.json", "Unknown SERVER_ERROR"),
        submit(401, "comet_error_envelope.json", "Rejected AUTH may move"),
        submit(429, "comet_error_envelope.json", "Rejected THROTTLED may move"),
        submit("dooy_client_fetch_fail_issue249.json", "Unknown UNLISTED_CODE"),
        row("newapi_image_not_found.json", PROFILE, 400, failed(), "HOST_TROUBLE"),
        row("plus_image_seed.json", PROFILE, 200, seed(), "636646138"),
        row("tuzi_seed_unavailable_http503.json", PROFILE, 503, seed(), "Failed HOST_TROUBLE"),
        row("comet_fetch_modal_min.json", PROFILE, 200, task("1768464800000000"), "MODAL -"),
        row(
            "comet_fetch_quickstart.json",
            PROFILE,
            200,
            task("1768464763141701"),
            "SUCCESS - images=1 buttons=2"),
        row(
            "comet_fetch_single_task.json",
            PROFILE,
            200,
            task("1773314942177684"),
            "SUCCESS 1773314942177684 100% images=1 buttons=1"),
        row(
            "deer_fetch_quickstart.json",
            PROFILE,
            200,
            task("1768464763141701"),
            "SUCCESS - images=1 buttons=4"),
        row(
            "dataeyes_fetch_success.json",
            DATAEYES,
            200,
            task("1781524258075013"),
            "SUCCESS 1781524258075013 100% IMAGINE images=1 buttons=2 fast"),
        row(
            "yutoai_imagine_success.json",
            PROFILE,
            200,
            task("1320098173412546"),
            "SUCCESS 1320098173412546 100% IMAGINE images=1 buttons=9 relax"),
        row("yutoai_fetch_empty_template.json", PROFILE, 200, task("1"), "BLANK -"),
        row(
            "plus_imagine_success_real.json",
            PROFILE,
            200,
            task("1748339029401828"),
            "SUCCESS 1748339029401828 100% IMAGINE images=1 buttons=9 relax"),
        row(
            "plus_describe_success_real.json",
            PROFILE,
            200,
            task("1748599984985576"),
            "SUCCESS 1748599984985576 100% DESCRIBE images=1 buttons=6 texts=4"),
        row(
            "plus_shorten_success.json",
            PROFILE,
            200,
            task("1689252749098647"),
            "SUCCESS 1689252749098647 SHORTEN texts=5"),
        row(
            "novicezk_describe_success.json",
            PROFILE,
            200,
            task("14001929738841620"),
            "SUCCESS 14001929738841620 DESCRIBE images=1 texts=4"),
        row(
            "newapi_fetch_success_qingyun.json",
            PROFILE,
            200,
            task("1730621826053455"),
            "SUCCESS 1730621826053455 100% IMAGINE images=1 buttons=9"),
        row(
            "newapi_list_success_qingyun.json",
            PROFILE,
            200,
            tasks("1730621826053455", "1"),
            "[SUCCESS 1730621826053455 100% IMAGINE images=1 buttons=9]"),
        row("newapi_list_success_qingyun.json", PROFILE, 200, tasks("1"), "[]"),
        row(
            "newapi_poll_reply_failure.json",
            PROFILE,
            200,
            tasks("mj-fail"),
            "[FAILURE mj-fail 100% UNSTATED]"),
        row(
            "newapi_task_timeout.json",
            PROFILE,
            200,
            task("mj-timeout"),
            "FAILURE mj-timeout 100% HOST"),
        row("failure_invalid_parameter.json", PROFILE, 200, task("t1"), "FAILURE t1 PARAMETERS"),
        row("failure_invalid_parameter.json", PROFILE, 200, task("t2"), "Failed MISMATCHED"),
        row(
            "newapi_self_tasks.json",
            PROFILE,
            200,
            (reader, answer) ->
                Described.reading(reader.consoleTasks(answer, NOW), Described::tasks),
            "[SUCCESS task123456 100% IMAGINE images=1 videos=2]"),
        row(
            "novicezk_webhook_success.json",
            PROFILE,
            200,
            notified(),
            "SUCCESS 14001929738841620 100% IMAGINE images=1"),
        row(
            "plus_webhook_success.json",
            PROFILE,
            200,
            notified(),
            "SUCCESS 14001929738841620 100% IMAGINE images=1"),
        row("comet_balance_2025.json", PROFILE, 200, balance(comet()), "$2105.234088"),
        row("comet_balance_2026.json", PROFILE, 200, balance(comet()), "$10000.00"),
        row(
            "newapi_billing_subscription.json",
            PROFILE,
            200,
            (reader, answer) ->
                Described.reading(
                    reader.balance(
                        BalanceProbe.of(BalanceProbe.Endpoint.BILLING),
                        List.of(answer, answer("newapi_billing_usage.json", 200)),
                        NOW),
                    Described::balance),
            "$87.655"),
        row(
            "newapi_billing_usage.json",
            PROFILE,
            200,
            balance(BalanceProbe.of(BalanceProbe.Endpoint.BILLING)),
            "Failed GARBLED"),
        row(
            "newapi_token_usage.json",
            PROFILE,
            200,
            balance(BalanceProbe.of(BalanceProbe.Endpoint.TOKEN_USAGE)),
            "$1.97531"),
        row(
            "newapi_user_self.json",
            PROFILE,
            200,
            balance(BalanceProbe.of(BalanceProbe.Endpoint.USER_SELF)),
            "$1.00"),
        row("newapi_default_mj_prices.json", PROFILE, 200, balance(comet()), "Failed GARBLED"),
        row(
            "trueai_upscale_buttons_template.json",
            PROFILE,
            200,
            (reader, answer) -> {
              String task = "{\"id\":\"1\",\"buttons\":" + text(answer) + "}";
              return Described.reading(
                  reader.task("1", HttpAnswer.of(200, "", task), NOW),
                  found ->
                      found.buttons().stream()
                          .map(Button::meaning)
                          .map(Object::toString)
                          .collect(Collectors.joining(", ")));
            },
            "UPSCALE_SUBTLE, UPSCALE_CREATIVE, VARY_SUBTLE, VARY_STRONG, VARY_REGION, ZOOM_OUT 2x,"
                + " ZOOM_OUT 1.5x, CUSTOM_ZOOM, PAN left, PAN right, PAN up, PAN down"),
        row(
            "dooy_imagine_request.json",
            PROFILE,
            200,
            request("submit/imagine"),
            "IMAGINE parent=- state= extra={}"),
        row(
            "yutoai_action_request_17digit_id.json",
            PROFILE,
            200,
            request("submit/action"),
            "PRESS parent=14001934816969359 state= extra={}"),
        row(
            "yutoai_video_request.json",
            PROFILE,
            200,
            request("submit/video"),
            "VIDEO parent=- state=9 extra={}"),
        row(
            "baiwei_direction_change_request.json",
            PROFILE,
            200,
            request("submit/directionChange"),
            "4 unknown_relay_action"));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void everyBody_isUnderstoodAsWritten(Row row) throws BadRequestException {
    AnswerReader reader = new AnswerReader(row.profile, BASE);
    assertEquals(row.expected, row.reader.read(reader, answer(row.file, row.status)));
  }

  @Test
  void table_namesEveryFile() {
    Set<String> tabled = rows().map(Row::file).collect(Collectors.toCollection(TreeSet::new));
    tabled.add("newapi_billing_usage.json");
    assertEquals(Payloads.names(), tabled);
  }

  @Test
  void index_namesEveryFile() throws Exception {
    URI folder = PayloadsTest.class.getResource("/payloads").toURI();
    try (Stream<java.nio.file.Path> files =
        java.nio.file.Files.list(java.nio.file.Path.of(folder))) {
      Set<String> present =
          files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
      Set<String> listed = new HashSet<>(Payloads.names());
      listed.add("INDEX.md");
      assertEquals(listed, present);
    }
  }

  private static Row submit(String file, String expected) {
    return submit(200, file, expected);
  }

  private static Row submit(int status, String file, String expected) {
    return row(file, PROFILE, status, submitted(IMAGINE), expected);
  }

  private static Row row(String file, Profile profile, int status, Reader reader, String expected) {
    return new Row(file, profile, status, reader, expected);
  }

  private static Reader submitted(Submission submission) {
    return (reader, answer) -> Described.outcome(reader.submitted(submission, answer, NOW));
  }

  private static Reader task(String id) {
    return (reader, answer) -> Described.reading(reader.task(id, answer, NOW), Described::task);
  }

  private static Reader tasks(String... ids) {
    return (reader, answer) ->
        Described.reading(reader.tasks(List.of(ids), answer, NOW), Described::tasks);
  }

  private static Reader seed() {
    return (reader, answer) -> Described.reading(reader.seed(answer, NOW), seed -> seed);
  }

  private static Reader failed() {
    return (reader, answer) -> reader.failure(answer, NOW).reason().name();
  }

  private static Reader notified() {
    return (reader, answer) -> Described.task(reader.notified(answer.body()).orElseThrow());
  }

  private static Reader balance(BalanceProbe probe) {
    return (reader, answer) ->
        Described.reading(reader.balance(probe, List.of(answer), NOW), Described::balance);
  }

  private static BalanceProbe comet() {
    return new BalanceProbe(
        BalanceProbe.Endpoint.COMET_QUOTA, java.util.Optional.empty(), BigDecimal.ONE, Set.of());
  }

  private static Reader request(String path) {
    return (reader, answer) -> {
      try {
        IncomingSubmission read = RequestReader.submission(path, answer.body());
        return read.submission().kind()
            + " parent="
            + read.parentId().orElse("-")
            + " state="
            + read.state()
            + " extra="
            + read.extra();
      } catch (BadRequestException e) {
        return e.code() + " " + e.description();
      }
    };
  }

  private static String text(HttpAnswer answer) {
    return new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8);
  }

  private static HttpAnswer answer(String file, int status) {
    return new HttpAnswer(status, Map.of(), Payloads.bytes(file));
  }
}
