package io.mjrouter.provider.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Change;
import io.mjrouter.model.Describe;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.Press;
import io.mjrouter.model.Shorten;
import io.mjrouter.model.Submission;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.model.Upload;
import io.mjrouter.provider.KnownProfiles;
import io.mjrouter.spi.Profile;
import io.mjrouter.spi.SubmitAttempt;
import io.mjrouter.testing.Payloads;
import io.mjrouter.wire.HttpAnswer;
import io.mjrouter.wire.write.RequestWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What the host says over HTTP has the members, types and order of what real hosts said. */
class RecordedBodiesTest {

  private Sim sim;
  private HttpSimulatedHost server;
  private WireClient client;

  private void at(Profile profile) {
    at(profile, host -> host);
  }

  private void at(Profile profile, UnaryOperator<SimulatedHostBuilder> settings) {
    sim = new Sim(profile, settings);
    server = HttpSimulatedHost.start(profile, sim.host);
    client = new WireClient(server, sim.time);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private HttpAnswer submit(Submission submission) throws IOException {
    SubmitAttempt attempt = SubmitAttempt.of(submission, Mode.FAST);
    return client.exchange(new RequestWriter(server.profile()).submit(attempt));
  }

  private HttpAnswer finished(Submission submission) throws IOException {
    String id = Shape.tree(submit(submission).body()).get("result").asString();
    sim.time.advance(Duration.ofMinutes(30));
    return client.get("/mj/task/" + id + "/fetch");
  }

  private static JsonNode recorded(String name) {
    return Shape.tree(Payloads.bytes(name));
  }

  private static void same(String name, HttpAnswer answer) {
    Shape.assertSame(recorded(name), Shape.tree(answer.body()));
  }

  private static void holds(String name, HttpAnswer answer) {
    Shape.assertHolds(recorded(name), Shape.tree(answer.body()));
  }

  private static void equal(String name, HttpAnswer answer) {
    assertEquals(recorded(name), Shape.tree(answer.body()));
    same(name, answer);
  }

  private static void sameText(String name, String member, HttpAnswer answer) {
    assertEquals(recorded(name).get(member), Shape.tree(answer.body()).get(member));
  }

  @Test
  void comet_imagine_isAnsweredAsOnItsPage() throws IOException {
    at(KnownProfiles.cometApi());
    HttpAnswer answer = submit(Imagine.of("a paper boat"));
    same("comet_imagine_submit_ok.json", answer);
    sameText("comet_imagine_submit_ok.json", "description", answer);
    holds("comet_submit_min.json", answer);
    assertEquals("text/plain; charset=utf-8", answer.contentType());
  }

  @Test
  void cometAndDeer_fetch_holdsWhatTheirPagesShow() throws IOException {
    for (Profile profile : new Profile[] {KnownProfiles.cometApi(), KnownProfiles.deerApi()}) {
      at(profile);
      HttpAnswer fetched = finished(Imagine.of("a cute cat"));
      holds("comet_fetch_quickstart.json", fetched);
      holds("comet_fetch_single_task.json", fetched);
      holds("deer_fetch_quickstart.json", fetched);
      assertTrue(
          Shape.tree(fetched.body()).get("imageUrl").asString().contains("/mj/image/"), "link");
      server.close();
    }
  }

  @Test
  void dataEyes_imagineAndFetch_areAsInItsReference() throws IOException {
    at(KnownProfiles.dataEyes());
    same("dataeyes_submit_ok.json", submit(Imagine.of("a futuristic cityscape")));
    HttpAnswer fetched = finished(Imagine.of("a futuristic cityscape at sunset --v 6.1"));
    same("dataeyes_fetch_success.json", fetched);
    JsonNode task = Shape.tree(fetched.body());
    assertEquals(
        "a futuristic cityscape at sunset --v 6.1 --fast",
        task.get("properties").get("finalPrompt").asString());
    assertEquals(
        "www.yourdomain.com/mj/image/" + task.get("id").asString(),
        task.get("imageUrl").asString());
    sameText("dataeyes_fetch_success.json", "description", fetched);
  }

  @Test
  void dataEyes_queued_isCode1WithItsPlace() throws IOException {
    at(KnownProfiles.dataEyes(), host -> host.concurrency(1).queue(9));
    submit(Imagine.of("a boat"));
    HttpAnswer queued = submit(Imagine.of("a boat"));
    same("dataeyes_action_queued_code1.json", queued);
    JsonNode body = Shape.tree(queued.body());
    assertEquals(1, body.get("code").asInt());
    assertEquals("排队中,前面还有1个任务", body.get("description").asString());
  }

  @Test
  void yutoAi_imagine_isANumberAndItsFetchAsRecorded() throws IOException {
    at(KnownProfiles.yutoAi());
    HttpAnswer answer = submit(Imagine.of("cat --v 6.1"));
    holds("yutoai_submit_result_integer.json", answer);
    assertTrue(Shape.tree(answer.body()).get("result").isIntegralNumber());
    same("yutoai_imagine_success.json", finished(Imagine.of("cat --v 6.1")));
  }

  @Test
  void newApi_imagineFetchAndList_areAsRecorded() throws IOException {
    at(KnownProfiles.newApi());
    HttpAnswer answer = submit(Imagine.of("pig --v 6.1"));
    same("aimanyi_submit_ok.json", answer);
    sameText("aimanyi_submit_ok.json", "description", answer);
    HttpAnswer fetched = finished(Imagine.of("pig --v 6.1"));
    same("newapi_fetch_success_qingyun.json", fetched);
    String id = Shape.tree(fetched.body()).get("id").asString();
    HttpAnswer list =
        client.send(
            "POST",
            "/mj/task/list-by-condition",
            ("{\"ids\":[\"" + id + "\",\"1\"]}").getBytes(StandardCharsets.UTF_8),
            "application/json");
    same("newapi_list_success_qingyun.json", list);
    assertEquals(1, Shape.tree(list.body()).size());
  }

  @Test
  void newApi_errors_areThoseOfItsRelay() throws IOException {
    at(KnownProfiles.newApi(), host -> host.balance(Money.usd("0.05")));
    HttpAnswer unknown = client.get("/mj/task/1320098173412546/fetch");
    equal("newapi_err_task_no_found.json", unknown);
    assertEquals(400, unknown.status());
    HttpAnswer blank =
        client.send("POST", "/mj/submit/imagine", "{}".getBytes(), "application/json");
    equal("newapi_err_prompt_is_required.json", blank);
    byte[] boat = "{\"prompt\":\"a boat\"}".getBytes(StandardCharsets.UTF_8);
    HttpAnswer untyped = client.send("POST", "/mj/submit/imagine", boat, "text/plain");
    equal("newapi_err_prompt_is_required.json", untyped);
    HttpAnswer taken = submit(Imagine.of("a boat"));
    equal("newapi_err_quota_not_enough.json", submit(Imagine.of("a boat")));
    String running = Shape.tree(taken.body()).get("result").asString();
    HttpAnswer early = submit(Press.of(TaskId.of(running), "MJ::JOB::upsample::1::x"));
    equal("newapi_err_task_status_not_success.json", early);
    HttpAnswer image = client.get("/mj/image/1320098173412546");
    equal("newapi_image_not_found.json", image);
    assertEquals(400, image.status());
    assertEquals(1, server.paidSubmissions());
  }

  @Test
  void newApi_refusalsBeforeTheRelay_areInTheShapeOfOpenAi() throws IOException {
    at(KnownProfiles.newApi(), host -> host.faults("no-channel", "saturated"));
    HttpAnswer noChannel = submit(Imagine.of("a boat"));
    holds("model_not_found_http503.json", noChannel);
    assertEquals(503, noChannel.status());
    assertEquals(
        "model_not_found", Shape.tree(noChannel.body()).get("error").get("code").asString());
    HttpAnswer saturated = submit(Imagine.of("a boat"));
    assertEquals(429, saturated.status());
    same("newapi_err_quota_not_enough.json", saturated);
    HttpAnswer wrongKey = client.get("/mj/task/1/fetch", "Authorization", "Bearer sk-other");
    holds("invalid_token_http401.json", wrongKey);
    assertEquals(401, wrongKey.status());
    HttpAnswer nowhere = client.get("/mj/submit/nothing");
    assertEquals(404, nowhere.status());
    assertEquals(
        "Invalid URL (GET /mj/submit/nothing)",
        Shape.tree(nowhere.body()).get("error").get("message").asString());
  }

  @Test
  void balances_ofEveryKind_areAsRecorded() throws IOException {
    at(KnownProfiles.newApi(), host -> host.balance(Money.usd("2")));
    submit(Imagine.of("a boat"));
    HttpAnswer usage = client.get("/api/usage/token/");
    JsonNode token = Shape.tree(usage.body());
    assertEquals(980_000, token.get("data").get("total_available").asInt());
    assertTrue(token.get("code").isBoolean());
    assertEquals(
        recorded("newapi_token_usage.json").get("data").propertyNames(),
        token.get("data").propertyNames());
    same("newapi_billing_usage.json", client.get("/v1/dashboard/billing/usage"));
    HttpAnswer subscription = client.get("/v1/dashboard/billing/subscription");
    assertEquals(
        recorded("newapi_billing_subscription.json").propertyNames(),
        Shape.tree(subscription.body()).propertyNames());
    String[] console = {"Authorization", HttpSimulatedHost.ACCESS_TOKEN, "New-Api-User", "1"};
    same("newapi_user_self.json", client.get("/api/user/self", console));
    holds("newapi_self_tasks.json", client.get("/api/mj/self", console));
    assertEquals(401, client.get("/api/user/self").status());
    server.close();

    at(KnownProfiles.cometApi());
    HttpAnswer comet = client.get("/user/quota?key=" + HttpSimulatedHost.KEY);
    assertEquals(
        recorded("comet_balance_2026.json").propertyNames(),
        Shape.tree(comet.body()).propertyNames());
    assertEquals(-1, Shape.tree(comet.body()).get("total_quota").asInt());
    assertEquals(401, client.get("/user/quota?key=sk-other").status());
  }

  @Test
  void midjourneyProxy_codes_areThoseOfItsDocuments() throws IOException {
    at(KnownProfiles.midjourneyProxy(), host -> host.concurrency(1).queue(1));
    HttpAnswer taken = submit(Imagine.of("a boat"));
    same("novicezk_code1.json", taken);
    sameText("novicezk_code1.json", "description", taken);
    HttpAnswer queued = submit(Imagine.of("a boat"));
    equalButResult("novicezk_code22_queued.json", queued);
    equalButResult("novicezk_code23_full.json", submit(Imagine.of("a boat")));
    equal("novicezk_code24_banned.json", submit(Imagine.of("nude body")));
    sim.time.advance(Duration.ofMinutes(30));
    TaskId grid = TaskId.of(Shape.tree(taken.body()).get("result").asString());
    submit(Change.upscale(grid, 1));
    sim.time.advance(Duration.ofMinutes(30));
    HttpAnswer existed = submit(Change.upscale(grid, 1));
    same("novicezk_code21_existed.json", existed);
    sameText("novicezk_code21_existed.json", "code", existed);
    sameText("novicezk_code21_existed.json", "description", existed);
    assertEquals("SUCCESS", Shape.tree(existed.body()).get("properties").get("status").asString());
  }

  /** The documents show an id even where the source sends none. */
  private static void equalButResult(String name, HttpAnswer answer) {
    JsonNode actual = Shape.tree(answer.body());
    for (String member : new String[] {"code", "description", "properties"}) {
      assertEquals(recorded(name).get(member), actual.get(member), member);
    }
  }

  @Test
  void midjourneyProxy_tasks_holdWhatItsDocumentsShow() throws IOException {
    at(KnownProfiles.midjourneyProxy());
    HttpAnswer drawn = finished(Imagine.of("Cat"));
    holds("novicezk_webhook_success.json", drawn);
    assertFalse(Shape.tree(drawn.body()).has("buttons"));
    holds("novicezk_describe_success.json", finished(Describe.of(Pixels.png(50, 40, 0x808080))));
    HttpAnswer unknown = client.get("/mj/task/1/fetch");
    assertEquals(200, unknown.status());
    assertEquals(0, unknown.body().length);
    HttpAnswer wrongKey = client.get("/mj/task/1/fetch", "mj-api-secret", "other");
    assertEquals(401, wrongKey.status());
    assertEquals(0, wrongKey.body().length);
  }

  @Test
  void plus_everything_isAsRecorded() throws IOException {
    at(KnownProfiles.plus());
    HttpAnswer taken = submit(Imagine.of("dog playing ball --v 7"));
    same("plus_imagine_submit_real.json", taken);
    HttpAnswer drawn = finished(Imagine.of("dog playing ball --v 7"));
    same("plus_imagine_success_real.json", drawn);
    same("plus_describe_success_real.json", finished(Describe.of(Pixels.png(50, 40, 0x808080))));
    holds("plus_shorten_success.json", finished(Shorten.of("appdash, in the style of ink")));
    String id = Shape.tree(drawn.body()).get("id").asString();
    equalButResult("plus_image_seed.json", client.get("/mj/task/" + id + "/image-seed"));
    same("plus_upload_one_real.json", submit(Upload.of(Pixels.png(8, 8, 0))));
    same("plus_upload_two_real.json", submit(Upload.of(Pixels.png(8, 8, 0), Pixels.png(8, 8, 1))));
    TaskSnapshot upscaled = sim.pressed(sim.look(id), "U1");
    HttpAnswer window = submit(Sim.press(upscaled, "VARY_REGION"));
    same("plus_code21_modal.json", window);
    sameText("plus_code21_modal.json", "description", window);
    sameText("plus_code21_modal.json", "code", window);
  }

  @Test
  void trueAi_buttonsOfAnUpscale_beginAsInItsTemplate() throws IOException {
    at(KnownProfiles.trueAi());
    TaskSnapshot upscaled = sim.pressed(sim.grid("a pig --v 6.1"), "U1");
    HttpAnswer fetched = client.get("/mj/task/" + upscaled.id() + "/fetch");
    JsonNode buttons = Shape.tree(fetched.body()).get("buttons");
    JsonNode template = recorded("trueai_upscale_buttons_template.json");
    String job = upscaled.buttons().get(4).customId().split("::", -1)[3];
    for (int i = 0; i < template.size(); i++) {
      String expected =
          template.get(i).toString().replace("11111111-2222-3333-4444-555555555555", job);
      assertEquals(Shape.tree(expected.getBytes(StandardCharsets.UTF_8)), buttons.get(i));
    }
  }

  @Test
  void edge_andBrokenAnswers_areAsRecorded() throws IOException {
    at(KnownProfiles.dataEyes(), host -> host.faults("edge-blocked", "html"));
    HttpAnswer blocked = submit(Imagine.of("a boat"));
    assertEquals(403, blocked.status());
    assertEquals(
        Payloads.text("cloudflare_1010.json").trim(),
        new String(blocked.body(), StandardCharsets.UTF_8));
    HttpAnswer page = submit(Imagine.of("a boat"));
    assertEquals(200, page.status());
    assertEquals(
        Payloads.text("html_with_http200.json").trim(),
        new String(page.body(), StandardCharsets.UTF_8));
  }
}
