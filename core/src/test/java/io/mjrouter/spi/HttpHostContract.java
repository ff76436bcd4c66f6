package io.mjrouter.spi;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.testing.Payloads;
import io.mjrouter.testing.StubHost;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@link MjProviderContract} for hosts that speak the MJ protocol over HTTP: the host is WireMock,
 * which the test's own class path must have, and answers with recorded bodies.
 *
 * <p>An adapter's test says how a provider is made and, where the host's own bodies are at hand,
 * which those are. Everything else may stay.
 */
public abstract class HttpHostContract extends MjProviderContract {

  /** The key that every provider under test is given: no word by which it could be known as one. */
  protected static final String KEY = "contract-secret-canary-1f9";

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String SUBMIT = "(/[^/]+)*/mj/(submit/[a-z-]+|insight-face/swap)";
  private static final String FETCH = "(/[^/]+)*/mj/task/[^/]+/fetch";

  private static StubHost host;

  @BeforeAll
  static void startHost() {
    host = StubHost.start();
  }

  @AfterAll
  static void stopHost() {
    host.close();
  }

  @BeforeEach
  final void resetHost() {
    host.reset();
  }

  // ---- What an adapter's test says.

  /** Makes a provider with {@link #KEY} for the host at this address. */
  protected abstract MjProvider newProvider(String baseUrl);

  /** The answer to a submission, as a name in {@link Payloads}; its {@code result} is a task id. */
  protected String submitBody() {
    return "aimanyi_submit_ok.json";
  }

  /** A finished task with a picture, as a name in {@link Payloads}. */
  protected String taskBody() {
    return "newapi_fetch_success_qingyun.json";
  }

  /** The mode in which the host draws when a submission names none; empty where nobody knows. */
  protected Optional<Mode> modeWithoutSignal() {
    return Optional.empty();
  }

  /** Makes the host answer balance calls; returns what they must come to. */
  protected Money stubBalance(StubHost host) {
    host.server()
        .stubFor(
            get(urlPathEqualTo("/api/usage/token/"))
                .willReturn(json(Payloads.text("newapi_token_usage.json"))));
    return Money.usd("1.97531");
  }

  /** The host under test, for tests of an adapter's own. */
  protected static StubHost host() {
    return host;
  }

  // ---- The contract's hooks.

  @Override
  protected final MjProvider newProvider() {
    return newProvider(host.baseUrl());
  }

  @Override
  protected final MjProvider newProviderOfAHostThatIsGone() {
    return newProvider("http://localhost:" + StubHost.closedPort());
  }

  @Override
  protected final Optional<String> secret() {
    return Optional.of(KEY);
  }

  @Override
  protected final String hostAccepts() {
    String body = Payloads.text(submitBody());
    stubSubmit(json(body));
    host.server()
        .stubFor(
            post(urlPathMatching(".*/mj/submit/upload-discord-images"))
                .willReturn(json(Payloads.text("plus_upload_one_real.json"))));
    return JSON.readTree(body).get("result").asString();
  }

  @Override
  protected final void hostHangsUpAfterReadingTheRequest() {
    stubSubmit(aResponse().withFault(Fault.EMPTY_RESPONSE));
  }

  @Override
  protected final void hostStaysSilent() {
    stubSubmit(json(Payloads.text(submitBody())).withFixedDelay(20 * (int) PATIENCE.toMillis()));
  }

  @Override
  protected final void hostRefusesTheKey() {
    String body = Payloads.text("invalid_token_http401.json").replace("令牌", "令牌 " + KEY);
    host.server().stubFor(any(anyUrl()).willReturn(json(body).withStatus(401)));
  }

  @Override
  protected final void hostShowsAnErrorPage() {
    host.server()
        .stubFor(
            any(anyUrl())
                .willReturn(
                    aResponse()
                        .withStatus(502)
                        .withHeader("Content-Type", "text/html; charset=utf-8")
                        .withBody(Payloads.text("html_with_http200.json"))));
  }

