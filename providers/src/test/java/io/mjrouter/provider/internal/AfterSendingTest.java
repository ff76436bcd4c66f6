package io.mjrouter.provider.internal;

import static io.mjrouter.provider.internal.Setup.TASK_ID;
import static io.mjrouter.provider.internal.Setup.assertAccepted;
import static io.mjrouter.provider.internal.Setup.assertFailed;
import static io.mjrouter.provider.internal.Setup.assertUnknown;
import static io.mjrouter.provider.internal.Setup.attempt;
import static io.mjrouter.provider.internal.Setup.large;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.spi.ReadFailure;
import io.mjrouter.spi.Reading;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.spi.UnknownReason;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Faults that strike once bytes of the body left: nobody knows whether the host took it, and the
 * host never sees it twice. Every POST is counted where it arrives.
 */
@Timeout(30)
@Isolated("its deadlines are short")
class AfterSendingTest {

  /** How a host hangs up. */
  enum HangUp {
    FIN {
      @Override
      void on(RawHost.Connection connection) throws IOException {
        connection.close();
      }
    },
    RST {
      @Override
      void on(RawHost.Connection connection) throws IOException {
        connection.reset();
      }
    };

    abstract void on(RawHost.Connection connection) throws IOException;
  }

  @ParameterizedTest
  @ValueSource(
      longs = {0, 1, 20, 100, 200, 250, 300, 350, 400, 1_000, 8_191, 8_192, 8_193, 65_536, 190_000})
  void f05_submit_resetAfterBytesOfTheRequest_isPaidForAtMostOnce(long bytes) throws Exception {
    try (RawHost host = RawHost.answering(RawHost.ACCEPTED);
        Toxic toxic = Toxic.resettingAfter(bytes, host);
        HttpProvider provider = Setup.at(toxic.base()).provider()) {
      SubmitOutcome outcome = provider.submit(large(200_000));
      if (bytes == 0 && outcome instanceof SubmitOutcome.NotSent) {
        assertEquals(0, host.posts());
      } else {
        assertUnknown(UnknownReason.CONNECTION_LOST, outcome);
      }
      assertTrue(host.posts() <= 1, () -> host.posts() + " POSTs");
      assertTrue(host.connections() <= 1, () -> host.connections() + " connections");
    }
  }

  @ParameterizedTest
  @EnumSource
  void f06_submit_hostReadsAllAndHangsUp_isUnknown(HangUp hangUp) throws Exception {
    RawHost.Behaviour readAndLeave =
        (connection, number) -> {
          connection.read();
          hangUp.on(connection);
        };
    try (RawHost host = new RawHost(readAndLeave);
        HttpProvider provider = Setup.at(host.base()).provider()) {
      assertUnknown(UnknownReason.CONNECTION_LOST, provider.submit(attempt()));
      assertUnknown(UnknownReason.CONNECTION_LOST, provider.submit(attempt()));
      assertEquals(2, host.posts());
      assertEquals(2, host.connections());
    }
  }

  @ParameterizedTest
  @EnumSource
  void f06_fetch_hostReadsAllAndHangsUp_isAskedOnce(HangUp hangUp) throws Exception {
    RawHost.Behaviour readAndLeave =
        (connection, number) -> {
          connection.read();
          hangUp.on(connection);
        };
    try (RawHost host = new RawHost(readAndLeave);
        HttpProvider provider = Setup.at(host.base()).provider()) {
      assertFailed(ReadFailure.Reason.UNREACHABLE, provider.fetch(TASK_ID));
      assertEquals(1, host.gets());
      assertEquals(1, host.connections());
    }
  }

  @ParameterizedTest
  @EnumSource
  void f07_submit_reusedConnectionDiesAfterTheRequest_isNeverSentAgain(HangUp hangUp)
      throws Exception {
    RawHost.Behaviour answersOnce =
        (connection, number) -> {
          connection.read();
          connection.send(RawHost.ACCEPTED);
          connection.read();
          hangUp.on(connection);
        };
    try (RawHost host = new RawHost(answersOnce);
        HttpProvider provider = Setup.at(host.base()).provider()) {
      assertAccepted(provider.submit(attempt()));
      assertUnknown(UnknownReason.CONNECTION_LOST, provider.submit(attempt()));
      assertEquals(2, host.posts());
      assertEquals(1, host.connections());
    }
  }

