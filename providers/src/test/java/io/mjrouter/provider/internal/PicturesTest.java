package io.mjrouter.provider.internal;

import static io.mjrouter.provider.internal.RawHost.http;
import static io.mjrouter.provider.internal.Setup.assertFailed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.MediaLink;
import io.mjrouter.spi.MediaStream;
import io.mjrouter.spi.ReadFailure;
import io.mjrouter.spi.Reading;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures come from where a host says; the key does not go there, nor we anywhere private. */
@Timeout(30)
@Isolated("its deadlines are short")
class PicturesTest {

  private static final long MANY = 1 << 20;
  private static final String PICTURE = http("200 OK", "image/png", "picture");

  /** A public host, so that private links are refused; its name leads nowhere. */
  private static final URI PUBLIC = URI.create("https://host.test");

  private static MediaLink link(String url) {
    return MediaLink.of(URI.create(url));
  }

  private static MediaLink at(RawHost host, String path) {
    return link(host.base() + path);
  }

  private static byte[] read(Reading<MediaStream> reading) throws IOException {
    try (MediaStream stream = reading.value().orElseThrow(() -> new AssertionError(reading))) {
      return stream.content().readAllBytes();
    }
  }

  private static String moved(String location) {
    return "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + location + "\r\n\r\n";
  }

  @Test
  void open_atTheHost_carriesTheKeyAndReusesTheConnection() throws Exception {
    try (RawHost host = RawHost.answering(PICTURE);
        HttpProvider provider = Setup.at(host.base()).provider()) {
      for (int i = 0; i < 3; i++) {
        try (MediaStream stream =
            provider.open(at(host, "/mj/image/1"), MANY).value().orElseThrow()) {
          assertEquals("image/png", stream.contentType());
          assertEquals(OptionalLong.of(7), stream.length());
          assertArrayEquals("picture".getBytes(UTF_8), stream.content().readAllBytes());
        }
      }
      assertTrue(host.heads().get(0).contains("Bearer sk-secret-canary-0123456789"));
      assertTrue(host.heads().get(0).contains("Accept: image/*,video/*;q=0.9\r\n"));
      assertEquals(1, host.connections());
    }
  }

  @Test
  void open_elsewhere_carriesNoKeyAndTheLinkAsItIs() throws Exception {
    try (RawHost host = RawHost.answering(PICTURE);
        RawHost store = RawHost.answering(PICTURE);
        HttpProvider provider = Setup.at(host.base()).provider()) {
      assertArrayEquals(
          "picture".getBytes(UTF_8),
          read(provider.open(at(store, "/a%20b/狐.png?ex=1&is=%2B&hm=&"), MANY)));
      String head = store.heads().get(0);
      assertTrue(head.startsWith("GET /a%20b/%E7%8B%90.png?ex=1&is=%2B&hm=& HTTP/1.1\r\n"), head);
      assertFalse(head.contains("canary"), head);
      assertTrue(head.contains("User-Agent: mj-router\r\n"), head);
      assertEquals(0, host.connections());
    }
  }

  @Test
  void f24_redirectElsewhere_isFollowedWithoutTheKey() throws Exception {
    try (RawHost store = RawHost.answering(PICTURE);
        RawHost host =
            RawHost.routing(
                path -> path.equals("/1") ? moved("/2") : moved(store.base() + "/picture?s=1"));
        HttpProvider provider = Setup.at(host.base()).provider()) {
      assertArrayEquals("picture".getBytes(UTF_8), read(provider.open(at(host, "/1"), MANY)));
      assertTrue(host.heads().stream().allMatch(head -> head.contains("canary")));
      assertEquals(2, host.gets());
      assertFalse(store.heads().get(0).contains("canary"));
    }
  }

  @Test
  void f24_redirectFromElsewhereToTheHost_carriesNoKey() throws Exception {
    try (RawHost host = RawHost.answering(PICTURE);
        RawHost stranger = RawHost.answering(moved(host.base() + "/api/user/self"));
        HttpProvider provider = Setup.at(host.base()).provider()) {
      assertArrayEquals("picture".getBytes(UTF_8), read(provider.open(at(stranger, "/1"), MANY)));
      assertFalse(host.heads().get(0).contains("canary"));
    }
  }

  @Test
  void f24_redirectsWithoutEnd_failAfterThree() throws Exception {
    try (RawHost host = RawHost.answering(moved("/again"));
        HttpProvider provider = Setup.at(host.base()).provider()) {
      assertFailed(ReadFailure.Reason.REDIRECTED, provider.open(at(host, "/1"), MANY));
      assertEquals(4, host.gets());
    }
  }

