package io.mjrouter.proxy;

import static java.util.Objects.requireNonNull;

import com.google.common.base.MoreObjects;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.spi.Problems;
import io.mjrouter.spi.Secret;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One client of the proxy: {@code midjourney.proxy.clients.NAME}. An immutable value; what it
 * allows is checked when the proxy is built. Whatever is not said is as configured for everybody.
 */
public final class ClientSettings {

  private final Secret key;
  private final Set<Mode> modes;
  private final @Nullable String policy;
  private final @Nullable Duration deadline;
  private final @Nullable Money maxPrice;
  private final Set<ProviderId> providers;
  private final @Nullable Money dailySpend;
  private final @Nullable Integer perMinute;
  private final @Nullable Secret webhookSecret;
  private final Set<Compat> compat;
  private final boolean allowOverrides;
  private final boolean exposeRouting;
  private final boolean admin;

  private ClientSettings(Builder builder) {
    key = requireNonNull(builder.key, "key");
    modes = ordered(builder.modes);
    policy = builder.policy;
    deadline = builder.deadline;
    maxPrice = builder.maxPrice;
    providers = ordered(builder.providers);
    dailySpend = builder.dailySpend;
    perMinute = builder.perMinute;
    webhookSecret = builder.webhookSecret;
    compat = ordered(builder.compat);
    allowOverrides = builder.allowOverrides;
    exposeRouting = builder.exposeRouting;
    admin = builder.admin;
  }

  private static <T> Set<T> ordered(Collection<T> items) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(items));
  }

  /** Begins with the key that the client shows. */
  public static Builder builder(String key) {
    return new Builder(Secret.of(key));
  }

  public Secret key() {
    return key;
  }

  /** The modes it may use, in order of preference; empty: all. */
  public Set<Mode> modes() {
    return modes;
  }

  public Optional<String> policy() {
    return Optional.ofNullable(policy);
  }

  /** The time within which its pictures should be finished. */
  public Optional<Duration> deadline() {
    return Optional.ofNullable(deadline);
  }

  /** The most that one of its calls may cost. */
  public Optional<Money> maxPrice() {
    return Optional.ofNullable(maxPrice);
  }

  /** The providers that may serve it; empty: all. */
  public Set<ProviderId> providers() {
    return providers;
  }

  /** The most that it may spend in a day. */
  public Optional<Money> dailySpend() {
    return Optional.ofNullable(dailySpend);
  }

  /** The most submissions in any minute. */
  public OptionalInt perMinute() {
    return perMinute == null ? OptionalInt.empty() : OptionalInt.of(perMinute);
  }

  /** What its webhooks are signed with; without one they are not signed. */
  public Optional<Secret> webhookSecret() {
    return Optional.ofNullable(webhookSecret);
  }

  public Set<Compat> compat() {
    return compat;
  }

  /** Whether the {@code X-MJ-*} headers of its requests count. */
  public boolean allowOverrides() {
    return allowOverrides;
  }

  /** Whether it is told which provider served it, in which mode and at what price. */
  public boolean exposeRouting() {
    return exposeRouting;
  }

  /** Whether it may use {@code /mjr/**}, which shows and changes everybody's things. */
  public boolean admin() {
    return admin;
  }

  void validate(Problems problems, Collection<String> policies, Collection<ProviderId> configured) {
    Keys.validate(key, "key", problems);
    webhookSecret().ifPresent(secret -> HookSignature.validate(secret, problems));
    if (policy != null && !policies.contains(policy)) {
      problems.add("policy", "'" + policy + "' (expected: one of " + policies + ")");
    }
    deadline().ifPresent(d -> problems.within("deadline", d, SubmitOptions.LONGEST_DEADLINE));
    if (maxPrice != null && maxPrice.micros() < 0) {
      problems.add("max-price", maxPrice + " (expected: not negative)");
    }
    if (dailySpend != null && dailySpend.micros() < 0) {
      problems.add("daily-spend", dailySpend + " (expected: not negative)");
    }
    if (perMinute != null && perMinute < 1) {
      problems.add("per-minute", perMinute + " (expected: 1 or more)");
    }
    providers.stream()
        .filter(id -> !configured.contains(id))
        .forEach(id -> problems.add("providers", id + " (expected: of " + configured + ")"));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ClientSettings that && parts().equals(that.parts());
  }

  @Override
  public int hashCode() {
    return parts().hashCode();
  }

  private List<@Nullable Object> parts() {
    return Arrays.asList(
        key,
        List.copyOf(modes),
        policy,
        deadline,
        maxPrice,
        providers,
        dailySpend,
        perMinute,
        webhookSecret,
        compat,
        allowOverrides,
        exposeRouting,
        admin);
  }

  /** Everything but the secrets. */
  @Override
  public String toString() {
    return MoreObjects.toStringHelper(this)
        .omitNullValues()
        .add("modes", modes)
        .add("policy", policy)
        .add("deadline", deadline)
        .add("maxPrice", maxPrice)
        .add("providers", providers)
        .add("dailySpend", dailySpend)
        .add("perMinute", perMinute)
        .add("compat", compat)
        .add("allowOverrides", allowOverrides)
        .add("exposeRouting", exposeRouting)
        .add("admin", admin)
        .toString();
  }

  /** Collects {@link ClientSettings}. Not safe for use by several threads. */
  public static final class Builder {
    private final Secret key;
    private Set<Mode> modes = Set.of();
    private @Nullable String policy;
    private @Nullable Duration deadline;
    private @Nullable Money maxPrice;
    private Set<ProviderId> providers = Set.of();
    private @Nullable Money dailySpend;
    private @Nullable Integer perMinute;
    private @Nullable Secret webhookSecret;
    private Set<Compat> compat = Set.of();
    private boolean allowOverrides;
    private boolean exposeRouting;
    private boolean admin;

    private Builder(Secret key) {
      this.key = key;
    }

    public Builder modes(Mode... modes) {
      this.modes = new LinkedHashSet<>(Arrays.asList(modes));
      return this;
    }

    public Builder policy(String policy) {
      this.policy = policy;
      return this;
    }

    public Builder deadline(Duration deadline) {
      this.deadline = deadline;
      return this;
    }

    public Builder maxPrice(Money maxPrice) {
      this.maxPrice = maxPrice;
      return this;
    }

    public Builder providers(ProviderId... providers) {
      this.providers = new LinkedHashSet<>(Arrays.asList(providers));
      return this;
    }

    public Builder dailySpend(Money dailySpend) {
      this.dailySpend = dailySpend;
      return this;
    }

    public Builder perMinute(int perMinute) {
      this.perMinute = perMinute;
      return this;
    }

    public Builder webhookSecret(String webhookSecret) {
      this.webhookSecret = Secret.of(webhookSecret);
      return this;
    }

    public Builder compat(Compat... compat) {
      this.compat = new LinkedHashSet<>(Arrays.asList(compat));
      return this;
    }

    public Builder allowOverrides(boolean allowOverrides) {
      this.allowOverrides = allowOverrides;
      return this;
    }

    public Builder exposeRouting(boolean exposeRouting) {
      this.exposeRouting = exposeRouting;
      return this;
    }

    public Builder admin(boolean admin) {
      this.admin = admin;
      return this;
    }

    public ClientSettings build() {
      return new ClientSettings(this);
    }
  }
}
