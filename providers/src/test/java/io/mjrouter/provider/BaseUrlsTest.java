package io.mjrouter.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Mode;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaseUrlsTest {

  @ParameterizedTest
  @CsvSource({
    "https://api.cometapi.com, https://api.cometapi.com,",
    "https://api.cometapi.com/, https://api.cometapi.com,",
    "https://api.cometapi.com///, https://api.cometapi.com,",
    "'  https://api.cometapi.com  ', https://api.cometapi.com,",
    "HTTPS://API.CometAPI.com/MJ, https://api.cometapi.com,",
    "api.cometapi.com, https://api.cometapi.com,",
    "//api.cometapi.com/mj/, https://api.cometapi.com,",
    "https://api.cometapi.com/mj, https://api.cometapi.com,",
    "https://api.cometapi.com:443/mj/, https://api.cometapi.com,",
    "http://api.example.com:80, http://api.example.com,",
    "https://api.example.com:8443/mj, https://api.example.com:8443,",
    "https://api.cometapi.com/mj-fast, https://api.cometapi.com, FAST",
    "https://api.cometapi.com/mj-relax/mj, https://api.cometapi.com, RELAX",
    "https://api.cometapi.com/mj-turbo/mj/, https://api.cometapi.com, TURBO",
    "https://api.example.com/fast/mj/submit/imagine, https://api.example.com, FAST",
    "https://api.example.com/mj/mj-fast/mj, https://api.example.com, FAST",
    "https://api.cometapi.com/mj/submit/imagine, https://api.cometapi.com,",
    "https://api.cometapi.com/mj/task/1/fetch, https://api.cometapi.com,",
    "https://api.example.com/gate/way, https://api.example.com/gate/way,",
    "https://api.example.com/gate//way/mj/, https://api.example.com/gate/way,",
    "https://api.example.com/mj/v2, https://api.example.com/mj/v2,",
    "https://api.example.com/fastlane, https://api.example.com/fastlane,",
    "localhost:8080, http://localhost:8080,",
    "localhost:8080/mj, http://localhost:8080,",
    "127.0.0.1:8080/mj, http://127.0.0.1:8080,",
    "192.168.1.20:8080, http://192.168.1.20:8080,",
    "[::1]:8080/mj, http://[::1]:8080,",
    "mj-proxy:8080, http://mj-proxy:8080,",
    "203.0.113.9:8080, https://203.0.113.9:8080,",
  })
  void parse_spellingThatUsersCopy_isNormalised(String typed, String base, Mode mode) {
    assertEquals(new BaseUrl(URI.create(base), Optional.ofNullable(mode)), BaseUrls.parse(typed));
  }

  @ParameterizedTest
  @CsvSource({
    "'', blank",
    "'   ', blank",
    "${COMET_URL}, placeholder",
    "https://user:secret@api.example.com, user or password",
    "user:secret@api.example.com, user or password",
    "https://api.example.com/mj?key=secret, query",
    "https://api.example.com/mj#secret, fragment",
    "ftp://api.example.com/secret, neither http nor https",
    "https:/api.example.com/secret, not understood",
    "https//api.example.com:secret, not understood",
    "https://, not understood",
    "https:///mj, host",
    "://secret.example.com, no usable host",
    "?://secret.example.com, query",
    "#://secret.example.com, fragment",
    "[, ''",
    "'https://[fe80::1%25eth0]:8080/secret', no usable host",
    "'[::1%2e]/secret', no usable host",
    "https://api.example.com:0/secret, port",
    "https://api.example.com:99999/secret, port",
    "https://my_host/secret, host",
    "https://api.example.com/a/../secret, dots",
    "https://api.example.com/%2E%2e/secret, dots",
    "https://api.example.com/a b/secret, not understood",
    "'https://api.example.com/secret\r\nX: y', not understood",
    "https://bücher.example/secret, host",
  })
  void parse_addressThatCannotBeMeant_isRefusedWithAHintAndNotRepeated(String typed, String hint) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> BaseUrls.parse(typed)).getMessage();

    assertTrue(message.contains(hint), message);
    assertTrue(message.contains("expected: an address such as https://"), message);
    assertFalse(message.contains("secret"), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "app.localhost",
        "nas.local",
        "mj-proxy",
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.0.1",
        "169.254.1.1",
        "[::1]",
        "[fe80::1]",
        "[fd00::1]"
      })
  void isPrivate_hostOfOnesOwn_isTrue(String host) {
    assertTrue(BaseUrls.isPrivate(host));
  }

  @ParameterizedTest
  @ValueSource(strings = {"api.cometapi.com", "203.0.113.9", "172.32.0.1", "[2001:db8::1]"})
  void isPrivate_hostOnTheNet_isFalse(String host) {
    assertFalse(BaseUrls.isPrivate(host));
  }

  /** However an address is spelled, it means the same. */
  @Property
  void parse_anySpelling_meansTheSame(
      @ForAll("hosts") String host,
      @ForAll("paths") String path,
      @ForAll("spellings") Spelling spelling) {
    BaseUrl base = BaseUrls.parse(spelling.of(host, path));

    assertEquals("https://" + host + path, base.uri().toString());
    assertEquals(spelling.mode(), base.mode());
  }

  /** Any text is normalised for good or refused; nothing else is thrown. */
  @Property(tries = 10_000)
  void parse_anyText_isNormalisedForGoodOrRefused(@ForAll("texts") String text) {
    URI base;
    try {
      base = BaseUrls.parse(text).uri();
    } catch (IllegalArgumentException e) {
      assertTrue(e.getMessage().contains("(expected: "), e.getMessage());
      return;
    }
    assertEquals(new BaseUrl(base, Optional.empty()), BaseUrls.parse(base.toString()));
    assertTrue(List.of("http", "https").contains(base.getScheme()));
    assertEquals(base.getHost().toLowerCase(Locale.ROOT), base.getHost());
    assertFalse(base.toString().endsWith("/"), base::toString);
    assertFalse(base.getPath().matches("(?i).*/(mj|mj-fast|fast)"), base::toString);
    assertTrue(base.getRawQuery() == null && base.getRawUserInfo() == null);
  }

  record Spelling(String scheme, String tail, Optional<Mode> mode, boolean upper, String blanks) {
    String of(String host, String path) {
      String origin = scheme + host;
      return blanks + (upper ? origin.toUpperCase(Locale.ROOT) : origin) + path + tail + blanks;
    }
  }

  @Provide
  Arbitrary<String> hosts() {
    Arbitrary<String> label =
        Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(8);
    return Combinators.combine(label, label, Arbitraries.of("", ":8443"))
        .as((a, b, port) -> a + "." + b + ".com" + port);
  }

  @Provide
  Arbitrary<String> paths() {
    return Arbitraries.of("", "/gateway", "/v1/Mid", "/mjx", "/a/mj-fastest");
  }

  @Provide
  Arbitrary<Spelling> spellings() {
    return Combinators.combine(
            Arbitraries.of("https://", "", "//"),
            Arbitraries.of("", "/mj-relax", "/mj-fast", "/mj-turbo", "/fast", "/relax"),
            Arbitraries.of("", "/mj", "/mj/submit/imagine", "/MJ/task"),
            Arbitraries.of("", "/", "//"),
            Arbitraries.of(true, false),
            Arbitraries.of("", " "))
        .as(
            (scheme, mode, mj, slash, upper, blanks) ->
                new Spelling(
                    scheme,
                    mode + mj + slash,
                    Mode.parse(mode.replaceFirst("^/(mj-)?", "")),
                    upper,
                    blanks));
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> pieces =
        Arbitraries.of(
                "https",
                "http",
                ":",
                "//",
                "/",
                "mj",
                "mj-fast",
                "fast",
                "submit",
                "a.com",
                "@",
                "?",
                "#",
                "..",
                "%2e",
                "%",
                "[::1]",
                "]",
                "_",
                "é",
                " ",
                "\n",
                "${",
                ":80",
                ":443",
                "MJ",
                "localhost",
                "10.0.0.1",
                "\\",
                "-")
            .list()
            .ofMaxSize(10)
            .map(list -> String.join("", list));
    return Arbitraries.oneOf(pieces, Arbitraries.strings().ofMaxLength(30));
  }
}