  @Test
  void redirectFromHttpsToHttp_isNotFollowed() throws Exception {
    TestCa ca = new TestCa();
    try (RawHost store = RawHost.answering(PICTURE);
        RawHost host =
            new RawHost(
                ca.server("host.test", Instant.now().plusSeconds(86_400)),
                (connection, number) -> {
                  connection.read();
                  connection.send(moved(store.base() + "/1"));
                });
        HttpProvider provider =
            Setup.at(URI.create("https://host.test:" + host.port()))
                .dns(name -> List.of("127.0.0.1"))
                .trusting(ca)
                .provider()) {
      assertFailed(
          ReadFailure.Reason.INVALID_REQUEST,
          provider.open(link("https://host.test:" + host.port() + "/1"), MANY));
      assertEquals(0, store.connections());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:PORT/",
        "http://127.1:PORT/",
        "http://2130706433:PORT/",
        "http://0.0.0.0:PORT/",
        "http://[::1]:PORT/",
        "http://[::ffff:127.0.0.1]:PORT/",
        "http://localhost:PORT/",
        "http://rebound.test:PORT/",
        "http://half.test:PORT/",
        "http://169.254.169.254/latest/meta-data/",
        "http://10.0.0.1/",
        "http://[fd00::1]/",
        "http://[64:ff9b::a00:1]/",
      })
  void open_privateAddress_isRefusedWithoutAConnection(String url) throws Exception {
    Setup.Names names =
        name ->
            switch (name) {
              case "host.test" -> List.of("93.184.215.14");
              case "half.test" -> List.of("93.184.215.14", "127.0.0.1");
              case "rebound.test" -> List.of("127.0.0.1");
              default -> List.of(name);
            };
    try (RawHost secret = RawHost.answering(PICTURE);
        HttpProvider provider = Setup.at(PUBLIC).dns(names).connect(300).provider()) {
      assertFailed(
          ReadFailure.Reason.INVALID_REQUEST,
          provider.open(link(url.replace("PORT", "" + secret.port())), MANY));
      assertEquals(0, secret.connections());
    }
  }

  @Test
  void open_redirectToAPrivateAddress_isRefused() throws Exception {
    try (RawHost secret = RawHost.answering(PICTURE);
        RawHost proxy = RawHost.answering(moved("http://127.0.0.1:" + secret.port() + "/"));
        HttpProvider provider =
            Setup.at(PUBLIC).dns(name -> List.of("93.184.215.14")).proxy(proxy.port()).provider()) {
      assertFailed(
          ReadFailure.Reason.INVALID_REQUEST, provider.open(link("http://cdn.test/1"), MANY));
      assertEquals(1, proxy.gets());
      assertEquals(0, secret.connections());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "gopher://127.0.0.1:70/",
        "ftp://127.0.0.1/",
        "http://user:password@cdn.test/1",
        "mailto:x@y.z",
        "/relative"
      })
  void open_noWebAddress_isRefused(String url) {
    try (HttpProvider provider = Setup.at(PUBLIC).dns(name -> List.of()).provider()) {
      Reading<MediaStream> reading = provider.open(link(url), MANY);
      assertFailed(ReadFailure.Reason.INVALID_REQUEST, reading);
      assertFalse(reading.toString().contains("password"));
    }
  }

  @Test
  void open_largerThanAllowedAndSaysSo_fails() throws Exception {
    try (RawHost host = RawHost.answering(PICTURE);
        HttpProvider provider = Setup.at(host.base()).provider()) {
      assertFailed(ReadFailure.Reason.TOO_LARGE, provider.open(at(host, "/1"), 6));
      assertEquals(7, read(provider.open(at(host, "/1"), 7)).length);
    }
  }

  @Test
  void f28_streamLargerThanAllowed_endsWithAnErrorAtTheCap() throws Exception {
    AtomicLong sent = new AtomicLong();
    RawHost.Behaviour endless =
        (connection, number) -> {
          connection.read();
          connection.send("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n");
          while (true) {
            connection.send(new byte[1 << 16]);
            sent.addAndGet(1 << 16);
          }
        };
    try (RawHost host = new RawHost(endless);
        HttpProvider provider = Setup.at(host.base()).provider()) {
      try (MediaStream stream = provider.open(at(host, "/1"), MANY).value().orElseThrow()) {
        assertEquals(MANY, stream.content().readNBytes((int) MANY).length);
        assertThrows(IOException.class, () -> stream.content().read());
      }
      assertTrue(sent.get() < MANY + (16 << 20), () -> sent + " bytes");
    }
  }

