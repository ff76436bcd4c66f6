package io.mjrouter.proxy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Kept;
import io.mjrouter.model.MediaLink;
import io.mjrouter.spi.MediaStream;
import io.mjrouter.testing.ScriptedProvider;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Pictures through the proxy: with the link or the key, and nothing else. */
class ImagesTest {

  private static final byte[] PNG =
      "\u0089PNG\r\n\u001a\n and the rest".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] MP4 =
      "\0\0\0 ftypisom and the rest".getBytes(StandardCharsets.ISO_8859_1);
  private static final URI GRID = URI.create("https://cdn.example/h1.png");

  private final ScriptedProvider host = ScriptedProvider.named("host").thenAccepts("h1");
  private final ProxySettings.Builder client =
      ProxySettings.builder().client("web", ClientSettings.builder("k").build());

  private static String path(JsonNode task, String member) {
    URI link = URI.create(task.path(member).stringValue());
    assertEquals("http://127.0.0.1:8080", link.resolve("/").toString().replaceAll("/$", ""));
    return link.getRawPath() + "?" + link.getRawQuery();
  }

  private JsonNode finished(ProxyRig rig) {
    String id =
        rig.send(TestRequest.post("/mj/submit/imagine", ProxyRig.IMAGINE).key("k")).result();
    rig.pass(Duration.ofMinutes(1));
    return rig.send(TestRequest.get("/mj/task/" + id + "/fetch").key("k")).json();
  }

  @Test
  void imageUrl_needsNoKeyAndNamesNoHost() {
    host.shows(ProxyRig.success("h1").build()).serves(GRID, PNG);
    try (ProxyRig rig = ProxyRig.of(client, host)) {
      String path = path(finished(rig), "imageUrl");
      Answered picture = rig.send(TestRequest.get(path).from("203.0.113.7"));
      assertEquals(200, picture.status(), picture::toString);
      assertEquals("image/png", picture.header("Content-Type"));
      assertEquals("*", picture.header("Access-Control-Allow-Origin"));
      assertEquals("nosniff", picture.header("X-Content-Type-Options"));
      assertArrayEquals(PNG, picture.bytes());
    }
  }

  @Test
  void head_hasTheLengthAndFetchesNoBody() throws IOException {
    host.shows(ProxyRig.success("h1").build()).serves(GRID, PNG);
    try (ProxyRig rig = ProxyRig.of(client, host)) {
      String path = path(finished(rig), "imageUrl");
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      try (ProxyReply reply = rig.proxy.handle(TestRequest.of("HEAD", path))) {
        assertEquals(200, reply.status());
        assertEquals(OptionalLong.of(PNG.length), reply.length());
        assertEquals("image/png", reply.headers().get("Content-Type"));
        reply.writeTo(body);
      }
      assertEquals(0, body.size());
    }
  }

  @Test
  void replyWithoutBody_isDoneWithItsPictureAtOnce() throws IOException {
    AtomicBoolean closed = new AtomicBoolean();
    InputStream picture =
        new ByteArrayInputStream(PNG) {
          @Override
          public void close() {
            closed.set(true);
          }
        };
    ProxyReply reply = ProxyReply.stream(206, MediaStream.of(picture, 7)).withoutBody();
    assertTrue(closed.get());
    assertEquals(206, reply.status());
    assertEquals(OptionalLong.of(7), reply.length());
    assertEquals(PNG.length, picture.available(), "nothing is read");
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-3, 0, 3",
    "bytes=4-, 4, 20",
    "bytes=-5, 16, 20",
    "bytes=20-999, 20, 20",
    "bytes=-999, 0, 20"
  })
  void range_isThatPart(String range, int first, int last) {
    host.shows(ProxyRig.success("h1").build()).serves(GRID, PNG);
    try (ProxyRig rig = ProxyRig.of(client, host)) {
      String path = path(finished(rig), "imageUrl");
      Answered part = rig.send(TestRequest.get(path).header("Range", range));
      assertEquals(206, part.status(), part::toString);
      assertEquals("bytes " + first + "-" + last + "/21", part.header("Content-Range"));
      assertEquals("bytes", part.header("Accept-Ranges"));
      assertEquals("image/png", part.header("Content-Type"));
      assertArrayEquals(Arrays.copyOfRange(PNG, first, last + 1), part.bytes());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=0-1,4-5",
        "bytes=-",
        "bytes=5-4",
        "lines=0-1",
        "bytes=a-b",
        "",
        "bytes=0-1x"
      })
  void range_notOnePart_isTheWhole(String range) {
    host.shows(ProxyRig.success("h1").build()).serves(GRID, PNG);
    try (ProxyRig rig = ProxyRig.of(client, host)) {
      String path = path(finished(rig), "imageUrl");
      Answered whole = rig.send(TestRequest.get(path).header("Range", range));
      assertEquals(200, whole.status(), whole::toString);
      assertEquals("bytes", whole.header("Accept-Ranges"));
      assertArrayEquals(PNG, whole.bytes());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=21-", "bytes=999-1000", "bytes=-0"})
  void range_beyondTheEnd_is416WithTheLength(String range) {
    host.shows(ProxyRig.success("h1").build()).serves(GRID, PNG);
    try (ProxyRig rig = ProxyRig.of(client, host)) {
      String path = path(finished(rig), "imageUrl");
      Answered none = rig.send(TestRequest.get(path).header("Range", range)).expect(416, 4);
      assertEquals("bytes */21", none.header("Content-Range"));
    }
  }

  /** We give pictures no name by which a part could be known to be of the same one. */
  @Test
  void range_onACondition_isTheWhole() {
    host.shows(ProxyRig.success("h1").build()).serves(GRID, PNG);
    try (ProxyRig rig = ProxyRig.of(client, host)) {
      TestRequest request = TestRequest.get(path(finished(rig), "imageUrl"));
      request.header("Range", "bytes=0-3").header("If-Range", "\"any\"");
      assertEquals(200, rig.send(request).status());
    }
  }

  @Test
  @Timeout(60)
  void keptPicture_hasItsLengthAndParts(@TempDir Path folder) {
    host.shows(ProxyRig.success("h1").build()).serves(GRID, PNG);
    try (ProxyRig rig = ProxyRig.keeping(folder, client, host)) {
      JsonNode task = finished(rig);
      while (rig.task(task.path("id").stringValue()).kept() != Kept.KEPT) {
        rig.pass(Duration.ofSeconds(1));
        Thread.yield();
      }
      host.refuses(GRID);
      String path = path(task, "imageUrl");
      Answered whole = rig.send(TestRequest.get(path));
      assertEquals("bytes", whole.header("Accept-Ranges"));
      assertArrayEquals(PNG, whole.bytes());
      Answered part = rig.send(TestRequest.get(path).header("Range", "bytes=1-3"));
      assertArrayEquals(new byte[] {'P', 'N', 'G'}, part.bytes());
      try (ProxyReply reply = rig.proxy.handle(TestRequest.get(path))) {
        assertEquals(OptionalLong.of(PNG.length), reply.length());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void imageUrl_isTheSameInEveryAnswerAndForEveryTaskAnother() {
    host.shows(ProxyRig.success("h1").build()).thenAccepts("h2");
    host.shows(ProxyRig.success("h2").build());
    try (ProxyRig rig = ProxyRig.of(client, host)) {
      JsonNode one = finished(rig);
      String id = one.path("id").stringValue();
      JsonNode again = rig.send(TestRequest.get("/mj/task/" + id + "/fetch").key("k")).json();
      assertEquals(one.path("imageUrl"), again.path("imageUrl"));
      String signature = path(one, "imageUrl").replaceAll(".*sig=", "");
      assertNotEquals(signature, path(finished(rig), "imageUrl").replaceAll(".*sig=", ""));
      assertTrue(signature.matches("[0-9a-f]{32}"), signature);
    }
  }

  @Test
  void image_withoutTheRightSignature_needsTheOwnersKey() {
    host.shows(ProxyRig.success("h1").build()).serves(GRID, PNG);
    try (ProxyRig rig =
        ProxyRig.of(client.client("other", ClientSettings.builder("o").build()), host)) {
      String id = finished(rig).path("id").stringValue();
      rig.get("/mj/image/" + id).expect(401, 4);
      rig.get("/mj/image/" + id + "?sig=0123456789abcdef0123456789abcdef").expect(401, 4);
      rig.get("/mj/image/1000000000000001").expect(401, 4);
      rig.get("/mj/image/" + id + "?sig=%zz").expect(400, 4);
      assertEquals(404, rig.send(TestRequest.get("/mj/image/" + id).key("o")).status());
      assertEquals(200, rig.send(TestRequest.get("/mj/image/" + id).key("k")).status());
    }
  }

  @Test
  void severalPicturesAndVideos_eachHaveALinkOfTheirOwn() {
    URI second = URI.create("https://cdn.example/second.png");
    URI film = URI.create("https://cdn.example/film.mp4");
    host.shows(
            ProxyRig.success("h1")
                .images(List.of(MediaLink.of(GRID), MediaLink.of(second)))
                .videos(List.of(MediaLink.of(film)))
                .build())
        .serves(GRID, PNG)
        .serves(second, "\u0089PNG\r\n\u001a\n 2".getBytes(StandardCharsets.ISO_8859_1))
        .serves(film, MP4);
    try (ProxyRig rig = ProxyRig.of(client, host)) {
      JsonNode task = finished(rig);
      assertEquals(2, task.path("imageUrls").size());
      Answered two = rig.get(path(task.path("imageUrls").get(1), "url"));
      assertTrue(new String(two.bytes(), StandardCharsets.ISO_8859_1).endsWith(" 2"));
      Answered video = rig.get(path(task, "videoUrl"));
      assertEquals("video/mp4", video.header("Content-Type"));
      assertArrayEquals(MP4, video.bytes());
      String none = path(task, "videoUrl").replace("v=0", "v=1");
      rig.get(none).expect(404, 4);
    }
  }

  @Test
  void image_hostHasItNoMore_isJson() {
    host.shows(ProxyRig.success("h1").build());
    try (ProxyRig rig = ProxyRig.of(client, host)) {
      rig.get(path(finished(rig), "imageUrl")).expect(502, 4);
    }
  }

  @Test
  void image_hostSendsAPage_isJson() {
    host.shows(ProxyRig.success("h1").build())
        .serves(GRID, "<html>".getBytes(StandardCharsets.UTF_8));
    try (ProxyRig rig = ProxyRig.of(client, host)) {
      rig.get(path(finished(rig), "imageUrl")).expect(502, 4);
    }
  }

  @Test
  void imageUrl_beginsWithThePublicUrl() {
    host.shows(ProxyRig.success("h1").build());
    try (ProxyRig rig =
        ProxyRig.of(client.publicUrl(URI.create("https://mj.example.com/base/")), host)) {
      String link = finished(rig).path("imageUrl").stringValue();
      assertTrue(link.startsWith("https://mj.example.com/base/mj/image/"), link);
    }
  }

  @Test
  void f102_largePicture_isPassedOnInPieces() throws IOException {
    byte[] large = new byte[20 << 20];
    System.arraycopy(PNG, 0, large, 0, PNG.length);
    host.shows(ProxyRig.success("h1").build()).serves(GRID, large);
    try (ProxyRig rig = ProxyRig.of(client, host)) {
      String path = path(finished(rig), "imageUrl");
      AtomicInteger largest = new AtomicInteger();
      AtomicLong all = new AtomicLong();
      OutputStream counting =
          new OutputStream() {
            @Override
            public void write(int one) {
              all.incrementAndGet();
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
              all.addAndGet(length);
              largest.accumulateAndGet(length, Math::max);
            }
          };
      try (ProxyReply reply = rig.proxy.handle(TestRequest.get(path))) {
        reply.writeTo(counting);
      }
      assertEquals(large.length, all.get());
      assertTrue(largest.get() <= 64 << 10, largest::toString);
    }
  }
}
