package io.mjrouter.wire.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Answer;
import io.mjrouter.model.ImageData;
import io.mjrouter.model.ImageSource;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Press;
import io.mjrouter.model.Submission;
import io.mjrouter.model.SwapFace;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.Upload;
import io.mjrouter.spi.AuthScheme;
import io.mjrouter.spi.Code21;
import io.mjrouter.spi.CodeMeaning;
import io.mjrouter.spi.Profile;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.wire.HttpAnswer;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What hosts and edges do to the answer of a submission; the numbers are those of the faults. */
class SubmitFaultsTest {

  private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");
  private static final Profile PROFILE = Profile.builder("some-host").build();
  private static final TaskId PARENT = TaskId.of("1320098173412546");
  private static final Submission IMAGINE = Imagine.of("a red fox");
  private static final Submission PRESS = Press.of(PARENT, "MJ::JOB::pan_left::1::h::SOLO");
  private static final Submission INPAINT = Press.of(PARENT, "MJ::Inpaint::1::h::SOLO");
  private static final ImageData PNG = ImageData.of(Base64.getDecoder().decode("iVBORw0KGgo="));

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void f17_deniedWithoutBody_isAuth(int status) {
    assertEquals("Rejected AUTH may move", submitted(status, "", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | {\"error\":{\"message\":\"无效的令牌\"}}                        | AUTH may move",
        "401 | {\"error\":{\"message\":\"该令牌额度已用尽\"}}                  | NO_MONEY may move",
        "401 | {\"code\":401,\"message\":\"nope\"}                             | AUTH may move",
        "403 | {\"error\":{\"message\":\"该令牌无权访问模型 mj_imagine\"}}     | FORBIDDEN may move",
        "403 | {\"error\":{\"code\":\"insufficient_user_quota\",\"message\":\"x\"}} | NO_MONEY may move",
        "403 | {\"message\":\"no\"}                                            | FORBIDDEN may move",
        "401 | 账号已禁用                                                      | FORBIDDEN may move",
        "403 | 未登录                                                          | AUTH may move",
        "401 | Authorization header missing.                                   | AUTH may move",
        "402 | {}                                                              | NO_MONEY may move",
        "401 | 余额不足                                                        | NO_MONEY may move",
        "403 | {\"message\":\"未登录\"}                                        | AUTH may move",
        "403 | {\"message\":\"队列已满\"}                                      | FORBIDDEN may move",
        "401 | {\"code\":4,\"description\":\"invalid key\"}                  | AUTH may move",
        "401 | {\"code\":-1,\"description\":\"who are you\"}                 | AUTH may move",
        "403 | {\"code\":4,\"description\":\"mode [RELAX] is not allowed\"}  | FORBIDDEN may move",
        "403 | {\"code\":4,\"description\":\"quota_not_enough\"}             | NO_MONEY may move",
      })
  void f17_denied_saysWhetherItIsTheKey(int status, String body, String expected) {
    assertEquals("Rejected " + expected, submitted(status, "", body));
  }

  @Test
  void f17_denied_namesTheHeaderNeverTheKey() {
    Profile profile = PROFILE.toBuilder().auth(AuthScheme.MJ_API_SECRET).build();
    String message =
        new AnswerReader(profile, URI.create("https://host.example"))
            .submitted(IMAGINE, HttpAnswer.of(401, "", "bad key sk-abcdef1234567890"), NOW)
            .message();
    assertTrue(message.contains("mj-api-secret"), message);
    assertFalse(message.contains("sk-abcdef"), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "403 | error code: 1010 | EDGE_BLOCKED may move",
        "403 | error code: 1020 | EDGE_BLOCKED may move",
        "400 | error code: 1020 | EDGE_BLOCKED may move",
        "429 | error code: 1015 | THROTTLED may move",
        "530 | error code: 1033 | EDGE_BLOCKED may move",
        "403 | <html><title>Attention Required! Cloudflare</title></html> | EDGE_BLOCKED may move",
        "403 | <html>Cloudflare <span>Error code</span> <span>1020</span></html> | EDGE_BLOCKED may move",
        "403 | <html><h1>403 Forbidden</h1>nginx</html> | EDGE_BLOCKED may move",
        "429 | <html>Cloudflare <span>Error code</span> <span>1015</span></html> | THROTTLED may move",
      })
  void f18_edgePage_isNotTheKey(int status, String body, String expected) {
    assertEquals("Rejected " + expected, submitted(status, "", body));
  }

  @Test
  void f18_partOfAPage_isAPageWhereItSaysSo() {
    String body = "<center>403</center>";
    assertEquals("Rejected EDGE_BLOCKED may move", submitted(403, "text/html", body));
    assertEquals("Rejected AUTH may move", submitted(403, "text/plain", body));
  }

  @Test
  void f18_edgeBlock_hintsAtTheUserAgent() {
    String message = outcome(403, Map.of(), "error code: 1010").message();
    assertTrue(message.contains("User-Agent"), message);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 504, 520, 521, 522, 523, 524, 525, 530})
  void f19_serverErrorWithoutJson_isUnknown(int status) {
    assertEquals("Unknown SERVER_ERROR", submitted(status, "text/html", "<html>oops</html>"));
    assertEquals("Unknown SERVER_ERROR", submitted(status, "", "error code: " + status));
    assertEquals("Unknown SERVER_ERROR", submitted(status, "", ""));
    assertEquals("Unknown SERVER_ERROR", submitted(status, "", "{\"message\":\"oops\"}"));
  }

  @Test
  void f20_503OfTheDistributor_isNoChannel_bare503IsUnknown() {
    String noChannel =
        "{\"error\":{\"message\":\"当前分组 default 下对于模型 mj_x 无可用渠道\",\"type\":\"new_api_error\"}}";
    assertEquals("Rejected NO_CHANNEL may move", submitted(503, "", noChannel));
    assertEquals("Unknown SERVER_ERROR", submitted(503, "text/html", "<html>busy</html>"));
    assertEquals("Unknown SERVER_ERROR", submitted(503, "", "{\"error\":\"busy\"}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0                             | 0",
        "7                             | 7",
        "1.5                           | 2",
        "-5                            | 0",
        "601                           | 600",
        "99999999999999999999999999    | 600",
        "Wed, 01 Jul 2026 12:00:30 GMT | 30",
        "Wed, 01 Jul 2026 11:00:00 GMT | 0",
        "Fri, 31 Dec 9999 23:59:59 GMT | 600",
        "Wednesday, 01-Jul-26 12:00:30 GMT | 30",
        "Wed Jul  1 12:00:30 2026      | 30",
      })
  void f21_retryAfter_isClamped(String value, long seconds) {
    assertEquals(
        "Rejected THROTTLED may move wait=" + seconds,
        Described.outcome(outcome(429, Map.of("Retry-After", List.of(value)), "")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "", "1h", "Wed, 99 Jul 2026", "NaN", "0x10", "1e9"})
  void f21_retryAfterThatIsGarbage_isAsIfAbsent(String value) {
    assertEquals(
        "Rejected THROTTLED may move",
        Described.outcome(outcome(429, Map.of("retry-after", List.of(value)), "{\"code\":30}")));
    assertEquals(
        "Unknown BARE_429",
        Described.outcome(outcome(429, Map.of("retry-after", List.of(value)), "slow down")));
  }

  @Test
  void f22_bare429_isUnknown_withJsonRefused() {
    assertEquals("Unknown BARE_429", submitted(429, "text/html", "<html>slow down</html>"));
    assertEquals("Unknown BARE_429", submitted(429, "", ""));
    assertEquals("Rejected THROTTLED may move", submitted(429, "", "{\"message\":\"slow\"}"));
    assertEquals("Rejected QUEUE_FULL may move", submitted(429, "", "{\"code\":23}"));
    assertEquals("Accepted STARTED t-1", submitted(429, "", "{\"code\":1,\"result\":\"t-1\"}"));
  }

  @Test
  void f23_tooLarge_isRefused() {
    assertEquals("Rejected PAYLOAD_TOO_LARGE may move", submitted(413, "", "<html>413</html>"));
    assertEquals("Rejected PAYLOAD_TOO_LARGE may move", submitted(413, "", "{\"error\":\"x\"}"));
  }

  @Test
  void f24_redirect_namesTheHostOnly() {
    SubmitOutcome outcome =
        outcome(
            302,
            Map.of("Location", List.of("https://elsewhere.example/login?token=abcdef123456")),
            "");
    assertEquals("Rejected REDIRECTED may move", Described.outcome(outcome));
    assertTrue(outcome.message().contains("elsewhere.example"), outcome.message());
    assertFalse(outcome.message().contains("login"), outcome.message());
    assertEquals("Rejected REDIRECTED may move", submitted(301, "text/html", "<html>moved</html>"));
  }

  @Test
  void f25_pageWithStatus200_isUnknownAndHintsAtTheAddress() {
    SubmitOutcome outcome = outcome(200, Map.of(), "<!DOCTYPE html><html><body>Sign in</body>");
    assertEquals("Unknown NOT_JSON", Described.outcome(outcome));
    assertTrue(outcome.message().contains("/mj"), outcome.message());
    assertTrue(outcome.message().contains("Sign in"), outcome.message());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\r\n\t"})
  void f26_emptyAnswer_isUnknown(String body) {
    assertEquals("Unknown EMPTY_ANSWER", submitted(200, "", body));
    assertEquals("Unknown EMPTY_ANSWER", submitted(204, "", body));
  }

  @Test
  void f29_byteOrderMarkAndBrokenText_areReadAllTheSame() {
    String accepted = "{\"code\":1,\"description\":\"提交成功\",\"result\":\"t-1\"}";
    assertEquals("Accepted STARTED t-1", submitted(200, "", "\uFEFF" + accepted));
    byte[] cut = accepted.getBytes(StandardCharsets.UTF_8);
    cut[cut.length - 20] = (byte) 0xff;
    assertEquals("Accepted STARTED t-1", submitted(cut, ""));
    byte[] gbk = accepted.getBytes(Charset.forName("GBK"));
    assertEquals("Accepted STARTED t-1", submitted(gbk, "application/json; charset=GBK"));
    assertEquals("Accepted STARTED t-1", submitted(gbk, "application/json; charset=nonsense"));
    byte[] wide = accepted.getBytes(StandardCharsets.UTF_16LE);
    assertEquals("Accepted STARTED t-1", submitted(wide, ""));
    assertEquals("Unknown NOT_JSON", submitted(200, "", "\0\0\0"));
    assertEquals("Unknown NOT_JSON", submitted(200, "", accepted.replace("成", "\0")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "text/plain; charset=utf-8", "text/html", "image/png", ";;;"})
  void f30_contentType_doesNotMatter(String contentType) {
    assertEquals(
        "Accepted STARTED t-1", submitted(200, contentType, "{\"code\":1,\"result\":\"t-1\"}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",\"result\":null",
        ",\"result\":\"\"",
        ",\"result\":\"  \"",
        ",\"result\":0",
        ",\"result\":\"0\"",
        ",\"result\":\"null\"",
        ",\"result\":-1",
        ",\"result\":-5",
        ",\"result\":1.5",
        ",\"result\":1e15",
        ",\"result\":true",
        ",\"result\":[]",
        ",\"result\":[\"a\",\"b\"]",
        ",\"result\":{\"id\":\"1\"}",
        ",\"result\":\"../../etc\"",
        ",\"result\":\"a b\"",
        ",\"result\":\"任务\"",
        ",\"result\":\"1,\"",
        ",\"result\":\"https://a.example/b\"",
        ",\"result\":\"00000000001111111111222222222233333333334444444444555555555566666\"",
      })
  void f33_successWithoutUsableId_isUnknown(String result) {
    assertEquals("Unknown NO_ID", submitted(200, "", "{\"code\":1" + result + "}"));
    assertEquals("Unknown NO_ID", submitted(200, "", "{\"code\":22" + result + "}"));
    assertEquals("Unknown NO_ID", submitted(200, "", "{\"code\":21" + result + "}"));
  }

  @Test
  void f33_idOfAnyKnownForm_isTaken() {
    assertEquals(
        "Accepted STARTED mj-abc", submitted(200, "", "{\"code\":1,\"result\":\" mj-abc \"}"));
    assertEquals("Accepted STARTED 7", submitted(200, "", "{\"code\":1,\"result\":[7]}"));
    assertEquals("Accepted STARTED 7", submitted(200, "", "{\"code\":1,\"result\":7.0}"));
    assertEquals(
        "Accepted STARTED 0741798445574458",
        submitted(200, "", "{\"code\":1,\"result\":\"0741798445574458\"}"));
  }

  @Test
  void f33_joinedIds_theFirstCountsAndTheRestIsToldInWords() {
    SubmitOutcome outcome = outcome(200, Map.of(), "{\"code\":1,\"result\":\"11,12,13\"}");
    assertEquals("Accepted STARTED 11", Described.outcome(outcome));
    assertTrue(outcome.message().contains("12, 13"), outcome.message());
  }

  @Test
  void f33_upload_takesLinksAndNothingElse() {
    Submission upload = Upload.of(PNG);
    assertEquals(
        "Accepted STARTED links=1",
        submitted(upload, PROFILE, 200, "{\"code\":1,\"result\":\"https://a.example/1.png\"}"));
    assertEquals(
        "Accepted STARTED links=2",
        submitted(
            upload,
            PROFILE,
            200,
            "{\"code\":1,\"result\":[\"https://a.example/1.png\",{\"url\":\"https://a.example/2\"},null,7]}"));
    for (String result :
        List.of("null", "[]", "\"1320098173412546\"", "[\"javascript:x\"]", "{}")) {
      assertEquals(
          "Unknown NO_ID",
          submitted(upload, PROFILE, 200, "{\"code\":1,\"result\":" + result + "}"));
    }
  }

  @Test
  void f34_numberAbove2To53_keepsItsDigits() {
    assertEquals(
        "Accepted STARTED 14001934816969359",
        submitted(200, "", "{\"code\":1,\"result\":14001934816969359}"));
    assertEquals(
        "Accepted STARTED 98765432109876543210987654321",
        submitted(200, "", "{\"code\":1,\"result\":98765432109876543210987654321}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "\"1\"", "1.0", "\" 1 \"", "1.000e0", "null"})
  void f35_codeInAnySpelling_isRead(String code) {
    assertEquals(
        "Accepted STARTED t-1", submitted(200, "", "{\"code\":" + code + ",\"result\":\"t-1\"}"));
  }

  @Test
  void f35_codeAbsent_isJudgedByShape() {
    assertEquals("Accepted STARTED t-1", submitted(200, "", "{\"result\":\"t-1\"}"));
    assertEquals("Unknown UNLISTED_CODE", submitted(200, "", "{\"description\":\"ok\"}"));
    assertEquals("Unknown SERVER_ERROR", submitted(500, "", "{\"result\":\"t-1\"}"));
    assertEquals(
        "Unknown UNLISTED_CODE", submitted(200, "", "{\"success\":false,\"result\":\"t-1\"}"));
    assertEquals("Unknown UNLISTED_CODE", submitted(200, "", "{}"));
    assertEquals("Unknown UNLISTED_CODE", submitted(200, "", "[]"));
    assertEquals("Unknown UNLISTED_CODE", submitted(200, "", "null"));
    assertEquals("Unknown UNLISTED_CODE", submitted(200, "", "{\"code\":true,\"result\":\"t-1\"}"));
  }

  @Test
  void f36_queued_tellsThePlace() {
    assertEquals("Accepted QUEUED t-1", submitted(200, "", "{\"code\":22,\"result\":\"t-1\"}"));
    assertEquals(
        "Accepted QUEUED t-1 queue=3",
        submitted(
            200, "", "{\"code\":1,\"result\":\"t-1\",\"properties\":{\"numberOfQueues\":\"3\"}}"));
    assertEquals(
        "Accepted QUEUED t-1 queue=12",
        submitted(200, "", "{\"code\":1,\"description\":\"排队中，前面还有12个任务\",\"result\":\"t-1\"}"));
    assertEquals(
        "Accepted STARTED t-1",
        submitted(
            200, "", "{\"code\":1,\"result\":\"t-1\",\"properties\":{\"numberOfQueues\":0}}"));
  }

  @Test
  void f37_code21OnImagine_existed() {
    assertEquals("Accepted EXISTED t-1", submitted(200, "", "{\"code\":21,\"result\":\"t-1\"}"));
  }

  @Test
  void f38_code21OnPress_followsTheAnswersOwnSigns() {
    Map<String, String> byProperties = new HashMap<>();
    byProperties.put("{\"status\":\"SUCCESS\"}", "EXISTED");
    byProperties.put("{\"imageUrl\":\"https://a.example/1.png\"}", "EXISTED");
    byProperties.put("{\"status\":\"MODAL\"}", "NEEDS_MODAL");
    byProperties.put("{\"remix\":true}", "NEEDS_MODAL");
    byProperties.put("{}", "UNCLEAR");
    byProperties.put("null", "UNCLEAR");
    byProperties.forEach(
        (properties, expected) ->
            assertEquals(
                "Accepted " + expected + " t-1",
                submitted(
                    PRESS,
                    PROFILE,
                    200,
                    "{\"code\":21,\"result\":\"t-1\",\"properties\":" + properties + "}")));
    assertEquals(
        "Accepted NEEDS_MODAL t-1",
        submitted(
            PRESS,
            PROFILE,
            200,
            "{\"code\":21,\"description\":\"Waiting for window confirm\",\"result\":\"t-1\"}"));
    assertEquals(
        "Accepted EXISTED t-1",
        submitted(
            PRESS, PROFILE, 200, "{\"code\":21,\"description\":\"任务已存在\",\"result\":\"t-1\"}"));
    assertEquals(
        "Accepted NEEDS_MODAL t-1",
        submitted(INPAINT, PROFILE, 200, "{\"code\":21,\"result\":\"t-1\"}"));
    assertEquals(
        "Accepted UNCLEAR t-1",
        submitted(Answer.of(PARENT, "x"), PROFILE, 200, "{\"code\":21,\"result\":\"t-1\"}"));
  }

  @Test
  void f38_code21_theProfileDecidesWhereTheAnswerShowsNoSign() {
    Profile modal = PROFILE.toBuilder().code21(Code21.MODAL).build();
    Profile existed = PROFILE.toBuilder().code21(Code21.EXISTED).build();
    String bare = "{\"code\":21,\"result\":\"t-1\"}";
    String shown = "{\"code\":21,\"result\":\"t-1\",\"properties\":{\"status\":\"SUCCESS\"}}";
    assertEquals("Accepted NEEDS_MODAL t-1", submitted(PRESS, modal, 200, bare));
    assertEquals("Accepted EXISTED t-1", submitted(PRESS, existed, 200, bare));
    assertEquals("Accepted EXISTED t-1", submitted(PRESS, modal, 200, shown));
    assertEquals(
        "Accepted NEEDS_MODAL t-1 prompt=a cat",
        submitted(
            PRESS,
            modal,
            200,
            "{\"code\":21,\"result\":\"t-1\",\"properties\":{\"finalPrompt\":\"a cat\",\"remix\":true}}"));
  }

  @Test
  void f40_code23_isRefusedEvenWithAnId() {
    assertEquals(
        "Rejected QUEUE_FULL may move",
        submitted(200, "", "{\"code\":23,\"result\":\"14001929738841620\"}"));
  }

  @Test
  void f41_code24WithWord_isBannedAndNamesIt() {
    assertEquals(
        "Rejected BANNED_PROMPT word=nude",
        submitted(200, "", "{\"code\":24,\"properties\":{\"bannedWord\":\"nude\"}}"));
  }

  @Test
  void f42_code24WithoutWord_goesByTextAndProfile() {
    assertEquals("Rejected BANNED_PROMPT", submitted(200, "", "{\"code\":24}"));
    assertEquals(
        "Rejected PLAN_LIMIT may move",
        submitted(
            200,
            "",
            "{\"code\":24,\"description\":\"Relax videos are not included in your plan\"}"));
    Map<Integer, CodeMeaning> codes = new HashMap<>(CodeMeaning.standard());
    codes.put(24, CodeMeaning.TROUBLE);
    assertEquals(
        "Rejected HOST_TROUBLE may move",
        submitted(IMAGINE, PROFILE.toBuilder().codes(codes).build(), 200, "{\"code\":24}"));
  }

  @Test
  void f43_code3_isNoInstanceWithoutParentAndMissingParentWithOne() {
    String body = "{\"code\":3,\"description\":\"不存在\"}";
    assertEquals("Rejected NO_INSTANCE may move", submitted(200, "", body));
    assertEquals("Rejected PARENT_NOT_FOUND", submitted(PRESS, PROFILE, 200, body));
    assertEquals("Rejected PARENT_NOT_FOUND", submitted(PRESS, PROFILE, 404, body));
    assertEquals(
        "Rejected NO_INSTANCE may move",
        submitted(PRESS, PROFILE, 200, "{\"code\":3,\"description\":\"无可用的账号实例\"}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "quota_not_enough                                  | Rejected NO_MONEY may move",
        "用户额度不足                                      | Rejected NO_MONEY may move",
        "该任务所属渠道已被禁用                            | Rejected NO_CHANNEL may move",
        "get_channel_info_failed                           | Rejected NO_CHANNEL may move",
        "无可用的账号实例                                  | Rejected NO_INSTANCE may move",
        "prompt不能为空                                    | Rejected BAD_PARAMETER",
        "index_is_required                                 | Rejected BAD_PARAMETER",
        "unknown_action:MJ::BOOKMARK::h                    | Rejected UNSUPPORTED may move",
        "当前账号不支持 remix                              | Rejected UNSUPPORTED may move",
        "anything else                                     | Rejected BAD_PARAMETER",
        "insert_midjourney_task_failed                     | Unknown GATEWAY_UNSURE",
        "read_response_body_failed                         | Unknown GATEWAY_UNSURE",
        "readObjectStart: expect { or n, but found <       | Unknown GATEWAY_UNSURE",
      })
  void f44_code4_goesByItsTextTrimmed(String description, String expected) {
    String body =
        "{\"description\":\"" + description + " \",\"type\":\"upstream_error\",\"code\":4}";
    assertEquals(expected, submitted(400, "text/plain", body));
  }

  @Test
  void f44_code4OfAServerErrorWithUnknownText_isUnknown() {
    assertEquals(
        "Unknown SERVER_ERROR", submitted(503, "", "{\"code\":4,\"description\":\"whatever\"}"));
  }

  @Test
  void f45_unlistedCode_isUnknownUnlessTheProfileListsIt() {
    String body = "{\"code\":99,\"result\":\"t-1\"}";
    assertEquals("Unknown UNLISTED_CODE", submitted(200, "", body));
    Map<Integer, CodeMeaning> codes = new HashMap<>(CodeMeaning.standard());
    codes.put(99, CodeMeaning.ACCEPTED);
    assertEquals(
        "Accepted STARTED t-1",
        submitted(IMAGINE, PROFILE.toBuilder().codes(codes).build(), 200, body));
    assertEquals("Unknown UNLISTED_CODE", submitted(200, "", "{\"code\":99999999999999}"));
  }

  @Test
  void code0OfASwap_isSuccessOnlyWhereTheProfileSaysSo() {
    ImageSource picture = PNG;
    Submission swap = new SwapFace(picture, picture);
    String body = "{\"code\":0,\"result\":\"t-1\"}";
    assertEquals("Unknown UNLISTED_CODE", submitted(swap, PROFILE, 200, body));
    Map<Integer, CodeMeaning> codes = new HashMap<>(CodeMeaning.standard());
    codes.put(0, CodeMeaning.ACCEPTED);
    assertEquals(
        "Accepted STARTED t-1",
        submitted(swap, PROFILE.toBuilder().codes(codes).build(), 200, body));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | {\"code\":5,\"description\":\"do_request_failed\"} | Unknown GATEWAY_UNSURE",
        "200 | {\"code\":9,\"description\":\"x\"}                | Rejected HOST_TROUBLE may move",
        "200 | {\"code\":9,\"description\":\"队列已满，请稍后\"} | Rejected QUEUE_FULL may move",
        "200 | {\"code\":30}                                     | Rejected THROTTLED may move",
        "200 | {\"success\":false,\"code\":-1,\"message\":\"x\"} | Rejected BAD_PARAMETER",
        "500 | {\"success\":false,\"code\":-1,\"message\":\"x\"} | Unknown SERVER_ERROR",
        "500 | {\"error\":{\"code\":\"invalid_request\",\"message\":\"x\"}} | Rejected BAD_PARAMETER",
        "400 | {\"error\":{\"message\":\"Invalid request, unknown_action:x\"}} | Rejected UNSUPPORTED may move",
        "400 | {\"error\":{\"message\":\"x\",\"type\":\"upstream_error\"}} | Unknown GATEWAY_UNSURE",
        "404 | {\"error\":{\"message\":\"Invalid URL (POST /mj)\",\"type\":\"invalid_request_error\"}} | Rejected UNSUPPORTED may move",
        "400 | {\"error\":{\"message\":\"do_request_failed\"}}     | Unknown GATEWAY_UNSURE",
        "404 | <html>404</html>                                  | Rejected UNSUPPORTED may move",
        "404 | <html>cloudflare</html>                           | Rejected UNSUPPORTED may move",
        "429 | <html>error code: 1015</html>                     | Unknown BARE_429",
        "500 | {\"code\":77}                                     | Unknown UNLISTED_CODE",
        "500 | {\"code\":4,\"description\":\"x\"}                | Unknown SERVER_ERROR",
        "300 | {\"result\":\"1\"}                                | Rejected REDIRECTED may move",
        "405 | x                                                 | Rejected UNSUPPORTED may move",
        "408 | x                                                 | Unknown SERVER_ERROR",
        "400 | x                                                 | Unknown NOT_JSON",
        "200 | {\"error\":{\"message\":\"x\"},\"code\":1,\"result\":\"1\"} | Unknown UNLISTED_CODE",
        "200 | {\"error\":{\"message\":\"无效的令牌\"},\"code\":1,\"result\":\"1\"} | Unknown UNLISTED_CODE",
        "200 | {\"error\":{\"message\":\"无效的令牌\"},\"code\":4} | Rejected AUTH may move",
        "200 | {\"error\":{\"message\":\"无效的令牌\"},\"code\":77} | Rejected AUTH may move",
        "200 | {\"error\":\"\",\"code\":1,\"result\":\"1\"}      | Accepted STARTED 1",
      })
  void otherRefusals_areSureOnlyWhereTheProtocolSaysSo(int status, String body, String expected) {
    assertEquals(expected, submitted(status, "", body));
  }

  @Test
  void f59_doubledMember_isUnknownSinceEitherCouldBeTrue() {
    assertEquals(
        "Unknown NOT_JSON",
        submitted(
            200,
            "",
            "{\"code\":1,\"result\":\"t-1\",\"code\":4,\"description\":\"quota_not_enough\"}"));
  }

  @Test
  void f59_absurdJson_isUnknown() {
    String deep = "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000);
    assertEquals("Unknown NOT_JSON", submitted(200, "", deep));
    assertEquals("Unknown NOT_JSON", submitted(200, "", "[".repeat(10_000)));
    assertEquals("Unknown NOT_JSON", submitted(200, "", "{\"code\":" + "9".repeat(5_000) + "}"));
    assertEquals("Unknown UNLISTED_CODE", submitted(200, "", "{\"code\":1e999999}"));
    assertEquals("Unknown NO_ID", submitted(200, "", "{\"code\":1,\"result\":1e999999}"));
    assertEquals("Unknown NOT_JSON", submitted(200, "", "{\"code\":1,\"result\":\"t-1\"} extra"));
    assertEquals("Unknown NOT_JSON", submitted(200, "", "{\"code\":1,\"result\":\"t-1"));
  }

  @Test
  void message_isOneShortLineWithoutSecrets() {
    String words =
        "failed\\r\\n\\u0007 for https://cdn.example/a.png?ex=1&hm="
            + "ab".repeat(32)
            + " or http://cdn.example/b.png?sig=9f8e with sk-1234567890abcdef and token=tok123456 by https://u:pw@h.example/x "
            + "long ".repeat(100);
    String message =
        outcome(200, Map.of(), "{\"code\":9,\"description\":\"" + words + "\"}").message();
    assertTrue(message.length() < 300, message);
    assertTrue(message.contains("https://cdn.example/a.png"), message);
    for (String secret :
        List.of("hm=", "abab", "9f8e", "sk-12", "tok123", "u:pw", "\n", "\r", "\u0007")) {
      assertFalse(message.contains(secret), message);
    }
  }

  private static String submitted(int status, String contentType, String body) {
    return Described.outcome(
        reader(PROFILE).submitted(IMAGINE, HttpAnswer.of(status, contentType, body), NOW));
  }

  private static String submitted(byte[] body, String contentType) {
    HttpAnswer answer = new HttpAnswer(200, Map.of("content-type", List.of(contentType)), body);
    return Described.outcome(reader(PROFILE).submitted(IMAGINE, answer, NOW));
  }

  private static String submitted(Submission submission, Profile profile, int status, String body) {
    return Described.outcome(
        reader(profile).submitted(submission, HttpAnswer.of(status, "", body), NOW));
  }

  private static SubmitOutcome outcome(int status, Map<String, List<String>> headers, String body) {
    return reader(PROFILE)
        .submitted(
            IMAGINE, new HttpAnswer(status, headers, body.getBytes(StandardCharsets.UTF_8)), NOW);
  }

  private static AnswerReader reader(Profile profile) {
    return new AnswerReader(profile, URI.create("https://host.example"));
  }
}
