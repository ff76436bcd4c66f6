package io.mjrouter.provider.internal;

import io.mjrouter.model.Balance;
import io.mjrouter.spi.AuthScheme;
import io.mjrouter.spi.BalanceProbe;
import io.mjrouter.spi.BalanceProbe.Endpoint;
import io.mjrouter.spi.BalanceSettings;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.Profile;
import io.mjrouter.spi.ReadFailure;
import io.mjrouter.spi.Reading;
import io.mjrouter.spi.Secret;
import io.mjrouter.wire.HttpAnswer;
import io.mjrouter.wire.read.AnswerReader;
import java.math.BigDecimal;
import java.math.MathContext;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is left on an account: by the one way configured, or by the profile's ways one after
 * the other until one works, and by that one from then on.
 */
final class Balances {

  private final Transport transport;
  private final HttpProviderConfig config;
  private final AnswerReader reader;
  private final List<BalanceProbe> probes;
  private final Call bearer;
  private final Call console;
  private final Call keyless;
  private volatile @Nullable BalanceProbe working;

  Balances(
      Transport transport, HttpProviderConfig config, Credentials console, AnswerReader reader) {
    this.transport = transport;
    this.config = config;
    this.reader = reader;
    var whole = config.timeouts().read();
    Credentials plain = Credentials.of(config.profile().headers());
    this.bearer =
        new Call(
            transport.reads(), plain.and(Credentials.of(AuthScheme.BEARER, key(config))), whole);
    this.console = new Call(transport.reads(), plain.and(console), whole);
    this.keyless = new Call(transport.reads(), Credentials.none(), whole);
    this.probes = probes(config.profile(), config.balance());
  }

  private static Optional<Secret> key(HttpProviderConfig config) {
    return config.balance().key().or(config::key);
  }

  private static List<BalanceProbe> probes(Profile profile, BalanceSettings settings) {
    if (!settings.enabled()) {
      return List.of();
    }
    boolean hasToken = settings.accessToken().isPresent() && settings.userId().isPresent();
    return settings
        .endpoint()
        .map(endpoint -> List.of(probe(profile, endpoint)))
        .orElse(profile.balanceProbes())
        .stream()
        .filter(probe -> probe.endpoint() != Endpoint.NONE)
        .filter(probe -> probe.endpoint() != Endpoint.USER_SELF || hasToken)
        .map(probe -> settings.unitUsd().map(usd -> inUnits(probe, usd)).orElse(probe))
        .toList();
  }

  private static BalanceProbe probe(Profile profile, Endpoint endpoint) {
    return profile.balanceProbes().stream()
        .filter(probe -> probe.endpoint() == endpoint)
        .findFirst()
        .orElseGet(() -> BalanceProbe.of(endpoint));
  }

  private static BalanceProbe inUnits(BalanceProbe probe, BigDecimal usd) {
    return probe.withUnitsPerUsd(BigDecimal.ONE.divide(usd, MathContext.DECIMAL64));
  }

  /** Unsupported where nothing answers at any of the paths. */
  Reading<Balance> read() throws ExchangeFailure {
    BalanceProbe known = working;
    if (known != null) {
      return ask(known);
    }
    Reading<Balance> first = Reading.unsupported(Capability.BALANCE);
    for (BalanceProbe probe : probes) {
      Reading<Balance> reading = ask(probe);
      if (reading.value().isPresent()) {
        working = probe;
        return reading;
      }
      if (first instanceof Reading.Unsupported) {
        first = reading;
      }
      if (isThrottled(reading)) {
        break;
      }
    }
    return first;
  }

  private static boolean isThrottled(Reading<Balance> reading) {
    return reading instanceof Reading.Failed<Balance> failed
        && failed.failure().reason() == ReadFailure.Reason.THROTTLED;
  }

  private Reading<Balance> ask(BalanceProbe probe) throws ExchangeFailure {
    String base = probe.origin().orElse(config.base()).toString();
    return switch (probe.endpoint()) {
      case TOKEN_USAGE -> ask(probe, bearer, base + "/api/usage/token/");
      case BILLING ->
          ask(
              probe,
              bearer,
              base + "/v1/dashboard/billing/subscription",
              base + "/v1/dashboard/billing/usage");
      case USER_SELF -> ask(probe, console, base + "/api/user/self");
      case COMET_QUOTA -> ask(probe, keyless, base + "/user/quota?key=" + encodedKey());
      case USER_BALANCE -> ask(probe, bearer, base + "/api/usage/token/user-balance");
      case CREDIT_GRANTS -> ask(probe, bearer, base + "/v1/dashboard/billing/credit_grants");
      case NONE -> Reading.unsupported(Capability.BALANCE);
    };
  }

  private Reading<Balance> ask(BalanceProbe probe, Call call, String... urls)
      throws ExchangeFailure {
    List<HttpAnswer> answers = new ArrayList<>();
    for (String url : urls) {
      HttpAnswer answer = transport.exchange("GET", URI.create(url), call);
      if (Missing.means(answer)) {
        return Reading.unsupported(Capability.BALANCE);
      }
      if (answer.status() != 200) {
        return Reading.failed(reader.failure(answer, config.time().now()));
      }
      answers.add(answer);
    }
    return reader.balance(probe, answers, config.time().now());
  }

  private String encodedKey() {
    return URLEncoder.encode(key(config).map(Secret::reveal).orElse(""), StandardCharsets.UTF_8);
  }
}
