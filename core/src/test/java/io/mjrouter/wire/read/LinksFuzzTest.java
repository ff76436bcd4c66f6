package io.mjrouter.wire.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mjrouter.spi.ImageRule;
import io.mjrouter.spi.Profile;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Looks for a link to a picture or a video that leads nowhere, gives a password away, or is no link
 * when it is read again.
 *
 * <p>By itself it runs once over the texts below, among them links as hosts sent them, and
 * everything that is kept in the resources beside this class. With {@code -Djazzer.fuzz=1}, as
 * under {@code -Plong}, it searches for five minutes, and writes what it finds there.
 */
class LinksFuzzTest {

  private static final URI BASE = URI.create("https://host.example/base");
  private static final List<Links> LINKS =
      Arrays.stream(ImageRule.values())
          .map(rule -> new Links(Profile.builder("some-host").imageRule(rule).build(), BASE))
          .toList();

  static Stream<Arguments> written() {
    return Stream.of(
            "https://cdn.discordapp.com/attachments/13724/13885/a_red_fox.png?ex=686&is=68602&hm=f9&",
            "www.yourdomain.com/mj/image/7",
            "https://cdn.example.com:8443/mj/image/1730",
            "//cdn.example/a.png",
            "http://user:pass@[::1]:99999/%zz",
            "javascript:alert(1)",
            "http://169.254.169.254/latest/meta-data",
            "/base/mj/image/7",
            "/mj/image/7?x=\u0000",
            "mj/image/\u732b.png#x")
        .map(text -> Arguments.of((Object) text.getBytes(UTF_8)));
  }

  @MethodSource("written")
  @FuzzTest(maxDuration = "5m")
  void anyText_isNoLink_orOneToFetchFrom(byte[] input) {
    if (input == null) {
      return;
    }
    String text = new String(input, UTF_8);
    for (Links links : LINKS) {
      links.picture(text, "77").ifPresent(LinksFuzzTest::isPlain);
      links.video(text).ifPresent(LinksFuzzTest::isPlain);
    }
  }

  private static void isPlain(URI link) {
    String scheme = String.valueOf(link.getScheme()).toLowerCase(Locale.ROOT);
    assertTrue(List.of("http", "https").contains(scheme), link::toString);
    assertNotNull(link.getHost(), link::toString);
    assertNull(link.getRawUserInfo(), link::toString);
    assertEquals(link, URI.create(link.toString()));
  }
}
