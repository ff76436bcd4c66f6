package io.mjrouter.provider.internal;

import static io.mjrouter.provider.internal.Setup.assertAccepted;
import static io.mjrouter.provider.internal.Setup.assertFailed;
import static io.mjrouter.provider.internal.Setup.assertNotSent;
import static io.mjrouter.provider.internal.Setup.attempt;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.spi.NotSentReason;
import io.mjrouter.spi.ReadFailure;
import io.mjrouter.spi.SubmitOutcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/** Faults that strike before a byte of the body leaves: nothing was bought, and that is certain. */
@Timeout(30)
@Isolated("its deadlines are short")
class BeforeSendingTest {

  private static final URI NAMED = URI.create("http://host.test:80");

  @Test
  void f01_submit_nameWithoutAddress_isNotSent() {
    try (HttpProvider provider = Setup.at(NAMED).dns(name -> List.of()).provider()) {
      SubmitOutcome outcome = provider.submit(attempt());
      assertNotSent(NotSentReason.DNS, outcome);
      assertTrue(outcome.message().contains("host.test"), outcome::message);
      assertFailed(ReadFailure.Reason.UNREACHABLE, provider.fetch(Setup.TASK_ID));
    }
  }

  @Test
  void f01_submit_resolverHangs_isNotSentWithinTheConnectBudget() {
    CountDownLatch never = new CountDownLatch(1);
    Setup.Names hanging =
        name -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return List.of();
        };
    try (HttpProvider provider = Setup.at(NAMED).dns(hanging).connect(100).provider()) {
      assertTimeout(
          Duration.ofSeconds(5),
          () -> assertNotSent(NotSentReason.DNS, provider.submit(attempt())));
    } finally {
      never.countDown();
    }
  }

  @Test
  void f02_submit_closedPort_isNotSent() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0)) {
      port = closed.getLocalPort();
    }
    try (HttpProvider provider = Setup.at(URI.create("http://127.0.0.1:" + port)).provider()) {
      assertNotSent(NotSentReason.CONNECT_REFUSED, provider.submit(attempt()));
      assertFailed(ReadFailure.Reason.UNREACHABLE, provider.fetch(Setup.TASK_ID));
    }
  }

  @Test
  void f03_submit_hostThatDoesNotAccept_isNotSentInTime() throws Exception {
    try (BlackHole hole = new BlackHole();
        HttpProvider provider = Setup.at(hole.base("127.0.0.1")).connect(150).provider()) {
      assertTimeout(
          Duration.ofSeconds(5),
          () -> assertNotSent(NotSentReason.CONNECT_TIMEOUT, provider.submit(attempt())));
    }
  }

  @Test
  void f13_submit_firstAddressesDead_takesTheNextWithinOneBudget() throws Exception {
    try (RawHost host = RawHost.answering(RawHost.ACCEPTED);
        BlackHole hole = new BlackHole("127.0.0.2", host.port())) {
      URI base = URI.create("http://host.test:" + host.port());
      Setup setup =
          Setup.at(base)
              .connect(2_000)
              .dns(name -> List.of("127.0.0.3", hole.address(), "127.0.0.1"));
      try (HttpProvider provider = setup.provider()) {
        assertAccepted(provider.submit(attempt()));
      }
      assertEquals(1, host.posts());
    }
  }

  @Test
  void f13_submit_allAddressesDead_isNotSentWithinOneBudget() throws Exception {
    try (BlackHole hole = new BlackHole();
        HttpProvider provider =
            Setup.at(hole.base("host.test"))
                .connect(300)
                .dns(name -> Collections.nCopies(30, "127.0.0.1"))
                .provider()) {
      assertTimeout(
          Duration.ofSeconds(5),
          () -> assertNotSent(NotSentReason.CONNECT_TIMEOUT, provider.submit(attempt())));
    }
  }

  @Test
  void submit_idThatMustNotEnterAPath_isNotSent() throws Exception {
    try (RawHost host = RawHost.answering(RawHost.ACCEPTED);
        HttpProvider provider = Setup.at(host.base()).provider()) {
      for (String id :
          List.of("../../api/user/self", "1/2", "a b", "", "x\r\ny", "%2e%2e", "x".repeat(65))) {
        assertFailed(ReadFailure.Reason.INVALID_REQUEST, provider.fetch(id));
        assertFailed(ReadFailure.Reason.INVALID_REQUEST, provider.seed(id));
        assertFailed(ReadFailure.Reason.INVALID_REQUEST, provider.cancel(id));
      }
      assertEquals(0, host.connections());
    }
  }

  @Test
  void submit_afterClose_isNotSent() throws Exception {
    try (RawHost host = RawHost.answering(RawHost.ACCEPTED)) {
      HttpProvider provider = Setup.at(host.base()).provider();
      provider.close();
      assertNotSent(NotSentReason.CLOSED, provider.submit(attempt()));
      assertFailed(ReadFailure.Reason.UNREACHABLE, provider.fetch(Setup.TASK_ID));
      assertEquals(0, host.connections());
    }
  }

  @Test
  void submit_threadAlreadyInterrupted_isNotSentAndStaysInterrupted() throws Exception {
    try (RawHost host = RawHost.answering(RawHost.ACCEPTED);
        HttpProvider provider = Setup.at(host.base()).provider()) {
      Thread.currentThread().interrupt();
      SubmitOutcome outcome = provider.submit(attempt());
      assertTrue(Thread.interrupted());
      assertNotSent(NotSentReason.CLOSED, outcome);
      assertEquals(0, host.connections());
    }
  }

  @Test
  void submit_allConnectionsTaken_isNotSentWhileReadsGoOn() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch taken = new CountDownLatch(2);
    RawHost.Behaviour slowSubmits =
        (connection, number) -> {
          for (var request = connection.read(); request.isPresent(); request = connection.read()) {
            if (request.get().head().startsWith("POST ")) {
              taken.countDown();
              release.await();
              connection.send(RawHost.ACCEPTED);
            } else {
              connection.send(RawHost.TASK);
            }
          }
        };
    try (RawHost host = new RawHost(slowSubmits);
        HttpProvider provider = Setup.at(host.base()).concurrent(2).connect(200).provider()) {
      List<Thread> slow = new ArrayList<>();
      List<SubmitOutcome> outcomes = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        Thread thread =
            new Thread(
                () -> {
                  SubmitOutcome outcome = provider.submit(attempt());
                  synchronized (outcomes) {
                    outcomes.add(outcome);
                  }
                });
        thread.start();
        slow.add(thread);
      }
      taken.await();
      assertNotSent(NotSentReason.POOL_TIMEOUT, provider.submit(attempt()));
      assertTrue(provider.fetch(Setup.TASK_ID).value().isPresent());
      release.countDown();
      for (Thread thread : slow) {
        thread.join();
      }
      outcomes.forEach(Setup::assertAccepted);
      assertEquals(2, host.posts());
      assertAccepted(provider.submit(attempt()));
    }
  }

  /** An address that lets nobody in and sends nobody away: its backlog is full. */
  private static final class BlackHole implements AutoCloseable {
    private final ServerSocket server;
    private final List<Socket> fill = new ArrayList<>();

    BlackHole() throws IOException {
      this("127.0.0.1", 0);
    }

    BlackHole(String address, int port) throws IOException {
      server = new ServerSocket(port, 1, InetAddress.getByName(address));
      boolean full = false;
      while (!full) {
        Socket socket = new Socket();
        fill.add(socket);
        try {
          socket.connect(
              new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), 100);
        } catch (IOException e) {
          full = true;
        }
      }
      assertFalse(fill.isEmpty());
    }

    String address() {
      return server.getInetAddress().getHostAddress();
    }

    URI base(String host) {
      return URI.create("http://" + host + ":" + server.getLocalPort());
    }

    @Override
    public void close() throws IOException {
      for (Socket socket : fill) {
        socket.close();
      }
      server.close();
    }
  }
}
