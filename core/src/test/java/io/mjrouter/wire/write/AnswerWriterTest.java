package io.mjrouter.wire.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.mjrouter.model.HostStatus;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.spi.ImageRule;
import io.mjrouter.spi.Profile;
import io.mjrouter.testing.Payloads;
import io.mjrouter.wire.HttpAnswer;
import io.mjrouter.wire.read.AnswerReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What we write, against what hosts were recorded to write. */
class AnswerWriterTest {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  @ParameterizedTest
  @CsvSource({
    "new-api,          newapi_fetch_success_qingyun.json,  1730621826053455",
    "yutoai,           yutoai_imagine_success.json,        1320098173412546",
    "dataeyes,         dataeyes_fetch_success.json,        1781524258075013",
    "plus,             plus_imagine_success_real.json,     1748339029401828",
    "plus,             plus_describe_success_real.json,    1748599984985576"
  })
  void task_inTheStyleOfAHost_isWhatItWasRecordedToSend(String name, String file, String id) {
    byte[] written = writer(name).task(read(name, id, Payloads.bytes(file)));
    assertEquals(MAPPER.readTree(Payloads.bytes(file)), MAPPER.readTree(written));
    assertCompact(written);
  }

  @Test
  void tasks_areABareArray() {
    byte[] recorded = Payloads.bytes("newapi_list_success_qingyun.json");
    TaskSnapshot task =
        reader("new-api").list(answer(recorded), Instant.EPOCH).value().orElseThrow().get(0);
    byte[] written = writer("new-api").tasks(List.of(task));
    assertEquals(MAPPER.readTree(recorded), MAPPER.readTree(written));
    assertCompact(written);
    assertEquals("[]", text(writer("new-api").tasks(List.of())));
  }

  @Test
  void submitted_ofEachHost_isWhatItWasRecordedToSend() {
    assertSame(
        "comet_imagine_submit_ok.json",
        writer("cometapi")
            .submitted(
                1,
                "提交成功",
                "1773314942177684",
                Map.of(
                    "discordChannelId", "5e6ca8e1f40e4de6",
                    "discordInstanceId", "5e6ca8e1f40e4de6")));
    assertSame(
        "yutoai_submit_result_integer.json",
        writer("yutoai").submitted(1, "提交成功", "1320098173412546", Map.of()));
    assertSame(
        "plus_code21_modal.json",
        writer("plus").submitted(21, "窗口等待", "14001929738841620", Map.of()));
    assertSame(
        "novicezk_code22_queued.json",
        writer("midjourney-proxy")
            .submitted(
                22,
                "排队中，前面还有1个任务",
                "0741798445574458",
                Map.of("numberOfQueues", 1, "discordInstanceId", "1118138338562560102")));
    assertSame(
        "dataeyes_action_queued_code1.json",
        writer("dataeyes")
            .submitted(
                1,
                "排队中,前面还有5个任务",
                "1781524431429700",
                Map.of(
                    "numberOfQueues", 5,
                    "discordInstanceId", "273d9093c1c54b6b",
                    "discordChannelId", "273d9093c1c54b6b")));
    assertSame(
        "aimanyi_submit_ok.json",
        writer("new-api").submitted(1, "Submit success", "1730621718151844", Map.of()));
  }

  @Test
  void numericResult_isTextWhereDigitsWouldBeLost() {
    assertEquals(
        "{\"code\":1,\"description\":\"\",\"result\":\"0741798445574458\",\"properties\":{}}",
        text(writer("yutoai").submitted(1, "", "0741798445574458", Map.of())));
    assertEquals(
        "{\"code\":1,\"description\":\"\",\"result\":14001934816969359,\"properties\":{}}",
        text(writer("yutoai").submitted(1, "", "14001934816969359", Map.of())));
  }

  @Test
  void uploaded_isAnArray() {
    byte[] recorded = Payloads.bytes("plus_upload_two_real.json");
    JsonNode links = MAPPER.readTree(recorded).get("result");
    byte[] written =
        writer("plus")
            .uploaded(
                "success",
                List.of(URI.create(links.get(0).asString()), URI.create(links.get(1).asString())));
    assertEquals(MAPPER.readTree(recorded), MAPPER.readTree(written));
  }

  @Test
  void refused_hasNoResult() {
    assertSame(
        "novicezk_code24_banned.json",
        writer("midjourney-proxy")
            .refused(24, "可能包含敏感词", Map.of("promptEn", "nude body", "bannedWord", "nude")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "prompt_is_required",
        "quota_not_enough",
        "task_no_found",
        "task_status_not_success"
      })
  void gatewayError_isAsNewApiWritesIt(String name) {
    byte[] written = writer("new-api").gatewayError(4, name);
    assertSame("newapi_err_" + name + ".json", written);
    assertEquals(
        "{\"description\":\"" + name + " \",\"type\":\"upstream_error\",\"code\":4}",
        text(written));
  }

  @Test
  void openAiError_isAsCometApiWritesIt() {
    assertSame(
        "comet_error_envelope.json",
        writer("cometapi").openAiError("... (request id: 2026...)", "comet_api_error", ""));
  }

  @Test
  void seed_isText() {
    assertSame("plus_image_seed.json", writer("plus").seed("636646138"));
  }

  @Test
  void pictureOfDataEyes_isAPlaceholderWithoutScheme() {
    TaskSnapshot running = TaskSnapshot.builder("1", HostStatus.IN_PROGRESS).build();
    JsonNode written = MAPPER.readTree(writer("dataeyes").task(running));
    assertEquals("", written.get("imageUrl").asString());
  }

  @Test
  void properties_keepTheirDigits() {
    TaskSnapshot task =
        TaskSnapshot.builder("1", HostStatus.SUCCESS)
            .properties(Map.of("discordChannelId", 8774786694361674001L))
            .build();
    assertEquals(
        "{\"discordChannelId\":8774786694361674001}",
        MAPPER.readTree(writer("new-api").task(task)).get("properties").toString());
  }

  private static void assertSame(String file, byte[] written) {
    assertEquals(MAPPER.readTree(Payloads.bytes(file)), MAPPER.readTree(written));
    assertCompact(written);
  }

  /** new-api finds a code by its text, so that no blank may follow a colon. */
  private static void assertCompact(byte[] written) {
    assertEquals(
        MAPPER.writeValueAsString(MAPPER.readTree(written)).length(), text(written).length());
    assertFalse(text(written).matches("(?s).*\"[a-zA-Z]+\": .*"), text(written));
  }

  private static AnswerWriter writer(String name) {
    return new AnswerWriter(AnswerStyle.of(profile(name)));
  }

  private static AnswerReader reader(String name) {
    return new AnswerReader(profile(name), URI.create("https://host.example"));
  }

  private static Profile profile(String name) {
    return Profile.builder(name)
        .imageRule(name.equals("dataeyes") ? ImageRule.VIA_IMAGE_ENDPOINT : ImageRule.AS_IS)
        .build();
  }

  private static TaskSnapshot read(String name, String id, byte[] body) {
    return reader(name).task(id, answer(body), Instant.EPOCH).value().orElseThrow();
  }

  private static HttpAnswer answer(byte[] body) {
    return new HttpAnswer(200, Map.of(), body);
  }

  private static String text(byte[] body) {
    return new String(body, StandardCharsets.UTF_8);
  }
}
