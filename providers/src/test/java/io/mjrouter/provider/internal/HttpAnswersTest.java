package io.mjrouter.provider.internal;

import static io.mjrouter.provider.internal.RawHost.http;
import static io.mjrouter.provider.internal.Setup.TASK_ID;
import static io.mjrouter.provider.internal.Setup.assertAccepted;
import static io.mjrouter.provider.internal.Setup.assertFailed;
import static io.mjrouter.provider.internal.Setup.assertUnknown;
import static io.mjrouter.provider.internal.Setup.attempt;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.primitives.Bytes;
import io.mjrouter.spi.ReadFailure;
import io.mjrouter.spi.Reading;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.spi.UnknownReason;
import io.mjrouter.testing.Payloads;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a host or the edge in front of it answers: one POST each, whatever the answer is. */
@Timeout(30)
class HttpAnswersTest {

  private static final String OK =
      "{\"code\":1,\"description\":\"ok\",\"result\":\"" + TASK_ID + "\"}";

  private static SubmitOutcome submitTo(byte[] answer) throws IOException {
    try (RawHost host = RawHost.answering(answer);
        HttpProvider provider = Setup.at(host.base()).provider()) {
      SubmitOutcome outcome = provider.submit(attempt());
      assertEquals(1, host.posts());
      assertEquals(1, host.connections());
      return outcome;
    }
  }

  private static SubmitOutcome submitTo(String answer) throws IOException {
    return submitTo(answer.getBytes(UTF_8));
  }

  private static Reading<?> fetchFrom(String answer) throws IOException {
    try (RawHost host = RawHost.answering(answer);
        HttpProvider provider = Setup.at(host.base()).provider()) {
      Reading<?> reading = provider.fetch(TASK_ID);
      assertEquals(1, host.gets());
      return reading;
    }
  }

  private static SubmitOutcome.Rejected rejected(RejectReason reason, SubmitOutcome outcome) {
    var rejected = assertInstanceOf(SubmitOutcome.Rejected.class, outcome, outcome::toString);
    assertEquals(reason, rejected.reason(), outcome::toString);
    return rejected;
  }

  private static String json(String status, String payload) {
    return http(status, "application/json", Payloads.text(payload));
  }

  @Test
  void f17_keyRefused_isRejectedAndNotAskedAgain() throws IOException {
    rejected(RejectReason.AUTH, submitTo(json("401 Unauthorized", "invalid_token_http401.json")));
    String challenge =
        http("401 Unauthorized", "text/plain", "")
            .replace("\r\n\r\n", "\r\nWWW-Authenticate: Basic realm=\"x\"\r\n\r\n");
    rejected(RejectReason.AUTH, submitTo(challenge));
    assertFailed(ReadFailure.Reason.AUTH, fetchFrom(challenge));
  }

