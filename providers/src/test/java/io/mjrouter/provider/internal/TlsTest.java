package io.mjrouter.provider.internal;

import static io.mjrouter.provider.internal.Setup.assertAccepted;
import static io.mjrouter.provider.internal.Setup.assertFailed;
import static io.mjrouter.provider.internal.Setup.assertNotSent;
import static io.mjrouter.provider.internal.Setup.assertUnknown;
import static io.mjrouter.provider.internal.Setup.attempt;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.spi.NotSentReason;
import io.mjrouter.spi.ReadFailure;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.spi.UnknownReason;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** F04: without a connection that is safe nothing is sent, least of all in the clear. */
@Timeout(30)
@Isolated("its deadlines are short")
class TlsTest {

  private final TestCa ca = new TestCa();
  private final Instant tomorrow = Instant.now().plusSeconds(86_400);

  private static Setup at(RawHost host) {
    return Setup.at(URI.create("https://host.test:" + host.port()))
        .dns(name -> List.of("127.0.0.1"));
  }

  private RawHost host(String name, Instant until) {
    return new RawHost(
        ca.server(name, until),
        (connection, number) -> {
          while (connection.read().isPresent()) {
            connection.send(RawHost.ACCEPTED);
          }
        });
  }

  @Test
  void submit_certificateInOrder_isAccepted() throws Exception {
    try (RawHost host = host("host.test", tomorrow);
        HttpProvider provider = at(host).trusting(ca).provider()) {
      assertAccepted(provider.submit(attempt()));
      assertAccepted(provider.submit(attempt()));
      assertEquals(2, host.posts());
      assertEquals(1, host.connections());
    }
  }

  @Test
  void f04_submit_authorityNotTrusted_isNotSent() throws Exception {
    try (RawHost host = host("host.test", tomorrow);
        HttpProvider provider = at(host).trusting(new TestCa()).provider()) {
      assertRefused(provider, host);
    }
  }

  @Test
  void f04_submit_certificateForAnotherHost_isNotSent() throws Exception {
    try (RawHost host = host("other.test", tomorrow);
        HttpProvider provider = at(host).trusting(ca).provider()) {
      assertRefused(provider, host);
    }
  }

  @Test
  void f04_submit_certificateExpired_isNotSent() throws Exception {
    try (RawHost host = host("host.test", Instant.now().minusSeconds(60));
        HttpProvider provider = at(host).trusting(ca).provider()) {
      assertRefused(provider, host);
    }
  }

  @Test
  void f04_submit_hostSpeaksNoTls_isNotSent() throws Exception {
    try (RawHost host = RawHost.answering(RawHost.ACCEPTED);
        HttpProvider provider = at(host).provider()) {
      assertTimeout(
          Duration.ofSeconds(5),
          () ->
              assertNotSent(
                  NotSentReason.CONNECT_TIMEOUT,
                  provider.submit(attempt().withTimeout(Duration.ofMillis(300)))));
      assertEquals(0, host.posts());
    }
  }

  @Test
  void f04_submit_connectionLostInTheHandshake_isNotSent() throws Exception {
    RawHost.Behaviour leaves =
        (connection, number) -> {
          connection.awaitByte();
          connection.reset();
        };
    try (RawHost host = new RawHost(leaves);
        HttpProvider provider = at(host).provider()) {
      assertRefused(provider, host);
    }
  }

  @Test
  void f04_submit_handshakeStalls_isNotSentWithinTheConnectBudget() throws Exception {
    RawHost.Behaviour silent = (connection, number) -> connection.awaitEnd();
    try (RawHost host = new RawHost(silent);
        HttpProvider provider = at(host).connect(150).provider()) {
      assertTimeout(
          Duration.ofSeconds(5),
          () -> assertNotSent(NotSentReason.CONNECT_TIMEOUT, provider.submit(attempt())));
    }
  }

  @Test
  void f08_hostSaysNothingMore_endsInTime() throws Exception {
    RawHost.Behaviour answersOnce =
        (connection, number) -> {
          connection.read();
          connection.send(RawHost.ACCEPTED);
          connection.read();
          connection.awaitEnd();
        };
    try (RawHost host = new RawHost(ca.server("host.test", tomorrow), answersOnce);
        HttpProvider provider = at(host).trusting(ca).provider()) {
      // However slow this machine is to connect, that is no part of the wait.
      assertAccepted(provider.submit(attempt()));
      assertTimeout(
          Duration.ofSeconds(5),
          () ->
              assertUnknown(
                  UnknownReason.TIMED_OUT,
                  provider.submit(attempt().withTimeout(Duration.ofMillis(300)))));
      assertEquals(2, host.posts());
      assertEquals(1, host.connections());
    }
  }

  @Test
  void f66_interruptWhileWaitingForTheAnswer_isUnknownAndStaysInterrupted() throws Exception {
    Thread caller = Thread.currentThread();
    RawHost.Behaviour interrupts =
        (connection, number) -> {
          connection.read();
          caller.interrupt();
          connection.awaitEnd();
        };
    try (RawHost host = new RawHost(ca.server("host.test", tomorrow), interrupts);
        HttpProvider provider = at(host).trusting(ca).provider()) {
      SubmitOutcome outcome = provider.submit(attempt());
      assertTrue(Thread.interrupted());
      assertUnknown(UnknownReason.CONNECTION_LOST, outcome);
      assertEquals(1, host.posts());
    }
  }

  @Test
  void errorWhileConnecting_connectionsComeBack() throws Exception {
    AtomicInteger errors = new AtomicInteger(20);
    TlsSocketStrategy sound = new DefaultClientTlsStrategy(ca.trust());
    TlsSocketStrategy planted =
        (socket, target, port, attachment, context) -> {
          if (errors.getAndDecrement() > 0) {
            throw new StackOverflowError("planted");
          }
          return sound.upgrade(socket, target, port, attachment, context);
        };
    Setup.Names here = name -> List.of("127.0.0.1");
    try (RawHost host = host("host.test", tomorrow);
        HttpProvider provider = at(host).network(new Network(here, planted)).provider()) {
      for (int i = 0; i < 20; i++) {
        assertThrows(StackOverflowError.class, () -> provider.submit(attempt()));
      }
      assertAccepted(provider.submit(attempt()));
      assertEquals(1, host.posts());
    }
  }

  private static void assertRefused(HttpProvider provider, RawHost host) {
    assertNotSent(NotSentReason.TLS, provider.submit(attempt()));
    assertEquals(1, host.connections());
    assertFailed(ReadFailure.Reason.UNREACHABLE, provider.fetch(Setup.TASK_ID));
    assertEquals(0, host.posts());
    assertEquals(0, host.gets());
  }
}
