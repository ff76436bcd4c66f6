package io.mjrouter.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Looks for an address that is neither understood nor refused, or understood in two ways.
 *
 * <p>By itself it runs once over the addresses below. With {@code -Djazzer.fuzz=1}, as under {@code
 * -Plong}, it searches for five minutes.
 */
class BaseUrlsFuzzTest {

  private static final int LONG_ENOUGH_TO_BE_KNOWN = 12;

  static Stream<Arguments> written() {
    return Stream.of(
            "https://api.example.com",
            "API.example.com/mj-fast/mj/submit/imagine",
            "http://127.0.0.1:8080/mj/",
            "https://user:secret@api.example.com",
            "https://api.example.com/?key=sk-1",
            "https://api.example.com/a/../b//mj",
            "https://[::1]:99999/%2e%2e",
            "${ADDRESS}",
            "ftp://x",
            "https:///mj",
            "https://a%00b/#x")
        .map(text -> Arguments.of((Object) text.getBytes(UTF_8)));
  }

  @MethodSource("written")
  @FuzzTest(maxDuration = "5m")
  void anyAddress_isUnderstoodInOneWay_orRefusedWithoutBeingQuoted(byte[] input) {
    if (input == null) {
      return;
    }
    String text = new String(input, UTF_8);
    URI base;
    try {
      base = BaseUrls.parse(text).uri();
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      assertTrue(message.contains("expected"), message);
      boolean quoted =
          text.strip().length() >= LONG_ENOUGH_TO_BE_KNOWN && message.contains(text.strip());
      assertFalse(quoted, message);
      return;
    }
    assertTrue(List.of("http", "https").contains(base.getScheme()), base::toString);
    assertNotNull(base.getHost(), base::toString);
    assertNull(base.getRawUserInfo(), base::toString);
    assertNull(base.getRawQuery(), base::toString);
    assertNull(base.getRawFragment(), base::toString);
    assertFalse(base.toString().endsWith("/"), base::toString);
    assertEquals(base, BaseUrls.parse(base.toString()).uri());
  }
}
