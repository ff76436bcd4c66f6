package io.mjrouter.provider.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mjrouter.spi.AuthScheme;
import io.mjrouter.spi.BalanceSettings;
import io.mjrouter.spi.Secret;
import java.net.URI;
import java.util.Map;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** F31: what would break out of a header is refused before anything exists that could send it. */
class HeaderInjectionTest {

  private static final Setup SETUP = Setup.at(URI.create("http://127.0.0.1:9"));

  /** Some text with at least one character that must not be in a header. */
  @Provide
  Arbitrary<String> poisoned() {
    Arbitrary<String> text = Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(20);
    Arbitrary<Character> poison =
        Arbitraries.chars()
            .with('\r', '\n', '\0', '\t', '\u007f', '\u0085', '\u2028', '\uff0a')
            .range('\u0000', '\u001f');
    return Combinators.combine(text, poison, text).as((a, c, b) -> "canary" + a + c + b + "x");
  }

  @Property(tries = 300)
  void f31_key_isRefusedWithoutBeingShown(
      @ForAll("poisoned") String value, @ForAll AuthScheme scheme) {
    assertRefused(value, () -> SETUP.auth(scheme).key(value).provider());
  }

  @Property(tries = 300)
  void f31_header_isRefusedWithoutBeingShown(@ForAll("poisoned") String value) {
    assertRefused(value, () -> SETUP.headers(Map.of("X-Extra", value)).provider());
    assertRefused(value, () -> SETUP.headers(Map.of("X-" + value, "plain")).provider());
  }

  @Property(tries = 300)
  void userAgent_isRefusedWithoutBeingShown(@ForAll("poisoned") String value) {
    assertRefused(
        value,
        () -> SETUP.profile(SETUP.profile().toBuilder().userAgent(value).build()).provider());
  }

  @Property(tries = 300)
  void balanceTokenAndUser_areRefusedWithoutBeingShown(@ForAll("poisoned") String value) {
    BalanceSettings none = BalanceSettings.defaults();
    assertRefused(
        value, () -> SETUP.balance(none.withAccessToken(Secret.of(value), "7")).provider());
    assertRefused(
        value, () -> SETUP.balance(none.withAccessToken(Secret.of("token"), value)).provider());
  }

  @Property(tries = 300)
  void state_isRefused(@ForAll("poisoned") String value) {
    assertRefused(value, () -> Setup.attempt().withToken(value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Host", "content-length", "Transfer-Encoding", "Connection", "EXPECT", "Upgrade"})
  void headerThatFramesAMessage_isRefused(String name) {
    assertThrows(IllegalArgumentException.class, () -> SETUP.headers(Map.of(name, "1")).provider());
  }

  private static void assertRefused(String value, Supplier<?> attempt) {
    var refusal = assertThrows(IllegalArgumentException.class, attempt::get);
    assertFalse(String.valueOf(refusal.getMessage()).contains("canary"), refusal::getMessage);
    assertEquals(null, refusal.getCause());
    assertFalse(value.isEmpty());
  }
}