  @Override
  protected final String hostKnowsAFinishedTask() {
    hostKnowsNoTask();
    String body = Payloads.text(taskBody());
    JsonNode id = JSON.readTree(body).get("id");
    String known = id == null ? "1768464763141701" : id.asString();
    host.server()
        .stubFor(get(urlPathMatching(".*/mj/task/" + known + "/fetch")).willReturn(json(body)));
    host.server()
        .stubFor(
            post(urlPathMatching(".*/mj/task/list-by-condition"))
                .willReturn(json("[" + body + "]")));
    host.server()
        .stubFor(get(urlPathMatching(".*/mj/task/list")).willReturn(json("[" + body + "]")));
    return known;
  }

  @Override
  protected final void hostKnowsNoTask() {
    host.server()
        .stubFor(
            get(urlPathMatching(FETCH))
                .willReturn(json(Payloads.text("newapi_err_task_no_found.json")).withStatus(400)));
    host.server()
        .stubFor(post(urlPathMatching(".*/mj/task/list-by-condition")).willReturn(json("[]")));
  }

  @Override
  protected final String hostTellsSeeds() {
    host.server()
        .stubFor(
            get(urlPathMatching(".*/mj/task/[^/]+/image-seed"))
                .willReturn(json(Payloads.text("plus_image_seed.json"))));
    return "636646138";
  }

  @Override
  protected final void hostStopsTasks() {
    host.server()
        .stubFor(
            any(urlPathMatching(".*/mj/task/[^/]+/cancel"))
                .willReturn(json(Payloads.text("novicezk_code1.json"))));
  }

  @Override
  protected final Money hostHasMoney() {
    return stubBalance(host);
  }

  @Override
  protected final URI hostServes(byte[] picture) {
    host.server()
        .stubFor(
            get(urlPathEqualTo("/mj/image/1320098173412546"))
                .willReturn(aResponse().withHeader("Content-Type", "image/png").withBody(picture)));
    return URI.create(host.baseUrl() + "/mj/image/1320098173412546");
  }

  private static void stubSubmit(ResponseDefinitionBuilder answer) {
    host.server().stubFor(post(urlPathMatching(SUBMIT)).willReturn(answer));
  }

  /** JSON as gateways send it: new-api sets no type, and Go guesses plain text. */
  protected static ResponseDefinitionBuilder json(String body) {
    return aResponse().withHeader("Content-Type", "text/plain; charset=utf-8").withBody(body);
  }

  // ---- What the host saw.

  @Override
  protected final int requestsSeen() {
    return host.seen().size();
  }

  @Override
  protected final List<Mode> modesSeen() {
    StubHost.Seen submit = lastSubmit().orElseThrow();
    List<Mode> modes = new ArrayList<>();
    for (String segment : submit.path().substring(0, submit.path().indexOf("/mj/")).split("/")) {
      Mode.parse(segment.replaceFirst("^mj-", "")).ifPresent(modes::add);
    }
    JsonNode body = JSON.readTree(submit.body());
    body.path("accountFilter")
        .path("modes")
        .forEach(mode -> modes.add(Mode.parse(mode.asString()).orElseThrow()));
    if (body.has("mode")) {
      modes.add(Mode.parse(body.get("mode").asString()).orElseThrow());
    }
    if (body.path("prompt").asString("").matches(".*--(fast|relax|turbo)\\b.*")) {
      throw new AssertionError("a mode in the prompt: " + body.get("prompt"));
    }
    if (modes.isEmpty()) {
      modeWithoutSignal().ifPresent(modes::add);
    }
    return modes;
  }

  @Override
  protected final Optional<String> tokenSeen() {
    return member("state");
  }

  @Override
  protected final Optional<String> parentSeen() {
    return member("taskId").or(() -> member("task_id"));
  }

  private Optional<String> member(String name) {
    return lastSubmit()
        .map(submit -> JSON.readTree(submit.body()).get(name))
        .map(JsonNode::asString)
        .filter(text -> !text.isEmpty());
  }

  private static Optional<StubHost.Seen> lastSubmit() {
    List<StubHost.Seen> submits =
        host.seen().stream().filter(seen -> seen.path().matches(SUBMIT)).toList();
    return submits.isEmpty() ? Optional.empty() : Optional.of(submits.get(submits.size() - 1));
  }
}