  @Test
  void open_closedEarly_readsNoFurther() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    RawHost.Behaviour endless =
        (connection, number) -> {
          connection.read();
          connection.send("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n");
          try {
            while (true) {
              connection.send(new byte[1 << 16]);
            }
          } catch (IOException e) {
            over.countDown();
          }
        };
    try (RawHost host = new RawHost(endless);
        HttpProvider provider = Setup.at(host.base()).provider()) {
      try (MediaStream stream = provider.open(at(host, "/1"), MANY).value().orElseThrow()) {
        assertEquals(0, stream.content().read());
      }
      over.await();
    }
  }

  /** Of a picture without end, three bytes. */
  private static RawHost stalling() throws IOException {
    return new RawHost(
        (connection, number) -> {
          connection.read();
          connection.send("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nxyz");
          connection.awaitEnd();
        });
  }

  @Test
  void f09_streamStalls_endsInTimeAndSaysNothingOfTheLink() throws Exception {
    try (RawHost host = stalling();
        HttpProvider provider = Setup.at(host.base()).image(150).provider();
        MediaStream stream = provider.open(at(host, "/1?hm=canary"), MANY).value().orElseThrow()) {
      IOException late =
          assertTimeout(
              Duration.ofSeconds(5),
              () -> assertThrows(IOException.class, () -> stream.content().readAllBytes()));
      assertFalse(late.toString().contains("canary"), late::toString);
      assertEquals(null, late.getCause());
    }
  }

  @Test
  void f66_interruptedWhileTheStreamStalls_endsAndStaysInterrupted() throws Exception {
    try (RawHost host = stalling();
        HttpProvider provider = Setup.at(host.base()).provider();
        MediaStream stream = provider.open(at(host, "/1"), MANY).value().orElseThrow()) {
      Thread.currentThread().interrupt();
      IOException ended = assertThrows(IOException.class, () -> stream.content().readAllBytes());
      assertTrue(Thread.interrupted());
      assertTrue(ended.getMessage().endsWith("interrupted"), ended::toString);
    }
  }

  @Test
  void f102_readerIsSlow_theHostIsLetGoInTime() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    RawHost.Behaviour endless =
        (connection, number) -> {
          connection.read();
          connection.send("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n");
          try {
            while (true) {
              connection.send(new byte[1 << 16]);
            }
          } catch (IOException e) {
            over.countDown();
          }
        };
    try (RawHost host = new RawHost(endless);
        HttpProvider provider = Setup.at(host.base()).image(1_000).provider();
        MediaStream stream = provider.open(at(host, "/1"), MANY).value().orElseThrow()) {
      assertEquals(0, stream.content().read());
      over.await();
      assertThrows(IOException.class, () -> stream.content().readAllBytes());
    }
  }

  @Test
  void f10_streamTruncated_endsWithAnError() throws Exception {
    RawHost.Behaviour truncates =
        (connection, number) -> {
          connection.read();
          connection.send(
              "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 9\r\n\r\nxyz");
        };
    try (RawHost host = new RawHost(truncates);
        HttpProvider provider = Setup.at(host.base()).provider();
        MediaStream stream = provider.open(at(host, "/1"), MANY).value().orElseThrow()) {
      assertThrows(IOException.class, () -> stream.content().readAllBytes());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "application/json", "text/plain; charset=utf-8"})
  void open_pageInsteadOfAPicture_fails(String type) throws Exception {
    try (RawHost host = RawHost.answering(http("200 OK", type, "<html>log in</html>"));
        HttpProvider provider = Setup.at(host.base()).provider()) {
      assertFailed(ReadFailure.Reason.GARBLED, provider.open(at(host, "/1"), MANY));
    }
  }

  @Test
  void open_refused_saysWhoRefuses() throws Exception {
    String refused =
        http("401 Unauthorized", "application/json", "{\"error\":{\"message\":\"no\"}}");
    String gone = http("404 Not Found", "text/plain", "This content is no longer available.");
    try (RawHost host = RawHost.answering(refused);
        RawHost store = RawHost.answering(refused);
        RawHost empty = RawHost.answering(gone);
        HttpProvider provider = Setup.at(host.base()).provider()) {
      assertFailed(ReadFailure.Reason.AUTH, provider.open(at(host, "/1"), MANY));
      assertFailed(ReadFailure.Reason.FORBIDDEN, provider.open(at(store, "/1"), MANY));
      assertInstanceOf(Reading.Absent.class, provider.open(at(empty, "/1"), MANY));
    }
  }

  @Test
  void open_manyLeftOpen_doNotKeepPollsWaiting() throws Exception {
    RawHost.Behaviour slowPictures =
        (connection, number) -> {
          for (Optional<RawHost.Request> request = connection.read();
              request.isPresent();
              request = connection.read()) {
            if (request.get().path().startsWith("/picture")) {
              connection.send("HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n");
              connection.awaitEnd();
            } else {
              connection.send(RawHost.TASK);
            }
          }
        };
    try (RawHost host = new RawHost(slowPictures);
        HttpProvider provider = Setup.at(host.base()).provider()) {
      for (int i = 0; i < 50; i++) {
        assertTrue(provider.open(at(host, "/picture"), MANY).value().isPresent());
      }
      assertTrue(provider.fetch(Setup.TASK_ID).value().isPresent());
    }
  }
}
