package io.mjrouter.provider.internal;

import static java.util.Objects.requireNonNull;

import com.google.common.net.HostAndPort;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.TimeSource;
import io.mjrouter.spi.BalanceSettings;
import io.mjrouter.spi.Profile;
import io.mjrouter.spi.ProviderInfo;
import io.mjrouter.spi.Secret;
import io.mjrouter.spi.Timeouts;
import java.net.URI;
import java.util.Optional;

/**
 * Everything that a provider over HTTP is made from, checked and complete.
 *
 * @param id the provider's name
 * @param info what it is and can do
 * @param profile the dialect to speak, with the user's settings applied
 * @param base the normalised base address: no {@code /mj}, no slash at its end
 * @param key the key; empty for a host that asks for none
 * @param balance how the balance is read
 * @param timeouts how long calls may take
 * @param concurrent how many submissions may be under way at once
 * @param proxy a proxy to go through
 * @param time every clock
 */
public record HttpProviderConfig(
    ProviderId id,
    ProviderInfo info,
    Profile profile,
    URI base,
    Optional<Secret> key,
    BalanceSettings balance,
    Timeouts timeouts,
    int concurrent,
    Optional<HostAndPort> proxy,
    TimeSource time) {

  public HttpProviderConfig {
    requireNonNull(id, "id");
    requireNonNull(info, "info");
    requireNonNull(profile, "profile");
    requireNonNull(base, "base");
    requireNonNull(key, "key");
    requireNonNull(balance, "balance");
    requireNonNull(timeouts, "timeouts");
    if (concurrent < 1) {
      throw new IllegalArgumentException("concurrent: " + concurrent + " (expected: 1 or more)");
    }
    requireNonNull(proxy, "proxy");
    requireNonNull(time, "time");
  }
}
