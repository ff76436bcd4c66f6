package io.mjrouter.provider.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.google.common.net.HostAndPort;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.TimeSource;
import io.mjrouter.spi.AuthScheme;
import io.mjrouter.spi.BalanceSettings;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.NotSentReason;
import io.mjrouter.spi.Profile;
import io.mjrouter.spi.ProviderInfo;
import io.mjrouter.spi.ReadFailure;
import io.mjrouter.spi.Reading;
import io.mjrouter.spi.Secret;
import io.mjrouter.spi.SubmitAttempt;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.spi.Timeouts;
import io.mjrouter.spi.UnknownReason;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;

/** Makes providers for tests, step by step; each step gives a new setup. */
record Setup(
    URI base,
    Profile profile,
    Optional<Secret> key,
    BalanceSettings balance,
    Timeouts timeouts,
    int concurrent,
    Optional<HostAndPort> proxy,
    Network network) {

  static final String TASK_ID = "1712345678901234";

  /** A host that can do everything, with a key and short times. */
  static Setup at(URI base) {
    return new Setup(
        base,
        Profile.builder("test")
            .add(
                Capability.BATCH_FETCH,
                Capability.LIST,
                Capability.SEED,
                Capability.CANCEL,
                Capability.BALANCE)
            .build(),
        Optional.of(Secret.of("sk-secret-canary-0123456789")),
        BalanceSettings.defaults(),
        new Timeouts(
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10)),
        4,
        Optional.empty(),
        Network.system());
  }

  Setup profile(Profile profile) {
    return new Setup(base, profile, key, balance, timeouts, concurrent, proxy, network);
  }

  Setup auth(AuthScheme auth) {
    return profile(profile.toBuilder().auth(auth).build());
  }

  Setup headers(Map<String, String> headers) {
    return profile(profile.toBuilder().headers(headers).build());
  }

  Setup key(String key) {
    return new Setup(
        base, profile, Optional.of(Secret.of(key)), balance, timeouts, concurrent, proxy, network);
  }

  Setup balance(BalanceSettings balance) {
    return new Setup(base, profile, key, balance, timeouts, concurrent, proxy, network);
  }

  Setup timeouts(Timeouts timeouts) {
    return new Setup(base, profile, key, balance, timeouts, concurrent, proxy, network);
  }

  Setup connect(int millis) {
    return timeouts(timeouts.withConnect(Duration.ofMillis(millis)));
  }

  Setup read(int millis) {
    return timeouts(timeouts.withRead(Duration.ofMillis(millis)));
  }

  Setup image(int millis) {
    return timeouts(timeouts.withImage(Duration.ofMillis(millis)));
  }

  Setup concurrent(int concurrent) {
    return new Setup(base, profile, key, balance, timeouts, concurrent, proxy, network);
  }

  Setup proxy(int port) {
    return new Setup(
        base,
        profile,
        key,
        balance,
        timeouts,
        concurrent,
        Optional.of(HostAndPort.fromParts("127.0.0.1", port)),
        network);
  }

  Setup network(Network network) {
    return new Setup(base, profile, key, balance, timeouts, concurrent, proxy, network);
  }

  Setup dns(Names names) {
    return network(new Network(names, network.tls()));
  }

  Setup trusting(TestCa ca) {
    return network(new Network(network.dns(), new DefaultClientTlsStrategy(ca.trust())));
  }

  HttpProviderConfig config() {
    return new HttpProviderConfig(
        ProviderId.of("test"),
        new ProviderInfo(
            "test", profile.modes(), profile.capabilities(), profile.prices(), false, false),
        profile,
        base,
        key,
        balance,
        timeouts,
        concurrent,
        proxy,
        TimeSource.system());
  }

  HttpProvider provider() {
    return new HttpProvider(config(), network);
  }

  static SubmitAttempt attempt() {
    return SubmitAttempt.of(Imagine.of("a red fox"), Mode.FAST);
  }

  static SubmitAttempt attempt(int millis) {
    return attempt().withTimeout(Duration.ofMillis(millis));
  }

  /** An attempt whose body has about so many bytes. */
  static SubmitAttempt large(int bytes) {
    return attempt().withExtra(Map.of("padding", "x".repeat(bytes)));
  }

  static void assertNotSent(NotSentReason reason, SubmitOutcome outcome) {
    assertEquals(
        reason,
        assertInstanceOf(SubmitOutcome.NotSent.class, outcome, outcome::toString).reason(),
        outcome::toString);
  }

  static void assertUnknown(UnknownReason reason, SubmitOutcome outcome) {
    assertEquals(
        reason,
        assertInstanceOf(SubmitOutcome.Unknown.class, outcome, outcome::toString).reason(),
        outcome::toString);
  }

  static void assertAccepted(SubmitOutcome outcome) {
    assertEquals(
        TASK_ID,
        assertInstanceOf(SubmitOutcome.Accepted.class, outcome, outcome::toString).hostTaskId());
  }

  static void assertFailed(ReadFailure.Reason reason, Reading<?> reading) {
    assertEquals(
        reason,
        assertInstanceOf(Reading.Failed.class, reading, reading::toString).failure().reason(),
        reading::toString);
  }

  /** Names that lead where a test says. */
  @FunctionalInterface
  interface Names extends DnsResolver {

    List<String> addresses(String name);

    @Override
    default InetAddress[] resolve(String name) throws UnknownHostException {
      List<String> addresses = addresses(name);
      if (addresses.isEmpty()) {
        throw new UnknownHostException(name);
      }
      InetAddress[] found = new InetAddress[addresses.size()];
      for (int i = 0; i < found.length; i++) {
        found[i] = InetAddress.getByName(addresses.get(i));
      }
      return found;
    }

    @Override
    default String resolveCanonicalHostname(String name) {
      return name;
    }
  }
}