  @Test
  void f18_edgeRefuses_isRejectedAndMayMove() throws IOException {
    SubmitOutcome outcome = submitTo(http("403 Forbidden", "text/plain", "error code: 1010"));
    assertTrue(rejected(RejectReason.EDGE_BLOCKED, outcome).mayMove());
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 504, 520, 521, 522, 523, 524})
  void f19_gatewayFails_isUnknown(int status) throws IOException {
    assertUnknown(
        UnknownReason.SERVER_ERROR,
        submitTo(http(status + " Bad", "text/html", "<html>bad</html>")));
  }

  @Test
  void f20_noChannel_isRejectedAndABare503IsNot() throws IOException {
    rejected(
        RejectReason.NO_CHANNEL,
        submitTo(json("503 Service Unavailable", "model_not_found_http503.json")));
    String bare =
        http("503 Service Unavailable", "text/html", "<html>busy</html>")
            .replace("\r\n\r\n", "\r\nRetry-After: 0\r\n\r\n");
    assertUnknown(UnknownReason.SERVER_ERROR, submitTo(bare));
    assertFailed(ReadFailure.Reason.HOST_TROUBLE, fetchFrom(bare));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "3", "-5", "soon", "Fri, 31 Dec 9999 23:59:59 GMT", "99999999999999999999"})
  void f21_retryAfter_isNotObeyedByTheTransportAndStaysInBounds(String retryAfter)
      throws IOException {
    String answer =
        http("429 Too Many Requests", "application/json", "{\"error\":{\"message\":\"slow\"}}")
            .replace("\r\n\r\n", "\r\nRetry-After: " + retryAfter + "\r\n\r\n");
    var rejected = rejected(RejectReason.THROTTLED, submitTo(answer));
    Optional<Duration> wait = rejected.retryAfter();
    assertTrue(
        wait.isEmpty()
            || (!wait.get().isNegative() && wait.get().compareTo(Duration.ofDays(1)) <= 0),
        () -> "" + wait);
    assertFailed(ReadFailure.Reason.THROTTLED, fetchFrom(answer));
  }

  @Test
  void f22_bare429_isUnknown() throws IOException {
    assertUnknown(UnknownReason.BARE_429, submitTo(http("429 Too Many Requests", "text/html", "")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/html"})
  void f23_tooLarge_isRejected(String type) throws IOException {
    rejected(
        RejectReason.PAYLOAD_TOO_LARGE, submitTo(http("413 Payload Too Large", type, "{\"x\":1}")));
  }

  @Test
  void f23_largerThanTheProfileAllows_isRejectedUnsent() throws IOException {
    try (RawHost host = RawHost.answering(RawHost.ACCEPTED)) {
      Setup setup = Setup.at(host.base());
      setup = setup.profile(setup.profile().toBuilder().maxRequestBytes(10_000).build());
      try (HttpProvider provider = setup.provider()) {
        rejected(RejectReason.PAYLOAD_TOO_LARGE, provider.submit(Setup.large(10_000)));
      }
      assertEquals(0, host.connections());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void f24_redirect_isNotFollowed(int status) throws IOException {
    try (RawHost elsewhere = RawHost.answering(RawHost.ACCEPTED)) {
      String answer =
          http(status + " Moved", "text/html", "")
              .replace(
                  "\r\n\r\n", "\r\nLocation: " + elsewhere.base() + "/mj/submit/imagine\r\n\r\n");
      SubmitOutcome outcome = submitTo(answer);
      rejected(RejectReason.REDIRECTED, outcome);
      assertTrue(outcome.message().contains("127.0.0.1"), outcome::message);
      assertFailed(ReadFailure.Reason.REDIRECTED, fetchFrom(answer));
      assertEquals(0, elsewhere.connections());
    }
  }

  @Test
  void f25_pageWith200_isUnknownForASubmissionAndTransientForAFetch() throws IOException {
    String page = http("200 OK", "text/html", "<!DOCTYPE html><html>maintenance</html>");
    assertUnknown(UnknownReason.NOT_JSON, submitTo(page));
    assertInstanceOf(Reading.Failed.class, fetchFrom(page));
  }

  @Test
  void f26_emptyWith200_isUnknownForASubmissionAndAbsentForAFetch() throws IOException {
    String empty = http("200 OK", "application/json", "");
    assertUnknown(UnknownReason.EMPTY_ANSWER, submitTo(empty));
    assertInstanceOf(Reading.Absent.class, fetchFrom(empty));
  }

  @Test
  void f27_notFound_isAbsent() throws IOException {
    assertInstanceOf(Reading.Absent.class, fetchFrom("HTTP/1.1 204 No Content\r\n\r\n"));
    assertInstanceOf(
        Reading.Absent.class, fetchFrom(json("400 Bad Request", "newapi_err_task_no_found.json")));
  }

  @Test
  void f28_answerWithoutEnd_isCutAtTheCap() throws IOException {
    AtomicLong sent = new AtomicLong();
    byte[] chunk =
        Bytes.concat("10000\r\n".getBytes(UTF_8), new byte[0x10000], "\r\n".getBytes(UTF_8));
    RawHost.Behaviour endless =
        (connection, number) -> {
          connection.read();
          connection.send(
              "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                  + "Transfer-Encoding: chunked\r\n\r\n");
          while (true) {
            connection.send(chunk);
            sent.addAndGet(0x10000);
          }
        };
    try (RawHost host = new RawHost(endless);
        HttpProvider provider = Setup.at(host.base()).provider()) {
      assertUnknown(UnknownReason.TOO_LARGE, provider.submit(attempt()));
      assertEquals(1, host.posts());
      // What was not read may still fill the two socket buffers.
      assertTrue(sent.get() < Transport.MOST_ANSWER_BYTES + (16L << 20), () -> sent + " bytes");
      assertFailed(ReadFailure.Reason.TOO_LARGE, provider.fetch(TASK_ID));
      assertEquals(1, host.gets());
    }
  }

  @Test
  void f28_twoGigabytesAnnounced_isCutAtTheCap() throws IOException {
    RawHost.Behaviour large =
        (connection, number) -> {
          connection.read();
          connection.send(
              "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                  + "Content-Length: 2147483648\r\n\r\n");
          for (int i = 0; i < 100; i++) {
            connection.send(new byte[1 << 20]);
          }
        };
    try (RawHost host = new RawHost(large);
        HttpProvider provider = Setup.at(host.base()).provider()) {
      assertUnknown(UnknownReason.TOO_LARGE, provider.submit(attempt()));
      assertEquals(1, host.posts());
    }
  }

  @Test
  void f28_gzipBomb_isCutAtTheCap() throws IOException {
    byte[] bomb = gzip(new byte[100 << 20]);
    assertTrue(bomb.length < 200_000);
    assertUnknown(UnknownReason.TOO_LARGE, submitTo(gzipped(bomb)));
  }

  @Test
  void f28_gzipOfCountlessEmptyMembers_isUnknownAndNoError() throws IOException {
    byte[] nothing = gzip(new byte[0]);
    byte[] bomb = new byte[nothing.length * 200_000];
    for (int i = 0; i < 200_000; i++) {
      System.arraycopy(nothing, 0, bomb, i * nothing.length, nothing.length);
    }
    assertUnknown(UnknownReason.NOT_HTTP, submitTo(gzipped(bomb)));
  }

  @Test
  void gzippedAnswerOfTwoMembers_isUnpacked() throws IOException {
    byte[] half = gzip(OK.substring(0, 20).getBytes(UTF_8));
    byte[] rest = gzip(OK.substring(20).getBytes(UTF_8));
    assertAccepted(submitTo(gzipped(Bytes.concat(half, rest))));
  }

  @Test
  void gzippedAnswer_isUnpackedAndTheConnectionReused() throws IOException {
    try (RawHost host = RawHost.answering(gzipped(gzip(OK.getBytes(UTF_8))));
        HttpProvider provider = Setup.at(host.base()).provider()) {
      assertAccepted(provider.submit(attempt()));
      assertAccepted(provider.submit(attempt()));
      assertEquals(1, host.connections());
    }
  }

  @ParameterizedTest
  @CsvSource({"gzip,NOT_HTTP", "br,NOT_HTTP"})
  void answerPackedWrongly_isUnknown(String encoding, UnknownReason reason) throws IOException {
    String answer =
        RawHost.ACCEPTED.replace("\r\n\r\n", "\r\nContent-Encoding: " + encoding + "\r\n\r\n");
    assertUnknown(reason, submitTo(answer));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\uFEFF" + "{\"code\":1,\"result\":\"" + TASK_ID + "\"}",
        "\n\n {\"code\":1,\"result\":\"" + TASK_ID + "\"} \n"
      })
  void f29_byteOrderMarkOrBlanks_isAccepted(String body) throws IOException {
    assertAccepted(submitTo(http("200 OK", "application/json", body)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "{\"code\":\u0000}", "{\"code\":1", "[[[[[[[[", "\"", "nul"})
  void f29_noJson_isUnknownAndNothingIsThrown(String body) throws IOException {
    assertInstanceOf(
        SubmitOutcome.Unknown.class, submitTo(http("200 OK", "application/json", body)));
    assertInstanceOf(Reading.Failed.class, fetchFrom(http("200 OK", "application/json", body)));
  }

  @Test
  void f29_invalidUtf8_throwsNothing() throws IOException {
    byte[] head = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n".getBytes(UTF_8);
    byte[] invalid = {'{', (byte) 0xff, (byte) 0xfe, '}'};
    assertInstanceOf(SubmitOutcome.Unknown.class, submitTo(Bytes.concat(head, invalid)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type: text/plain; charset=utf-8\r\n",
        "Content-Type: application/json\r\nContent-Type: text/html\r\n",
        "Content-Type: no type at all;;\r\n",
        ""
      })
  void f30_contentTypeWrongTwiceOrAbsent_isAccepted(String header) throws IOException {
    assertAccepted(
        submitTo(
            "HTTP/1.1 200 OK\r\n" + header + "Content-Length: " + OK.length() + "\r\n\r\n" + OK));
  }

  @Test
  void answerWithoutLength_endsWithTheConnection() throws IOException {
    RawHost.Behaviour untilClosed =
        (connection, number) -> {
          connection.read();
          connection.send("HTTP/1.0 200 OK\r\n\r\n" + OK);
        };
    try (RawHost host = new RawHost(untilClosed);
        HttpProvider provider = Setup.at(host.base()).provider()) {
      assertAccepted(provider.submit(attempt()));
    }
  }

  @Test
  void f32_fewInformationalAnswers_areIgnored() throws IOException {
    String early = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n";
    assertAccepted(submitTo(early + RawHost.ACCEPTED));
  }

  @Test
  void f32_floodOfInformationalAnswers_ends() throws IOException {
    RawHost.Behaviour flood =
        (connection, number) -> {
          connection.read();
          while (true) {
            connection.send("HTTP/1.1 103 Early Hints\r\n\r\n");
          }
        };
    try (RawHost host = new RawHost(flood);
        HttpProvider provider = Setup.at(host.base()).provider()) {
      assertUnknown(UnknownReason.NOT_HTTP, provider.submit(attempt()));
      assertEquals(1, host.posts());
    }
  }

  @Test
  void f32_headWithoutEnd_isCut() throws IOException {
    RawHost.Behaviour flood =
        (connection, number) -> {
          connection.read();
          connection.send("HTTP/1.1 200 OK\r\n");
          while (true) {
            connection.send("X-Pad: " + "x".repeat(1_000) + "\r\n");
          }
        };
    try (RawHost host = new RawHost(flood);
        HttpProvider provider = Setup.at(host.base()).provider()) {
      assertUnknown(UnknownReason.NOT_HTTP, provider.submit(attempt()));
      assertEquals(1, host.posts());
    }
  }

  @Test
  void f32_protocolSwitchedUnasked_isUnknown() throws IOException {
    assertUnknown(
        UnknownReason.NOT_HTTP,
        submitTo("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"));
  }

  @Test
  void request_isWhatTheProtocolWantsAndNothingMore() throws IOException {
    try (RawHost host = RawHost.answering(RawHost.ACCEPTED);
        HttpProvider provider = Setup.at(host.base()).provider()) {
      assertAccepted(provider.submit(attempt()));
      String head = host.heads().get(0);
      assertTrue(head.startsWith("POST /mj-fast/mj/submit/imagine HTTP/1.1\r\n"), head);
      List<String> names =
          head.lines()
              .skip(1)
              .filter(line -> !line.isEmpty())
              .map(line -> line.split(":")[0])
              .sorted()
              .toList();
      assertEquals(
          List.of(
              "Accept",
              "Accept-Encoding",
              "Authorization",
              "Connection",
              "Content-Length",
              "Content-Type",
              "Host",
              "User-Agent"),
          names);
      assertTrue(head.contains("User-Agent: mj-router\r\n"), head);
      assertFalse(head.contains("Expect"), head);
    }
  }

  private static byte[] gzipped(byte[] body) {
    String head =
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + body.length + "\r\n\r\n";
    return Bytes.concat(head.getBytes(UTF_8), body);
  }

  private static byte[] gzip(byte[] body) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(body);
    }
    return packed.toByteArray();
  }
}
