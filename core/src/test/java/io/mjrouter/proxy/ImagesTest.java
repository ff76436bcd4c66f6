package io.mjrouter.proxy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.MediaLink;
import io.mjrouter.testing.ScriptedProvider;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
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
      assertEquals(200, rig.send(TestRequest.of("HEAD", path)).status());
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