  @ParameterizedTest
  @EnumSource
  void f07_submit_connectionClosedWhileIdle_countsOncePerCall(HangUp hangUp) throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    RawHost.Behaviour closesAfterTheAnswer =
        (connection, number) -> {
          connection.read();
          connection.send(RawHost.ACCEPTED);
          if (number == 1) {
            hangUp.on(connection);
            closed.countDown();
          } else {
            connection.awaitEnd();
          }
        };
    try (RawHost host = new RawHost(closesAfterTheAnswer);
        HttpProvider provider = Setup.at(host.base()).provider()) {
      assertAccepted(provider.submit(attempt()));
      closed.await();
      SubmitOutcome second = provider.submit(attempt());
      boolean accepted = second instanceof SubmitOutcome.Accepted;
      if (!accepted) {
        assertUnknown(UnknownReason.CONNECTION_LOST, second);
      }
      assertEquals(accepted ? 2 : 1, host.posts());
    }
  }

  @Test
  void f07_submit_manyOverOneConnection_reusesIt() throws Exception {
    try (RawHost host = RawHost.answering(RawHost.ACCEPTED);
        HttpProvider provider = Setup.at(host.base()).provider()) {
      for (int i = 0; i < 5; i++) {
        assertAccepted(provider.submit(attempt()));
      }
      assertEquals(5, host.posts());
      assertEquals(1, host.connections());
    }
  }

  @Test
  void submit_lateAnswerLeftOnAnIdleConnection_isNotTakenForThisOne() throws Exception {
    CountDownLatch unasked = new CountDownLatch(1);
    RawHost.Behaviour sends408WhenIdle =
        (connection, number) -> {
          connection.read();
          connection.send(RawHost.ACCEPTED);
          if (number == 1) {
            connection.send(RawHost.http("408 Request Timeout", "text/html", "<html>idle</html>"));
            unasked.countDown();
          }
          connection.awaitEnd();
        };
    try (RawHost host = new RawHost(sends408WhenIdle);
        HttpProvider provider = Setup.at(host.base()).provider()) {
      assertAccepted(provider.submit(attempt()));
      unasked.await();
      // Longer than a connection may lie idle without being looked at.
      assertFalse(new CountDownLatch(1).await(150, TimeUnit.MILLISECONDS));
      assertAccepted(provider.submit(attempt()));
      assertEquals(2, host.posts());
      assertEquals(2, host.connections());
    }
  }

  @Test
  void f08_bodyStallsAfterTheHead_endsInTime() throws Exception {
    String half = RawHost.ACCEPTED.substring(0, RawHost.ACCEPTED.length() - 10);
    RawHost.Behaviour stalls =
        (connection, number) -> {
          connection.read();
          connection.send(half);
          connection.awaitEnd();
        };
    try (RawHost host = new RawHost(stalls);
        HttpProvider provider = Setup.at(host.base()).read(150).provider()) {
      assertTimeout(
          Duration.ofSeconds(5),
          () -> assertUnknown(UnknownReason.TIMED_OUT, provider.submit(attempt(150))));
      assertTimeout(
          Duration.ofSeconds(5),
          () -> assertFailed(ReadFailure.Reason.TIMED_OUT, provider.fetch(TASK_ID)));
      assertEquals(1, host.posts());
      assertEquals(1, host.gets());
    }
  }

  @Test
  void f09_answerDrips_endsInTimeThoughBytesKeepComing() throws Exception {
    AtomicBoolean dripped = new AtomicBoolean();
    RawHost.Behaviour drips =
        (connection, number) -> {
          connection.read();
          CountDownLatch never = new CountDownLatch(1);
          for (byte one : RawHost.ACCEPTED.getBytes(UTF_8)) {
            connection.send(new byte[] {one});
            dripped.set(true);
            if (never.await(20, TimeUnit.MILLISECONDS)) {
              return;
            }
          }
        };
    try (RawHost host = new RawHost(drips);
        HttpProvider provider = Setup.at(host.base()).provider()) {
      assertTimeout(
          Duration.ofSeconds(5),
          () -> assertUnknown(UnknownReason.TIMED_OUT, provider.submit(attempt(1_000))));
      assertTrue(dripped.get());
      assertEquals(1, host.posts());
    }
  }

  @Test
  void f09_oneByteASecond_endsInTime() throws Exception {
    try (RawHost host = RawHost.answering(RawHost.ACCEPTED);
        Toxic toxic = Toxic.dripping(host);
        HttpProvider provider = Setup.at(toxic.base()).provider()) {
      assertTimeout(
          Duration.ofSeconds(5),
          () -> assertUnknown(UnknownReason.TIMED_OUT, provider.submit(attempt(200))));
      assertEquals(1, host.posts());
    }
  }

  @Test
  void f09_hostReadsNothing_uploadEndsInTime() throws Exception {
    RawHost.Behaviour readsTheHeadOnly =
        (connection, number) -> {
          connection.readHead();
          new CountDownLatch(1).await();
        };
    try (RawHost host = new RawHost(readsTheHeadOnly);
        HttpProvider provider = Setup.at(host.base()).provider()) {
      var slow = large(20_000_000).withTimeout(Duration.ofMillis(300));
      assertTimeout(
          Duration.ofSeconds(5),
          () -> assertUnknown(UnknownReason.TIMED_OUT, provider.submit(slow)));
      assertEquals(0, host.posts());
    }
  }

  @Test
  void f10_bodyShorterThanAnnounced_isUnknownEvenIfItReadsLikeSuccess() throws Exception {
    String whole = "{\"code\":1,\"description\":\"ok\",\"result\":\"1712345678901234\"}";
    RawHost.Behaviour truncates =
        (connection, number) -> {
          connection.read();
          connection.send(
              "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n"
                  + whole);
          connection.close();
        };
    try (RawHost host = new RawHost(truncates);
        HttpProvider provider = Setup.at(host.base()).provider()) {
      assertUnknown(UnknownReason.CONNECTION_LOST, provider.submit(attempt()));
      assertFailed(ReadFailure.Reason.UNREACHABLE, provider.fetch(TASK_ID));
      assertEquals(1, host.posts());
      assertEquals(1, host.gets());
    }
  }

  @ParameterizedTest
  @CsvSource({"'9\r\n{\"cod',CONNECTION_LOST", "'zz\r\nrubbish\r\n',NOT_HTTP"})
  void f10_chunksTruncatedOrMalformed_isUnknown(String chunks, UnknownReason reason)
      throws Exception {
    RawHost.Behaviour breaksOff =
        (connection, number) -> {
          connection.read();
          connection.send(
              "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                  + "Transfer-Encoding: chunked\r\n\r\n"
                  + chunks);
          connection.close();
        };
    try (RawHost host = new RawHost(breaksOff);
        HttpProvider provider = Setup.at(host.base()).provider()) {
      assertUnknown(reason, provider.submit(attempt()));
      assertEquals(1, host.posts());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0000\u0001\u0002rubbish\r\n\r\n",
        "SSH-2.0-OpenSSH_9.2\r\n",
        "HTTP/9.9 200 OK\r\n\r\n",
        "HTTP/1.1 huh\r\n\r\n",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n"
      })
  void f11_answerIsNoHttp_isUnknown(String garbage) throws Exception {
    RawHost.Behaviour talksRubbish =
        (connection, number) -> {
          connection.read();
          connection.send(garbage);
          connection.close();
        };
    try (RawHost host = new RawHost(talksRubbish);
        HttpProvider provider = Setup.at(host.base()).provider()) {
      SubmitOutcome outcome = provider.submit(attempt());
      assertInstanceOf(SubmitOutcome.Unknown.class, outcome, outcome::toString);
      assertInstanceOf(Reading.Failed.class, provider.fetch(TASK_ID));
      assertEquals(1, host.posts());
      assertEquals(1, host.gets());
    }
  }

  @Test
  void f12_answerComesTooLate_isUnknownAndDropped() throws Exception {
    try (RawHost host = RawHost.answering(RawHost.ACCEPTED);
        Toxic toxic = Toxic.late(400, host);
        HttpProvider provider = Setup.at(toxic.base()).provider()) {
      assertUnknown(UnknownReason.TIMED_OUT, provider.submit(attempt(100)));
      assertEquals(1, host.posts());
      assertAccepted(provider.submit(attempt()));
      assertEquals(2, host.posts());
    }
  }

  @Test
  void f14_halfOfTheAnswersLate_eachIsBoundedAndPaidForOnce() throws Exception {
    RawHost.Behaviour everySecondLate =
        (connection, number) -> {
          connection.read();
          if (number % 2 == 0) {
            connection.awaitEnd();
          }
          connection.send(RawHost.ACCEPTED.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));
        };
    try (RawHost host = new RawHost(everySecondLate);
        HttpProvider provider = Setup.at(host.base()).concurrent(10).provider()) {
      int accepted = 0;
      for (int i = 0; i < 10; i++) {
        SubmitOutcome outcome = provider.submit(attempt(300));
        if (outcome instanceof SubmitOutcome.Accepted) {
          accepted++;
        } else {
          assertUnknown(UnknownReason.TIMED_OUT, outcome);
        }
      }
      assertEquals(5, accepted);
      assertEquals(10, host.posts());
    }
  }

  @ParameterizedTest
  @EnumSource
  void f23_refusedInTheMiddleOfTheBody_isHeard(HangUp hangUp) throws Exception {
    RawHost.Behaviour refusesEarly =
        (connection, number) -> {
          connection.readHead();
          connection.send(
              RawHost.http("413 Payload Too Large", "text/html", "<html>too large</html>"));
          new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
          hangUp.on(connection);
        };
    try (RawHost host = new RawHost(refusesEarly);
        HttpProvider provider = Setup.at(host.base()).provider()) {
      SubmitOutcome outcome = provider.submit(large(20_000_000));
      var rejected = assertInstanceOf(SubmitOutcome.Rejected.class, outcome, outcome::toString);
      assertEquals(RejectReason.PAYLOAD_TOO_LARGE, rejected.reason());
      assertEquals(0, host.posts());
      assertEquals(1, host.connections());
    }
  }

  @Test
  void f66_interruptWhileWaitingForTheAnswer_isUnknownAndStaysInterrupted() throws Exception {
    CountDownLatch read = new CountDownLatch(1);
    RawHost.Behaviour neverAnswers =
        (connection, number) -> {
          connection.read();
          read.countDown();
          connection.awaitEnd();
        };
    try (RawHost host = new RawHost(neverAnswers);
        HttpProvider provider = Setup.at(host.base()).concurrent(1).provider()) {
      CompletableFuture<SubmitOutcome> outcome = new CompletableFuture<>();
      CompletableFuture<Boolean> stillInterrupted = new CompletableFuture<>();
      Thread caller =
          new Thread(
              () -> {
                outcome.complete(provider.submit(attempt()));
                stillInterrupted.complete(Thread.currentThread().isInterrupted());
              });
      caller.start();
      read.await();
      caller.interrupt();
      assertUnknown(UnknownReason.CONNECTION_LOST, outcome.get(10, TimeUnit.SECONDS));
      assertTrue(stillInterrupted.get(10, TimeUnit.SECONDS));
      // The only place of the lane is free again.
      assertUnknown(UnknownReason.TIMED_OUT, provider.submit(attempt(100)));
      assertEquals(2, host.posts());
    }
  }

  @Test
  void close_whileWaitingForTheAnswer_isUnknownSoon() throws Exception {
    CountDownLatch read = new CountDownLatch(1);
    RawHost.Behaviour neverAnswers =
        (connection, number) -> {
          connection.read();
          read.countDown();
          connection.awaitEnd();
        };
    try (RawHost host = new RawHost(neverAnswers)) {
      HttpProvider provider = Setup.at(host.base()).provider();
      CompletableFuture<SubmitOutcome> outcome = new CompletableFuture<>();
      Thread caller = new Thread(() -> outcome.complete(provider.submit(attempt())));
      caller.start();
      read.await();
      provider.close();
      assertUnknown(UnknownReason.CONNECTION_LOST, outcome.get(10, TimeUnit.SECONDS));
      assertEquals(1, host.posts());
    }
  }

  @Test
  void failuresOfEveryKind_leakNoConnection() throws Exception {
    RawHost.Behaviour everyKind =
        (connection, number) -> {
          connection.read();
          // Whoever waits does so for a second: one submission and one fetch are enough.
          switch (number % 25 == 24 ? 4 : number % 4) {
            case 0 -> connection.reset();
            case 1 -> connection.send("rubbish\r\n\r\n");
            case 2 -> connection.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx");
            case 3 -> connection.send("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n");
            default -> connection.awaitEnd();
          }
        };
    try (RawHost host = new RawHost(everyKind);
        HttpProvider provider =
            Setup.at(host.base()).concurrent(1).connect(1_000).read(1_000).provider()) {
      // Many more than the provider has connections.
      for (int i = 0; i < 25; i++) {
        assertInstanceOf(SubmitOutcome.Unknown.class, provider.submit(attempt(1_000)));
        assertInstanceOf(Reading.Failed.class, provider.fetch(TASK_ID));
      }
      assertEquals(25, host.posts());
      assertEquals(25, host.gets());
      assertEquals(50, host.connections());
    }
  }
}
