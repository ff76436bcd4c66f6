package io.mjrouter.wire.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Failure;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.spi.ImageRule;
import io.mjrouter.spi.Profile;
import io.mjrouter.wire.HttpAnswer;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What hosts write into tasks; the numbers are those of the faults. */
class TaskFaultsTest {

  private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");
  private static final Profile PROFILE = Profile.builder("some-host").build();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | ''                                                   | Absent",
        "204 | ''                                                   | Absent",
        "404 | ''                                                   | Absent",
        "404 | {\"code\":3,\"description\":\"任务不存在\"}          | Absent",
        "400 | {\"description\":\"task_no_found \",\"code\":4}      | Absent",
        "200 | {\"description\":\"task_no_found \",\"code\":4}      | Absent",
        "200 | {\"code\":3}                                         | Absent",
        "200 | null                                                 | Absent",
        "200 | []                                                   | Absent",
        "404 | <html>404</html>                                     | Failed HOST_TROUBLE",
        "404 | {\"error\":{\"message\":\"Invalid URL (GET /x)\"}}   | Failed HOST_TROUBLE",
        "200 | {}                                                   | Failed GARBLED",
        "200 | {\"status\":404}                                     | Failed GARBLED",
        "200 | {\"status\":null}                                    | BLANK -",
        "200 | 7                                                    | Failed GARBLED",
        "200 | {\"error\":{\"message\":\"无效的令牌\"}}             | Failed AUTH",
        "500 | ''                                                   | Failed HOST_TROUBLE",
        "429 | ''                                                   | Failed THROTTLED",
        "302 | ''                                                   | Failed REDIRECTED",
        "403 | ''                                                   | Failed AUTH",
      })
  void f27_missingTask_isAbsentAndNothingElseIs(int status, String body, String expected) {
    assertEquals(
        expected,
        Described.reading(
            reader(PROFILE).task("1", HttpAnswer.of(status, "", body), NOW), Described::task));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PAUSED", "paused", "完成", "7"})
  void f45_unknownStatus_isKeptAndNotFinal(String status) {
    TaskSnapshot task = task("\"status\":\"" + status + "\"");
    assertEquals(HostStatus.UNKNOWN, task.status());
    assertEquals(status, task.rawStatus());
  }

  @Test
  void f45_statusOfAnyCase_isKnown() {
    assertEquals(HostStatus.IN_PROGRESS, task("\"status\":\"in_progress\"").status());
    assertEquals(HostStatus.BLANK, task("\"status\":null").status());
    assertEquals(HostStatus.BLANK, task("\"status\":\"\"").status());
    assertEquals(HostStatus.UNKNOWN, task("\"status\":3").status());
  }

  @Test
  void f46_backwardStatus_isReadAsSaid() {
    assertEquals(
        "[IN_PROGRESS 1 20%]",
        Described.reading(
            reader(PROFILE)
                .tasks(
                    List.of("1"),
                    answer("[{\"id\":\"1\",\"status\":\"IN_PROGRESS\",\"progress\":\"20%\"}]"),
                    NOW),
            Described::tasks));
  }

  @Test
  void f47_successWithoutPictureOrButtons_hasNone() {
    TaskSnapshot task = task("\"status\":\"SUCCESS\",\"imageUrl\":\"\",\"buttons\":null");
    assertEquals(HostStatus.SUCCESS, task.status());
    assertEquals(List.of(), task.images());
    assertEquals(List.of(), task.buttons());
  }

  @Test
  void f48_failureWithPicture_keepsIt_andBlankReasonIsUnstated() {
    TaskSnapshot task =
        task("\"status\":\"FAILURE\",\"failReason\":\"\",\"imageUrl\":\"https://a.example/1.png\"");
    assertEquals(HostStatus.FAILURE, task.status());
    assertEquals(Failure.Fault.UNSTATED, task.fault());
    assertEquals(1, task.images().size());
  }

  @Test
  void f48_cancelled_isTheHostsDoingUnlessItSaysOtherwise() {
    assertEquals(Failure.Fault.HOST, task("\"status\":\"CANCEL\",\"failReason\":\" \"").fault());
    assertEquals(
        Failure.Fault.CONTENT,
        task("\"status\":\"CANCEL\",\"failReason\":\"Banned prompt\"").fault());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Banned prompt detected                      | CONTENT",
        "Request cancelled due to image filters      | CONTENT",
        "This is against our community standards     | CONTENT",
        "可能包含敏感词                              | CONTENT",
        "[Invalid parameter] Unrecognized --foo      | PARAMETERS",
        "[invalid_parameter] The prompt word format is incorrect | PARAMETERS",
        "Invalid link!                               | PARAMETERS",
        "Empty prompt                                | PARAMETERS",
        "Queue full                                  | HOST",
        "上游任务超时（超过1小时）                   | HOST",
        "获取渠道信息失败，请联系管理员              | HOST",
        "Job action restricted                       | HOST",
        "取消任务                                    | HOST",
        "something new                               | UNSTATED",
      })
  void failReason_tellsWhoseFaultItWas(String reason, Failure.Fault fault) {
    assertEquals(fault, task("\"status\":\"FAILURE\",\"failReason\":\"" + reason + "\"").fault());
  }

  @Test
  void f49_list_isMatchedByIdOnly() {
    String body =
        "[{\"id\":\"3\",\"status\":\"SUCCESS\"},7,null,{\"status\":\"SUCCESS\"},"
            + "{\"id\":2,\"status\":\"SUBMITTED\"},{\"id\":\"9\",\"status\":\"SUCCESS\"},"
            + "{\"id\":\"2\",\"status\":\"IN_PROGRESS\"},{\"id\":\"2\",\"status\":\"MODAL\"}]";
    assertEquals(
        "[SUCCESS 3, IN_PROGRESS 2]",
        Described.reading(
            reader(PROFILE).tasks(List.of("1", "2", "3"), answer(body), NOW), Described::tasks));
  }

  @Test
  void f49_listedTaskWithoutAnId_isLeftOut() {
    assertEquals(
        "[SUCCESS 1]",
        Described.reading(
            reader(PROFILE)
                .list(
                    answer("[{\"status\":\"SUCCESS\"},{\"id\":\"1\",\"status\":\"SUCCESS\"}]"),
                    NOW),
            Described::tasks));
  }

  @Test
  void f49_badItem_spoilsOnlyItself() {
    String deep = "{\"a\":".repeat(100) + "1" + "}".repeat(100);
    String body =
        "[{\"id\":\"1\",\"status\":\"SUCCESS\",\"more\":"
            + deep
            + "},"
            + "{\"id\":\"2\",\"status\":{},\"progress\":[],\"submitTime\":\"x\",\"buttons\":7},"
            + "{\"id\":\"3\",\"status\":\"SUCCESS\"}]";
    assertEquals(
        "[UNKNOWN 2, SUCCESS 3]".replace("UNKNOWN", "BLANK"),
        Described.reading(
            reader(PROFILE).tasks(List.of("1", "2", "3"), answer(body), NOW), Described::tasks));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | {\"id\":\"1\",\"status\":\"SUCCESS\"}                  | [SUCCESS 1]",
        "200 | {\"data\":[{\"id\":\"1\",\"status\":\"SUCCESS\"}]}     | [SUCCESS 1]",
        "200 | null                                                   | []",
        "200 | {\"code\":4,\"description\":\"x\"}                     | Failed HOST_TROUBLE",
        "200 | {\"code\":9,\"data\":[]}                               | Failed HOST_TROUBLE",
        "200 | {\"success\":false,\"data\":[]}                        | Failed GARBLED",
        "200 | {\"code\":1,\"data\":[]}                               | []",
        "200 | {}                                                     | Failed GARBLED",
        "200 | ''                                                     | Failed GARBLED",
        "200 | <html></html>                                          | Failed GARBLED",
        "404 | <html></html>                                          | Unsupported BATCH_FETCH",
        "404 | {\"error\":{\"message\":\"Invalid URL (POST /x)\"}}    | Unsupported BATCH_FETCH",
        "502 | <html></html>                                          | Failed HOST_TROUBLE",
      })
  void f49_noArray_isReadOrFailsTyped(int status, String body, String expected) {
    assertEquals(
        expected,
        Described.reading(
            reader(PROFILE).tasks(List.of("1"), HttpAnswer.of(status, "", body), NOW),
            Described::tasks));
  }

  @Test
  void list_pageOfTheConsole_meansThatThereIsNoList() {
    assertEquals(
        "Unsupported LIST",
        Described.reading(
            reader(PROFILE).list(answer("<!doctype html><html></html>"), NOW), Described::tasks));
    assertEquals(
        "Failed AUTH",
        Described.reading(
            reader(PROFILE).consoleTasks(answer("{\"success\":false,\"message\":\"未登录\"}"), NOW),
            Described::tasks));
  }

  @Test
  void f50_otherId_isMismatched_missingIdIsNot() {
    assertEquals(
        "Failed MISMATCHED",
        Described.reading(
            reader(PROFILE).task("1", answer("{\"id\":\"2\",\"status\":\"SUCCESS\"}"), NOW),
            Described::task));
    assertEquals(
        "SUCCESS -",
        Described.reading(
            reader(PROFILE).task("1", answer("{\"status\":\"SUCCESS\"}"), NOW), Described::task));
  }

  @Test
  void f50_numericIdAbove2To53_isTheSameTask() {
    assertEquals(
        "SUCCESS 14001934816969359",
        Described.reading(
            reader(PROFILE)
                .task(
                    "14001934816969359",
                    answer("{\"id\":14001934816969359,\"status\":\"SUCCESS\"}"),
                    NOW),
            Described::task));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"45%\"              | 45",
        "\"45\"               | 45",
        "\"45.0%\"            | 45",
        "45                   | 45",
        "45.7                 | 45",
        "100                  | 100",
        "\"0%\"               | 0",
        "\" 7 % \"            | 7",
        "\"Waiting to start\" | -1",
        "\"(Stopped)\"        | -1",
        "null                 | -1",
        "\"\"                 | -1",
        "\"-1%\"              | -1",
        "-1                   | -1",
        "\"101%\"             | -1",
        "1e999999             | -1",
        "[]                   | -1",
        "{}                   | -1",
      })
  void f53_progress_isPerCentOrAbsent(String progress, int expected) {
    assertEquals(
        expected < 0 ? OptionalInt.empty() : OptionalInt.of(expected),
        task("\"progress\":" + progress).progress());
  }

  @Test
  void f53_progressInWords_isKept() {
    assertEquals("(Stopped)", task("\"progress\":\"(Stopped)\"").rawProgress());
    assertEquals("45%", task("\"progress\":\"45%\"").rawProgress());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1730621826053                | 2024-11-03T08:17:06.053Z",
        "\"1730621826053\"            | 2024-11-03T08:17:06.053Z",
        "1730621826                   | 2024-11-03T08:17:06Z",
        "\"1730621826\"               | 2024-11-03T08:17:06Z",
        "1730621826053.0              | 2024-11-03T08:17:06.053Z",
        "\"2024-11-03T08:17:06.053Z\" | 2024-11-03T08:17:06.053Z",
        "0                            | -",
        "\"0\"                        | -",
        "-1                           | -",
        "5                            | -",
        "null                         | -",
        "\"\"                         | -",
        "\"soon\"                     | -",
        "99999999999999999999         | -",
        "1e999999                     | -",
        "true                         | -",
        "\"1970-01-01T00:00:00Z\"     | -",
      })
  void f54_time_isRightOrAbsent(String time, String expected) {
    assertEquals(
        expected.equals("-") ? Optional.empty() : Optional.of(Instant.parse(expected)),
        task("\"submitTime\":" + time).submitted());
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      value = {
        "https://cdn.example/1.png?ex=1& -> https://cdn.example/1.png?ex=1&",
        "http://localhost:3001/mj/image/1 -> https://host.example/mj/image/1",
        "http://127.0.0.1/x.png -> https://host.example/mj/image/1",
        "http://10.1.2.3/x.png -> https://host.example/mj/image/1",
        "http://[::1]/x.png -> https://host.example/mj/image/1",
        "http://[::ffff:127.0.0.1]/x.png -> https://host.example/mj/image/1",
        "http://[::]/x.png -> https://host.example/mj/image/1",
        "http://[fc00::1]/x.png -> https://host.example/mj/image/1",
        "http://[fd00::1]/x.png -> https://host.example/mj/image/1",
        "http://[fe80::1]/x.png -> https://host.example/mj/image/1",
        "http://[2606:4700::1111]/x.png -> http://[2606:4700::1111]/x.png",
        "www.yourdomain.com/mj/image/1 -> https://host.example/mj/image/1",
        "https://www.yourdomain.com/mj/image/1 -> https://host.example/mj/image/1",
        "https://placeholder.example/1.png -> https://host.example/mj/image/1",
        "cdn.example/1.png -> https://cdn.example/1.png",
        "cdn.example:8443/1.png -> https://cdn.example:8443/1.png",
        "//cdn.example/1.png -> https://cdn.example/1.png",
        "/mj/image/1 -> https://host.example/mj/image/1",
        "mj/image/1 -> https://host.example/mj/image/1",
        "https://cdn.example/a b|c.png -> https://cdn.example/a%20b%7Cc.png",
        "https://cdn.example/%zz.png -> https://cdn.example/%25zz.png",
        "javascript:alert(1) -> -",
        "file:///etc/passwd -> -",
        "data:image/png;base64,AAAA -> -",
        "https://user:pw@cdn.example/1.png -> -",
        "https:// -> -",
      })
  void f55_pictureLink_isMadeUsable(String link, String expected) {
    Profile profile = PROFILE.toBuilder().placeholderHosts("placeholder.example").build();
    assertEquals(
        expected.equals("-") ? List.of() : List.of(expected),
        links(task(profile, "\"id\":\"1\",\"imageUrl\":\"" + link + "\"").images()));
  }

  @Test
  void f55_localLink_isRightWhereTheHostItselfIsLocal() {
    TaskSnapshot task =
        new AnswerReader(PROFILE, URI.create("http://127.0.0.1:8080"))
            .task("1", answer("{\"id\":\"1\",\"imageUrl\":\"http://localhost:9/1.png\"}"), NOW)
            .value()
            .orElseThrow();
    assertEquals(List.of("http://localhost:9/1.png"), links(task.images()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/mj/image/1", "/base/mj/image/1"})
  void f55_pathOfTheBase_standsInALinkOnce(String link) {
    TaskSnapshot task =
        new AnswerReader(PROFILE, URI.create("https://host.example/base"))
            .task("1", answer("{\"id\":\"1\",\"imageUrl\":\"" + link + "\"}"), NOW)
            .value()
            .orElseThrow();
    assertEquals(List.of("https://host.example/base/mj/image/1"), links(task.images()));
  }

  @Test
  void f55_pictureOfAListedTask_isItsOwn() {
    Profile endpoint = PROFILE.toBuilder().imageRule(ImageRule.VIA_IMAGE_ENDPOINT).build();
    List<TaskSnapshot> tasks =
        reader(endpoint)
            .list(answer("[{\"id\":\"2\",\"status\":\"SUCCESS\"}]"), NOW)
            .value()
            .orElseThrow();
    assertEquals(List.of("https://host.example/mj/image/2"), links(tasks.get(0).images()));
  }

  @Test
  void f55_imageRules_decideWhereThePictureIsFetched() {
    Profile endpoint = PROFILE.toBuilder().imageRule(ImageRule.VIA_IMAGE_ENDPOINT).build();
    Profile rewrite = PROFILE.toBuilder().imageRule(ImageRule.REWRITE_HOST).build();
    String member =
        "\"id\":\"1\",\"status\":\"SUCCESS\",\"imageUrl\":\"https://x.example/p/1.png?a=b\"";
    assertEquals(
        List.of("https://host.example/mj/image/1"), links(task(endpoint, member).images()));
    assertEquals(
        List.of("https://host.example/p/1.png?a=b"), links(task(rewrite, member).images()));
    assertEquals(
        List.of("https://host.example/mj/image/1"),
        links(task(endpoint, "\"id\":\"1\",\"status\":\"SUCCESS\"").images()));
    assertEquals(
        List.of(), links(task(endpoint, "\"id\":\"1\",\"status\":\"IN_PROGRESS\"").images()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ex=67cefb57", "ex=nothex!!", "ex=", "ex=67cefb5767cefb57", "ex"})
  void f55_expiry_neverFails(String query) {
    List<MediaLink> images =
        task("\"imageUrl\":\"https://cdn.example/1.png?" + query + "&is=1\"").images();
    assertEquals(
        query.equals("ex=67cefb57")
            ? Optional.of(Instant.ofEpochSecond(0x67cefb57L))
            : Optional.empty(),
        images.get(0).expires());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"properties\":{\"messageContent\":\"**cat** - <@1> (relaxed)\"}           | relax",
        "\"properties\":{\"messageContent\":\"**cat** - <@1> (fast, stealth)\"}     | fast",
        "\"properties\":{\"messageContent\":\"**a (turbo) cat** - <@1> (31%) (fast)\"} | fast",
        "\"properties\":{\"messageContent\":\"**cat** - <@1> (turbo)\"}             | turbo",
        "\"properties\":{\"messageContent\":\"a (fast) car\"}                       | fast",
        "\"mode\":\"RELAX\",\"properties\":{\"finalPrompt\":\"cat --fast\"}         | relax",
        "\"requestMode\":\"turbo\"                                                  | turbo",
        "\"properties\":{\"finalPrompt\":\"cat --v 6.1 --fast\"}                    | fast",
        "\"properties\":{\"finalPrompt\":\"cat --fast --relax\"}                    | -",
        "\"mode\":3                                                                 | -",
      })
  void f56_effectiveMode_isReadWhereItShows(String members, String expected) {
    assertEquals(expected, task(members).effectiveMode().map(mode -> mode.key()).orElse("-"));
  }

  @Test
  void f57_strippedState_isEmpty() {
    assertEquals("", task("\"state\":null").state());
    assertEquals("", task("\"status\":\"SUCCESS\"").state());
    assertEquals("mjr-1", task("\"state\":\"mjr-1\"").state());
  }

  @Test
  void f59_absurdTask_isFailedTyped() {
    String deep = "{\"a\":".repeat(100) + "1" + "}".repeat(100);
    for (String body :
        List.of(
            "{\"id\":\"1\",\"status\":\"SUCCESS\",\"more\":" + deep + "}",
            "{\"id\":\"1\",\"a\":".repeat(10_000),
            "{\"id\":\"1\",\"n\":" + "9".repeat(2_000) + "}")) {
      assertEquals(
          "Failed GARBLED",
          Described.reading(reader(PROFILE).task("1", answer(body), NOW), Described::task));
    }
  }

  @Test
  void f59_doubledMember_theLastCounts() {
    TaskSnapshot task = task("\"status\":\"SUBMITTED\",\"status\":\"SUCCESS\"");
    assertEquals(HostStatus.SUCCESS, task.status());
  }

  @Test
  void properties_keepTheirDigitsAndNulls() {
    TaskSnapshot task =
        task("\"properties\":{\"discordChannelId\":8774786694361674001,\"notifyHook\":null}");
    assertEquals(8774786694361674001L, task.properties().get("discordChannelId"));
    assertTrue(task.properties().containsKey("notifyHook"));
  }

  @Test
  void unknownMembers_areKept() {
    TaskSnapshot task =
        task("\"jobId\":\"j\",\"useTime\":7,\"thumbnailUrl\":\"t\",\"seed\":636646138");
    assertEquals(Map.of("jobId", "j", "useTime", 7, "thumbnailUrl", "t"), task.extra());
    assertEquals(Optional.of("636646138"), task.seed());
  }

  @Test
  void membersThatWereRead_areKeptNoSecondTime() {
    assertEquals(Map.of(), task("\"mode\":\"RELAX\"").extra());
    String link = "\"https://a.example/1.png\"";
    assertEquals(Map.of(), task("\"imageUrls\":[" + link + "],\"imageUrl\":" + link).extra());
  }

  @Test
  void singlePictures_comeBeforeTheGrid_whichIsKept() {
    TaskSnapshot task =
        task(
            "\"imageUrl\":\"https://a.example/grid.png\",\"imageUrls\":[{\"url\":"
                + "\"https://a.example/1.png\",\"webp\":\"w\"},\"https://a.example/2.png\",null,{}]");
    assertEquals(
        List.of("https://a.example/1.png", "https://a.example/2.png"), links(task.images()));
    assertEquals(Map.of("imageUrl", "https://a.example/grid.png"), task.extra());
  }

  @Test
  void url_standsInWhereNothingElseIs() {
    assertEquals(
        List.of("https://a.example/1.png"),
        links(task("\"imageUrl\":null,\"url\":\"https://a.example/1.png\"").images()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"videoUrl\":\"https://a.example/v\"",
        "\"videoUrls\":[{\"url\":\"https://a.example/v\",\"thumbnail\":\"t\"}],\"videoUrl\":\"\"",
        "\"videoUrls\":\"[\\\"https://a.example/v\\\"]\"",
        "\"video_urls\":[\"https://a.example/v\"],\"video_url\":\"https://a.example/v\"",
        "\"imageUrl\":\"https://a.example/v\",\"contentType\":\"video/mp4\"",
      })
  void video_isFoundWhereverItStands(String members) {
    TaskSnapshot task = task(members);
    assertEquals(List.of("https://a.example/v"), links(task.videos()));
    assertEquals(MediaLink.Kind.VIDEO, task.videos().get(0).kind());
    assertEquals(List.of(), task.images());
  }

  @Test
  void f55_videoOfALocalAddress_isNone() {
    assertEquals(List.of(), task("\"videoUrl\":\"http://localhost:3001/v.mp4\"").videos());
  }

  @Test
  void videoFileAsPicture_isAVideo() {
    TaskSnapshot task = task("\"imageUrl\":\"https://a.example/v.mp4?ex=1\",\"videoUrl\":null");
    assertEquals(List.of("https://a.example/v.mp4?ex=1"), links(task.videos()));
    assertEquals(List.of(), task.images());
  }

  @Test
  void describe_withoutProperties_hasItsTextsInThePrompt() {
    TaskSnapshot task = task("\"action\":\"DESCRIBE\",\"prompt\":\"1️⃣ a cat\\n\\n2️⃣ a dog\\n\"");
    assertEquals(List.of("a cat", "a dog"), task.texts());
    assertEquals(List.of(), task("\"action\":\"IMAGINE\",\"prompt\":\"1️⃣ a cat\"").texts());
  }

  @Test
  void buttons_withMissingMembers_areReadAndEmptyOnesLeftOut() {
    TaskSnapshot task =
        task(
            "\"buttons\":[{\"customId\":\"MJ::JOB::upsample::1::h\",\"label\":null,\"type\":\"2\"},"
                + "{\"label\":\"Web\",\"style\":5},{\"emoji\":{\"name\":\"🔄\"},\"customId\":\"x\"},{},null]");
    assertEquals(3, task.buttons().size());
    assertEquals("U1", task.buttons().get(0).meaning().toString());
    assertEquals("", task.buttons().get(1).customId());
    assertEquals("🔄", task.buttons().get(2).emoji());
  }

  @Test
  void size_isReadFromEitherName() {
    assertEquals(OptionalInt.of(2048), task("\"imageWidth\":2048").width());
    assertEquals(OptionalInt.of(1024), task("\"height\":\"1024\"").height());
    assertEquals(OptionalInt.empty(), task("\"imageWidth\":null").width());
  }

  private static List<String> links(List<MediaLink> links) {
    return links.stream().map(link -> link.url().toString()).toList();
  }

  private static TaskSnapshot task(String members) {
    return task(PROFILE, members);
  }

  /** The task with these members, fetched as "1". */
  private static TaskSnapshot task(Profile profile, String members) {
    String id = members.contains("\"id\"") ? "" : "\"id\":\"1\",";
    return reader(profile).task("1", answer("{" + id + members + "}"), NOW).value().orElseThrow();
  }

  private static HttpAnswer answer(String body) {
    return HttpAnswer.of(200, "application/json", body);
  }

  private static AnswerReader reader(Profile profile) {
    return new AnswerReader(profile, URI.create("https://host.example"));
  }
}
