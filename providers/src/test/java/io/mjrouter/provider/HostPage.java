package io.mjrouter.provider;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Submission;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.SubmitAttempt;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.spi.SubmitOutcome.Accepted;
import io.mjrouter.testing.StubHost;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Follows a host's own page: what it shows as a request is sent, what it shows as an answer is
 * understood. Left out of the comparison are the mode's signal, of which we send our own one, and
 * the state, which is our token.
 */
public abstract class HostPage {

  /** A parent of ours; its id at the host is given with each attempt. */
  protected static final TaskId PARENT = TaskId.of("1234567890123456");

  private static final String KEY = "sk-pageKey";
  private static final JsonMapper JSON = JsonMapper.shared();

  private static StubHost host;
  protected MjProvider provider;

  @BeforeAll
  static void startHost() {
    host = StubHost.start();
  }

  @AfterAll
  static void stopHost() {
    host.close();
  }

  @BeforeEach
  final void makeProvider() {
    host.reset();
    provider = newProvider(host.baseUrl(), KEY);
  }

  @AfterEach
  final void closeProvider() {
    provider.close();
  }

  protected abstract MjProvider newProvider(String baseUrl, String key);

  protected static StubHost host() {
    return host;
  }

  /** What the host answers to anything from now on. */
  protected static void answers(int status, String contentType, String body) {
    host.server().resetMappings();
    host.server()
        .stubFor(
            any(anyUrl())
                .willReturn(
                    aResponse()
                        .withStatus(status)
                        .withHeader("Content-Type", contentType)
                        .withBody(body)));
  }

  /** The page's request, sent; and its answer, as the provider understands it. */
  protected SubmitOutcome submit(
      SubmitAttempt attempt, String path, String request, String answer) {
    answers(200, "application/json", answer);

    SubmitOutcome outcome = provider.submit(attempt.withToken("mjr-1"));

    StubHost.Seen sent = onlyRequest();
    assertEquals("POST", sent.method());
    assertEquals(withoutMode(path), withoutMode(sent.path()));
    assertEquals(withoutModeAndState(request), withoutModeAndState(sent.body()));
    assertEquals("mjr-1", JSON.readTree(sent.body()).path("state").asString(""));
    assertEquals("Bearer " + KEY, sent.headers().get("Authorization"));
    assertEquals("application/json", sent.headers().get("Content-Type").split(";")[0]);
    assertEquals(true, sent.headers().getOrDefault("User-Agent", "").startsWith("mj-router/"));
    return outcome;
  }

  /** As {@link #submit}, where the page's answer is a task that was taken; returns its id. */
  protected String taken(SubmitAttempt attempt, String path, String request, String answer) {
    SubmitOutcome outcome = submit(attempt, path, request, answer);
    return assertInstanceOf(Accepted.class, outcome, outcome::message).hostTaskId();
  }

  /** The page's fetch, sent; and its answer, as the provider understands it. */
  protected TaskSnapshot fetch(String id, String path, String answer) {
    answers(200, "application/json", answer);

    TaskSnapshot task = provider.fetch(id).value().orElseThrow();

    StubHost.Seen sent = onlyRequest();
    assertEquals("GET", sent.method());
    assertEquals(withoutMode(path), withoutMode(sent.path()));
    assertEquals("Bearer " + KEY, sent.headers().get("Authorization"));
    assertEquals(true, sent.headers().getOrDefault("User-Agent", "").startsWith("mj-router/"));
    return task;
  }

  /** Where an imagine in a mode goes: the whole path. */
  protected String pathOf(Mode mode) {
    answers(200, "application/json", "{\"code\":1,\"result\":\"1\"}");
    provider.submit(SubmitAttempt.of(Imagine.of("a cat"), mode));
    return onlyRequest().path();
  }

  protected static SubmitAttempt attempt(Submission submission, Mode mode) {
    return SubmitAttempt.of(submission, mode);
  }

  /** The one request that arrived since the last call of this method. */
  protected static StubHost.Seen onlyRequest() {
    assertEquals(1, host.seen().size(), () -> "" + host.seen());
    StubHost.Seen seen = host.seen().get(0);
    host.reset();
    return seen;
  }

  private static String withoutMode(String path) {
    return path.replaceFirst("^/(mj-)?(fast|relax|turbo)(?=/mj/)", "");
  }

  private static JsonNode withoutModeAndState(String json) {
    ObjectNode body = (ObjectNode) JSON.readTree(json);
    body.remove("state");
    body.remove("mode");
    if (body.get("accountFilter") instanceof ObjectNode filter) {
      filter.remove("modes");
      if (filter.isEmpty()) {
        body.remove("accountFilter");
      }
    }
    return body;
  }
}
