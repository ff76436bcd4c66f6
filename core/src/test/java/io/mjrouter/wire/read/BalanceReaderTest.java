package io.mjrouter.wire.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.mjrouter.model.Balance;
import io.mjrouter.spi.BalanceProbe;
import io.mjrouter.spi.BalanceProbe.Endpoint;
import io.mjrouter.spi.Profile;
import io.mjrouter.spi.Reading;
import io.mjrouter.wire.HttpAnswer;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BalanceReaderTest {

  private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");
  private static final BalanceProbe COMET =
      new BalanceProbe(Endpoint.COMET_QUOTA, Optional.empty(), BigDecimal.ONE, Set.of());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"total_quota\":12.5}                                                  | $12.50",
        "{\"total_quota\":\"12.5\"}                                              | $12.50",
        "{\"total_quota\":12.5,\"keys\":[{\"remain_quota\":3}]}                  | $3.00",
        "{\"total_quota\":12.5,\"keys\":[{\"remain_quota\":30}]}                 | $12.50",
        "{\"total_quota\":12.5,\"keys\":[{\"remain_quota\":-1}]}                 | $12.50",
        "{\"total_quota\":12.5,\"keys\":[{\"remain_quota\":999999999}]}          | $12.50",
        "{\"total_quota\":12.5,\"keys\":[{\"remain_quota\":3},{\"remain_quota\":4}]} | $12.50",
        "{\"total_quota\":-1}                                                    | unlimited",
        "{\"total_quota\":0}                                                     | $0.00",
        "{\"total_quota\":-0.5}                                                  | -$0.50",
        "{\"total_quota\":null}                                                  | Failed GARBLED",
        "{\"total_quota\":1e999999}                                              | Failed GARBLED",
        "{\"total_quota\":1e60}                                                  | Failed GARBLED",
        "{}                                                                      | Failed GARBLED",
        "[]                                                                      | Failed GARBLED",
        "<html></html>                                                           | Unsupported BALANCE",
      })
  void comet_accountCountsUnlessTheOnlyKeyHasLess(String body, String expected) {
    assertEquals(expected, balance(COMET, body));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"code\":true,\"data\":{\"total_available\":500000,\"unlimited_quota\":false}} | $1.00",
        "{\"code\":true,\"data\":{\"total_available\":-3,\"unlimited_quota\":true}}      | unlimited",
        "{\"code\":true,\"data\":{\"total_available\":-3}}                               | -$0.000006",
        "{\"success\":false,\"message\":\"No Authorization header\"}                     | Failed AUTH",
        "{\"error\":{\"message\":\"whatever\"}}                                          | Failed AUTH",
        "{\"error\":{\"message\":\"该令牌额度已用尽\"}}                                  | Failed FORBIDDEN",
      })
  void tokenUsage_isInUnits(String body, String expected) {
    assertEquals(expected, balance(BalanceProbe.of(Endpoint.TOKEN_USAGE), body));
  }

  @Test
  void billing_isLimitLessUsage() {
    BalanceProbe probe = BalanceProbe.of(Endpoint.BILLING);
    assertEquals("$9.50", balance(probe, "{\"hard_limit_usd\":10}", "{\"total_usage\":50}"));
    assertEquals(
        "unlimited", balance(probe, "{\"hard_limit_usd\":100000000}", "{\"total_usage\":50}"));
    assertEquals(
        "unlimited", balance(probe, "{\"hard_limit_usd\":100000000.0}", "{\"total_usage\":50}"));
    assertEquals("Failed GARBLED", balance(probe, "{\"hard_limit_usd\":10}", "{}"));
    assertEquals(
        "Failed AUTH",
        balance(probe, "{\"hard_limit_usd\":10}", "{\"error\":{\"message\":\"x\"}}"));
    assertEquals(
        "$1.90",
        balance(
            probe.withUnitsPerUsd(new BigDecimal("5")),
            "{\"hard_limit_usd\":10}",
            "{\"total_usage\":50}"));
  }

  @Test
  void userSelf_isInUnits() {
    BalanceProbe probe = BalanceProbe.of(Endpoint.USER_SELF);
    assertEquals(
        "$0.25", balance(probe, "{\"success\":true,\"data\":{\"quota\":125000,\"used_quota\":1}}"));
    assertEquals("Failed GARBLED", balance(probe, "{\"success\":true,\"data\":null}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"success\":true,\"data\":{\"object\":\"user_balance\",\"balance_usd\":7.25,\"used_amount_usd\":1}} | $7.25",
        "{\"success\":true,\"data\":{\"balance_usd\":\"-0.5\"}}    | -$0.50",
        "{\"success\":true,\"data\":{\"balance_usd\":null}}        | Failed GARBLED",
        "{\"success\":false,\"message\":\"invalid token\"}          | Failed AUTH",
      })
  void userBalance_isInDollars(String body, String expected) {
    assertEquals(expected, balance(BalanceProbe.of(Endpoint.USER_BALANCE), body));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"object\":\"credit_summary\",\"total_granted\":10,\"total_used\":7.5,\"total_available\":2.5,\"expires_at\":1783036800000} | $2.50",
        "{\"object\":\"credit_summary\",\"total_granted\":10}         | Failed GARBLED",
        "{\"error\":{\"message\":\"whatever\"}}                       | Failed AUTH",
      })
  void creditGrants_isInDollars(String body, String expected) {
    assertEquals(expected, balance(BalanceProbe.of(Endpoint.CREDIT_GRANTS), body));
  }

  @Test
  void creditGrants_hostCountsInYuan_isWorthWhatWasSaid() {
    BalanceProbe yuan =
        BalanceProbe.of(Endpoint.CREDIT_GRANTS).withUnitsPerUsd(new BigDecimal("7.2"));
    assertEquals("$1.00", balance(yuan, "{\"total_available\":7.2}"));
  }

  @Test
  void sentinelOfTheProbe_isUnlimited() {
    BalanceProbe probe =
        new BalanceProbe(
            Endpoint.USER_SELF,
            Optional.empty(),
            BalanceProbe.NEW_API_UNITS,
            Set.of(new BigDecimal("777")));
    assertEquals("unlimited", balance(probe, "{\"data\":{\"quota\":777}}"));
  }

  @Test
  void statusThatRefuses_failsTyped() {
    AnswerReader reader = reader();
    assertEquals(
        "Unsupported BALANCE",
        Described.reading(
            reader.balance(COMET, List.of(HttpAnswer.of(404, "", "")), NOW), Described::balance));
    assertEquals(
        "Failed AUTH",
        Described.reading(
            reader.balance(COMET, List.of(HttpAnswer.of(401, "", "")), NOW), Described::balance));
    assertEquals(
        "Failed HOST_TROUBLE",
        Described.reading(
            reader.balance(COMET, List.of(HttpAnswer.of(502, "", "")), NOW), Described::balance));
    assertEquals(
        "Unsupported BALANCE",
        Described.reading(reader.balance(BalanceProbe.none(), List.of(), NOW), Described::balance));
  }

  @Test
  void keyInTheAnswer_isNotRepeated() {
    Reading<Balance> reading =
        reader()
            .balance(
                COMET,
                List.of(
                    HttpAnswer.of(200, "", "{\"error\":{\"message\":\"bad sk-abc123456789\"}}")),
                NOW);
    String message =
        reading.fold(found -> "", failure -> failure.message(), other -> other.toString());
    assertFalse(message.contains("sk-abc"), message);
  }

  private static String balance(BalanceProbe probe, String... bodies) {
    List<HttpAnswer> answers =
        Stream.of(bodies).map(body -> HttpAnswer.of(200, "application/json", body)).toList();
    return Described.reading(reader().balance(probe, answers, NOW), Described::balance);
  }

  private static AnswerReader reader() {
    return new AnswerReader(
        Profile.builder("some-host").build(), URI.create("https://host.example"));
  }
}
