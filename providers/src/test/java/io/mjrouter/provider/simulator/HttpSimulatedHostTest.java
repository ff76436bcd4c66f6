package io.mjrouter.provider.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.provider.KnownProfiles;
import io.mjrouter.spi.BalanceProbe;
import io.mjrouter.spi.Profile;
import io.mjrouter.wire.HttpAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class HttpSimulatedHostTest {

  private static final String BOAT = "{\"prompt\":\"a paper boat\",\"state\":\"mark-1\"}";

  private final List<HttpSimulatedHost> servers = new ArrayList<>();

  private HttpSimulatedHost at(Profile profile, String... faults) {
    HttpSimulatedHost server =
        HttpSimulatedHost.start(profile, new Sim(profile, host -> host.faults(faults)).host);
    servers.add(server);
    return server;
  }

  @AfterEach
  void close() {
    servers.forEach(HttpSimulatedHost::close);
  }

  private static Profile profile(String name) {
    return KnownProfiles.byName(name).orElseThrow();
  }

  private static WireClient client(HttpSimulatedHost server) {
    return new WireClient(server, io.mjrouter.model.TimeSource.system());
  }

  private static HttpAnswer post(WireClient client, String path, String body) throws IOException {
    return client.send("POST", path, body.getBytes(UTF_8), "application/json");
  }

  @ParameterizedTest
  @CsvSource({
    "cometapi, /mj, '', RELAX",
    "cometapi, /mj-fast/mj, '', FAST",
    "cometapi, /mj-turbo/mj, '', TURBO",
    "cometapi, /mj, '\"accountFilter\":{\"modes\":[\"FAST\"]}', RELAX",
    "dataeyes, /mj, '\"accountFilter\":{\"modes\":[\"TURBO\",\"FAST\"]}', TURBO",
    "dataeyes, /mj, '', FAST",
    "yutoai, /mj-relax/mj, '', RELAX",
    "yutoai, /fast/mj, '', FAST",
    "new-api, /mj, '\"mode\":\"RELAX\"', RELAX",
    "new-api, /mj, '\"botType\":\"MID_JOURNEY\"', FAST",
    "trueai, /mj-turbo/mj, '\"accountFilter\":{\"modes\":[\"FAST\"]}', TURBO",
    "plus, /mj, '\"accountFilter\":{\"modes\":[\"RELAX\"]}', RELAX"
  })
  void submit_modeSignals_decideWhatIsBilled(String host, String path, String more, Mode mode)
      throws IOException {
    Sim sim = Sim.of(profile(host));
    HttpSimulatedHost server = HttpSimulatedHost.start(profile(host), sim.host);
    servers.add(server);
    String body = "{\"prompt\":\"a boat\"" + (more.isEmpty() ? "" : "," + more) + "}";
    post(client(server), path + "/submit/imagine", body);
    assertEquals(List.of(mode), sim.host.submissions().stream().map(PaidSubmission::mode).toList());
  }

  @Test
  void submit_modeFlagInThePrompt_decidesWhereNothingElseDoes() throws IOException {
    HttpSimulatedHost server = at(profile("new-api"));
    post(client(server), "/mj/submit/imagine", "{\"prompt\":\"a boat --turbo\"}");
    assertEquals(Money.usd("0.108"), server.charged());
  }

  @Test
  void submit_modeThatIsNotSold_hasNoChannel() throws IOException {
    HttpAnswer answer = post(client(at(profile("yutoai"))), "/mj-turbo/mj/submit/imagine", BOAT);
    assertEquals(503, answer.status());
    assertTrue(new String(answer.body(), UTF_8).contains("mj_turbo_imagine"));
  }

  @ParameterizedTest
  @CsvSource({
    "dataeyes, submit/blend",
    "midjourney-proxy, submit/action",
    "trueai, submit/change",
    "cometapi, submit/shorten",
    "new-api, submit/nonsense"
  })
  void submit_endpointThatTheHostLacks_isNotFoundAndUnpaid(String host, String path)
      throws IOException {
    HttpSimulatedHost server = at(profile(host));
    String body =
        "{\"prompt\":\"a\",\"taskId\":\"1320098173412546\",\"action\":\"REROLL\",\"index\":1,"
            + "\"customId\":\"MJ::JOB::reroll::0::x::SOLO\",\"base64Array\":["
            + "\"data:image/png;base64,iVBORw0KGgo=\",\"data:image/png;base64,iVBORw0KGgo=\"]}";
    assertEquals(404, post(client(server), "/mj/" + path, body).status());
    assertEquals(0, server.paidSubmissions());
  }

  @Test
  void dataEyes_withoutUserAgent_isBlockedAtTheEdge() throws IOException {
    String head =
        "GET /mj/task/1/fetch HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer sk-simulated\r\n";
    HttpSimulatedHost dataEyes = at(profile("dataeyes"));
    String blocked = raw(dataEyes, head + "Connection: close\r\n\r\n");
    assertTrue(blocked.startsWith("HTTP/1.1 403 "), blocked);
    assertTrue(blocked.endsWith("error code: 1010"), blocked);
    String allowed = raw(dataEyes, head + "User-Agent: x\r\nConnection: close\r\n\r\n");
    assertTrue(allowed.startsWith("HTTP/1.1 400 "), allowed);
    String elsewhere = raw(at(profile("deerapi")), head + "Connection: close\r\n\r\n");
    assertTrue(elsewhere.startsWith("HTTP/1.1 400 "), elsewhere);
  }

  @ParameterizedTest
  @CsvSource({
    "deerapi, 'Authorization: Bearer sk-simulated', 400",
    "deerapi, 'Authorization: sk-simulated', 401",
    "deerapi, 'mj-api-secret: sk-simulated', 401",
    "deerapi, 'X-None: x', 401",
    "plus, 'mj-api-secret: sk-simulated', 200",
    "plus, 'Authorization: Bearer sk-simulated', 401",
    "trueai, 'mj-api-secret: sk-simulated', 204",
    "trueai, 'Authorization: sk-simulated', 204",
    "trueai, 'mj-api-secret: sk-simulated|Authorization: Bearer sk-simulated', 401"
  })
  void fetch_keyShown_onlyTheProfilesWayIsTaken(String host, String headers, int status)
      throws IOException {
    String answer =
        raw(
            at(profile(host)),
            "GET /mj/task/1/fetch HTTP/1.1\r\nUser-Agent: x\r\n"
                + headers.replace("|", "\r\n")
                + "\r\nConnection: close\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
  }

  @Test
  void image_ofATask_needsNoKeyAndIsItsPicture() throws Exception {
    Sim sim = Sim.of(profile("deerapi"));
    HttpSimulatedHost server = HttpSimulatedHost.start(profile("deerapi"), sim.host);
    servers.add(server);
    TaskSnapshot grid = sim.grid("a boat");
    WireClient client = new WireClient(server, sim.time);
    URI link = client.fetch(grid.id()).value().orElseThrow().images().get(0).url();

    assertEquals(server.baseUrl() + "/mj/image/" + grid.id(), link.toString());
    HttpAnswer image = client.get(link.getPath(), "Authorization", "nobody");
    assertEquals("image/png", image.contentType());
    assertArrayEquals(sim.file(grid), image.body());
  }

  @Test
  void truncated_answer_breaksOffInItsBody() throws IOException {
    HttpSimulatedHost server = at(profile("new-api"), "truncated");
    String answer = raw(server, request(BOAT));
    String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
    int promised = Integer.parseInt(answer.replaceFirst("(?s).*content-length: (\\d+).*", "$1"));
    assertTrue(body.length() > 0 && body.getBytes(UTF_8).length < promised, answer);
    assertEquals(1, server.paidSubmissions());
  }

  @Test
  void hangUps_onTheWire_sendNoByte() throws IOException {
    HttpSimulatedHost server =
        at(profile("new-api"), "hang-up-after-reading", "hang-up-before-reading");
    assertEquals("", raw(server, request(BOAT)));
    assertEquals(1, server.paidSubmissions());
    assertEquals(BOAT, server.requests().get(0).body());

    assertEquals("", rawOrReset(server, request(BOAT)));
    assertEquals(1, server.paidSubmissions());
    assertEquals(2, server.requests().size());
    assertEquals("", server.requests().get(1).body(), "it was not read");
  }

  @Test
  void drip_answer_keepsComingAndNeverEnds() throws IOException {
    AtomicInteger silences = new AtomicInteger();
    Sim sim = Sim.withFaults("drip");
    HttpSimulatedHost server =
        HttpSimulatedHost.start(profile("new-api"), sim.host, silences::incrementAndGet);
    servers.add(server);
    try (Socket socket = connect(server)) {
      socket.getOutputStream().write(request(BOAT).getBytes(UTF_8));
      InputStream in = socket.getInputStream();
      String head = new String(in.readNBytes(60), UTF_8);
      assertTrue(head.startsWith("HTTP/1.1 200 "), head);
      assertEquals(' ', in.read());
      assertEquals(' ', in.read());
    }
    assertEquals(1, silences.get());
    assertEquals(1, server.paidSubmissions());
  }

  @Test
  void reset_onTheWire_isNoUsualEnd() throws IOException {
    HttpSimulatedHost server = at(profile("new-api"), "reset");
    assertThrows(SocketException.class, () -> raw(server, request(BOAT)));
    assertEquals(1, server.paidSubmissions());
  }

  @Test
  void down_thenUp_refusesAndTakesAgainAtTheSameAddress() throws IOException {
    HttpSimulatedHost server = at(profile("new-api"));
    Socket before = connect(server);

    server.down();
    server.down();
    assertFalse(endsWithAByte(before));
    assertThrows(ConnectException.class, () -> connect(server).close());

    server.up();
    server.up();
    assertTrue(raw(server, request(BOAT)).startsWith("HTTP/1.1 200 "));
    assertEquals(1, server.paidSubmissions());

    server.down();
    server.close();
    assertThrows(ConnectException.class, () -> connect(server).close());
  }

  private static Socket connect(HttpSimulatedHost server) throws IOException {
    return new Socket("127.0.0.1", server.baseUrl().getPort());
  }

  @Test
  void condition_unreachable_cutsEveryConnection() throws IOException {
    Sim sim = Sim.of(profile("new-api"));
    HttpSimulatedHost server = HttpSimulatedHost.start(profile("new-api"), sim.host);
    servers.add(server);
    sim.host.condition(Condition.UNREACHABLE);
    assertEquals("", rawOrReset(server, request(BOAT)));
    sim.host.condition(Condition.BROKEN);
    assertTrue(raw(server, request(BOAT)).startsWith("HTTP/1.1 502 "));
    sim.host.condition(Condition.LOCKED);
    assertTrue(raw(server, request(BOAT)).startsWith("HTTP/1.1 401 "));
    assertEquals(0, server.paidSubmissions());
  }

  @Test
  void requests_onOneConnection_areAnsweredInTurnAndChunksAreUnderstood() throws IOException {
    HttpSimulatedHost server = at(profile("new-api"));
    String chunked =
        "POST /mj/submit/imagine HTTP/1.1\r\nAuthorization: Bearer sk-simulated\r\n"
            + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
            + "a\r\n{\"prompt\":\r\n9\r\n\"a boat\"}\r\n0\r\n\r\n";
    String answers = raw(server, chunked + request(BOAT));
    assertEquals(2, answers.split("HTTP/1.1 200 ", -1).length - 1, answers);
    assertEquals(2, server.paidSubmissions());
  }

  @Test
  void body_largerThanTheHostTakes_isRefusedUnread() throws IOException {
    Profile small = profile("new-api").toBuilder().maxRequestBytes(20).build();
    HttpSimulatedHost server = at(small);
    assertTrue(rawOrReset(server, request(BOAT)).startsWith("HTTP/1.1 413 "));
    assertEquals(0, server.paidSubmissions());
  }

  @ParameterizedTest
  @CsvSource({"garbage", "'GET /'", "'GET  HTTP/1.1 x y'", "'\0\0\0'"})
  void nonsense_onTheWire_endsThatConnectionAlone(String text) throws IOException {
    HttpSimulatedHost server = at(profile("new-api"));
    assertEquals("", rawOrReset(server, text + "\r\n\r\n"));
    assertEquals(200, post(client(server), "/mj/submit/imagine", BOAT).status());
  }

  @Test
  void balance_ofEveryProbe_isReadFromItsOwnProfile() throws IOException {
    for (String name : List.of("cometapi", "deerapi", "new-api", "dataeyes", "yutoai")) {
      Sim sim = new Sim(profile(name), host -> host.balance(Money.usd("3.25")));
      HttpSimulatedHost server = HttpSimulatedHost.start(profile(name), sim.host);
      servers.add(server);
      WireClient client = new WireClient(server, sim.time);
      for (BalanceProbe probe : server.profile().balanceProbes()) {
        assertTrue(
            probe.origin().map(server.baseUrl()::equals).orElse(true), "leads away from here");
        List<HttpAnswer> answers =
            switch (probe.endpoint()) {
              case TOKEN_USAGE -> List.of(client.get("/api/usage/token/"));
              case BILLING ->
                  List.of(
                      client.get("/v1/dashboard/billing/subscription"),
                      client.get("/v1/dashboard/billing/usage"));
              case COMET_QUOTA -> List.of(client.get("/user/quota?key=sk-simulated"));
              case USER_SELF, USER_BALANCE, CREDIT_GRANTS, NONE ->
                  throw new AssertionError(probe.toString());
            };
        assertEquals(
            Optional.of(Money.usd("3.25")),
            client.reader().balance(probe, answers, sim.time.now()).value().get().remaining(),
            name + " " + probe.endpoint());
      }
    }
  }

  @Test
  void console_ofAGateway_showsTasksWithTheirMarks() throws IOException {
    HttpSimulatedHost server = at(profile("new-api"));
    WireClient client = client(server);
    post(client, "/mj/submit/imagine", BOAT);
    HttpAnswer tasks =
        client.get(
            "/api/mj/self", "Authorization", HttpSimulatedHost.ACCESS_TOKEN, "New-Api-User", "7");
    List<TaskSnapshot> found =
        client.reader().consoleTasks(tasks, FakeNow.NOW).value().orElseThrow();
    assertEquals("mark-1", found.get(0).state());
  }

  @Test
  void console_askedForAnEarlierTime_showsWhatWasSubmittedByThen() throws IOException {
    HttpSimulatedHost server = at(profile("new-api"));
    WireClient client = client(server);
    post(client, "/mj/submit/imagine", BOAT);
    String[] console = {"Authorization", HttpSimulatedHost.ACCESS_TOKEN, "New-Api-User", "7"};

    assertEquals(0, console(client.get("/api/mj/self?end_timestamp=1000", console), client));
    assertEquals(
        1, console(client.get("/api/mj/self?end_timestamp=4102444800000", console), client));
  }

  private static int console(HttpAnswer answer, WireClient client) {
    return client.reader().consoleTasks(answer, FakeNow.NOW).value().orElseThrow().size();
  }

  private static final class FakeNow {
    static final java.time.Instant NOW = java.time.Instant.parse("2026-01-01T00:00:00Z");
  }

  @Test
  void submit_fromManyClients_isCountedOnceEach() throws Exception {
    HttpSimulatedHost server = at(profile("new-api"));
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Integer>> calls = new ArrayList<>();
      for (int i = 0; i < 80; i++) {
        calls.add(() -> post(client(server), "/mj-fast/mj/submit/imagine", BOAT).status());
      }
      for (Future<Integer> status : threads.invokeAll(calls)) {
        assertEquals(200, status.get());
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(80, server.paidSubmissions());
    assertEquals(80, server.requests().size());
    assertEquals(Money.usd("0.04").times(80), server.charged());
  }

  @Test
  void close_always_freesThePortAndEndsWhoHangs() throws Exception {
    HttpSimulatedHost server = at(profile("new-api"), "late-answer");
    Socket waiting = new Socket("127.0.0.1", server.baseUrl().getPort());
    waiting.getOutputStream().write(request(BOAT).getBytes(UTF_8));
    while (server.paidSubmissions() == 0) {
      Thread.onSpinWait();
    }
    server.close();
    server.close();
    assertFalse(endsWithAByte(waiting));
    int port = server.baseUrl().getPort();
    assertThrows(ConnectException.class, () -> new Socket("127.0.0.1", port).close());
  }

  private static boolean endsWithAByte(Socket socket) {
    try (socket) {
      return socket.getInputStream().read() >= 0;
    } catch (IOException reset) {
      return false;
    }
  }

  @Test
  void request_toString_tellsNoSecret() throws IOException {
    HttpSimulatedHost server = at(profile("cometapi"));
    client(server).get("/user/quota?key=sk-simulated");
    assertEquals("GET /user/quota", server.requests().get(0).toString());
  }

  private static String request(String body) {
    return "POST /mj/submit/imagine HTTP/1.1\r\nHost: x\r\nUser-Agent: x\r\n"
        + "Authorization: Bearer sk-simulated\r\nContent-Type: application/json\r\n"
        + "Content-Length: "
        + body.getBytes(UTF_8).length
        + "\r\nConnection: close\r\n\r\n"
        + body;
  }

  private static String raw(HttpSimulatedHost server, String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.baseUrl().getPort())) {
      socket.getOutputStream().write(request.getBytes(UTF_8));
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  /** A server that does not read everything resets the connection, or may. */
  private static String rawOrReset(HttpSimulatedHost server, String request) {
    try {
      return raw(server, request);
    } catch (IOException reset) {
      return "";
    }
  }
}
