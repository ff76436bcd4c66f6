package io.mjrouter.spi;

import static java.util.Objects.requireNonNull;

import com.google.common.base.MoreObjects;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.PriceList;
import io.mjrouter.model.ProviderId;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One provider as configured: {@code midjourney.providers.NAME}. What is empty is the type's own.
 *
 * <p>An immutable value, equal to another that says the same, secrets included. They do not show in
 * {@link #toString()}.
 */
public final class ProviderSettings {

  private final ProviderId id;
  private final String type;
  private final @Nullable Secret apiKey;
  private final @Nullable String baseUrl;
  private final boolean enabled;
  private final boolean drain;
  private final Set<Mode> modes;
  private final PriceList prices;
  private final BigDecimal usdPerUnit;
  private final @Nullable Boolean refundsFailures;
  private final int concurrent;
  private final @Nullable Integer perMinute;
  private final @Nullable Money dailySpend;
  private final int priority;
  private final int weight;
  private final Timeouts timeouts;
  private final @Nullable AuthScheme auth;
  private final @Nullable String userAgent;
  private final Map<String, String> headers;
  private final @Nullable ModeSignal modeBy;
  private final Map<Mode, String> modePrefixes;
  private final @Nullable String barePathMode;
  private final @Nullable String proxy;
  private final @Nullable String profile;
  private final Set<Capability> addedCapabilities;
  private final Set<Capability> removedCapabilities;
  private final @Nullable ImageRule imageRule;
  private final Map<Integer, CodeMeaning> codes;
  private final BalanceSettings balance;
  private final SimulatorSettings simulator;

  private ProviderSettings(Builder builder) {
    id = requireNonNull(builder.id, "id");
    type = requireNonNull(builder.type, "type");
    apiKey = builder.apiKey;
    baseUrl = builder.baseUrl;
    enabled = builder.enabled;
    drain = builder.drain;
    modes = Collections.unmodifiableSet(builder.modes);
    prices = requireNonNull(builder.prices, "prices");
    usdPerUnit = requireNonNull(builder.usdPerUnit, "usdPerUnit");
    refundsFailures = builder.refundsFailures;
    concurrent = builder.concurrent;
    perMinute = builder.perMinute;
    dailySpend = builder.dailySpend;
    priority = builder.priority;
    weight = builder.weight;
    timeouts = requireNonNull(builder.timeouts, "timeouts");
    auth = builder.auth;
    userAgent = builder.userAgent;
    headers =
        Collections.unmodifiableMap(
            new LinkedHashMap<>(requireNonNull(builder.headers, "headers")));
    modeBy = builder.modeBy;
    modePrefixes = Map.copyOf(requireNonNull(builder.modePrefixes, "modePrefixes"));
    barePathMode = builder.barePathMode;
    proxy = builder.proxy;
    profile = builder.profile;
    addedCapabilities = Set.copyOf(builder.addedCapabilities);
    removedCapabilities = Set.copyOf(builder.removedCapabilities);
    imageRule = builder.imageRule;
    codes = Map.copyOf(requireNonNull(builder.codes, "codes"));
    balance = requireNonNull(builder.balance, "balance");
    simulator = requireNonNull(builder.simulator, "simulator");
  }

  /**
   * Begins the settings of a provider.
   *
   * @param name the provider's name: {@code [a-z][a-z0-9-]{0,31}}
   * @param type the type of host, such as {@code deerapi}
   */
  public static Builder builder(String name, String type) {
    return new Builder(ProviderId.of(name), type);
  }

  public ProviderId id() {
    return id;
  }

  public String type() {
    return type;
  }

  public Optional<Secret> apiKey() {
    return Optional.ofNullable(apiKey);
  }

  /** The base address as the user wrote it. */
  public Optional<String> baseUrl() {
    return Optional.ofNullable(baseUrl);
  }

  public boolean enabled() {
    return enabled;
  }

  /** Whether it takes no new submissions; tasks and follow-ups go on. */
  public boolean drain() {
    return drain;
  }

  /** The modes to use; empty: the type's. */
  public Set<Mode> modes() {
    return modes;
  }

  /** Configured prices in units of {@link #usdPerUnit()}; they override the type's one by one. */
  public PriceList prices() {
    return prices;
  }

  /** Worth of one unit of this provider's prices and balance, in dollars. */
  public BigDecimal usdPerUnit() {
    return usdPerUnit;
  }

  public Optional<Boolean> refundsFailures() {
    return Optional.ofNullable(refundsFailures);
  }

  /** How many submissions may be under way at once; connections are sized to it. */
  public int concurrent() {
    return concurrent;
  }

  public OptionalInt perMinute() {
    return perMinute == null ? OptionalInt.empty() : OptionalInt.of(perMinute);
  }

  public Optional<Money> dailySpend() {
    return Optional.ofNullable(dailySpend);
  }

  /** Lower first, for the policy {@code priority}. */
  public int priority() {
    return priority;
  }

  /** For the policy {@code weighted}. */
  public int weight() {
    return weight;
  }

  public Timeouts timeouts() {
    return timeouts;
  }

  public Optional<AuthScheme> auth() {
    return Optional.ofNullable(auth);
  }

  public Optional<String> userAgent() {
    return Optional.ofNullable(userAgent);
  }

  public Map<String, String> headers() {
    return headers;
  }

  public Optional<ModeSignal> modeBy() {
    return Optional.ofNullable(modeBy);
  }

  public Map<Mode, String> modePrefixes() {
    return modePrefixes;
  }

  /** {@code relax}, {@code fast}, {@code turbo} or {@code unknown}; empty: the type's. */
  public Optional<String> barePathMode() {
    return Optional.ofNullable(barePathMode);
  }

  /** {@code host:port} of a proxy to go through. */
  public Optional<String> proxy() {
    return Optional.ofNullable(proxy);
  }

  /** For type {@code compatible}: which family of host. */
  public Optional<String> profile() {
    return Optional.ofNullable(profile);
  }

  public Set<Capability> addedCapabilities() {
    return addedCapabilities;
  }

  public Set<Capability> removedCapabilities() {
    return removedCapabilities;
  }

  public Optional<ImageRule> imageRule() {
    return Optional.ofNullable(imageRule);
  }

  /** Codes that mean something else at this host. */
  public Map<Integer, CodeMeaning> codes() {
    return codes;
  }

  public BalanceSettings balance() {
    return balance;
  }

  public SimulatorSettings simulator() {
    return simulator;
  }

  /**
   * Reports limits, weights and worths that cannot be meant, whatever the type. What else can be
   * wrong is known to the type's factory.
   */
  public void validate(Problems problems) {
    if (concurrent < 1) {
      problems.add("limits.concurrent", concurrent + " (expected: 1 or more)");
    }
    if (perMinute != null && perMinute < 1) {
      problems.add("limits.per-minute", perMinute + " (expected: 1 or more)");
    }
    if (dailySpend != null && dailySpend.micros() < 0) {
      problems.add("limits.daily-spend", dailySpend + " (expected: not negative)");
    }
    if (weight < 1) {
      problems.add("weight", weight + " (expected: 1 or more)");
    }
    if (usdPerUnit.signum() <= 0) {
      problems.add("money.usd", usdPerUnit + " (expected: above 0)");
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ProviderSettings that && parts().equals(that.parts());
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, type);
  }

  private List<@Nullable Object> parts() {
    return Arrays.asList(
        id,
        type,
        apiKey,
        baseUrl,
        enabled,
        drain,
        modes,
        prices,
        usdPerUnit.stripTrailingZeros(),
        refundsFailures,
        concurrent,
        perMinute,
        dailySpend,
        priority,
        weight,
        timeouts,
        auth,
        userAgent,
        headers,
        modeBy,
        modePrefixes,
        barePathMode,
        proxy,
        profile,
        addedCapabilities,
        removedCapabilities,
        imageRule,
        codes,
        balance,
        simulator);
  }

  @Override
  public String toString() {
    return MoreObjects.toStringHelper(this).add("id", id).add("type", type).toString();
  }

  /** Collects {@link ProviderSettings}. Not safe for use by several threads. */
  public static final class Builder {
    private final ProviderId id;
    private final String type;
    private @Nullable Secret apiKey;
    private @Nullable String baseUrl;
    private boolean enabled = true;
    private boolean drain;
    private Set<Mode> modes = EnumSet.noneOf(Mode.class);
    private PriceList prices = PriceList.unknown();
    private BigDecimal usdPerUnit = BigDecimal.ONE;
    private @Nullable Boolean refundsFailures;
    private int concurrent = 10;
    private @Nullable Integer perMinute;
    private @Nullable Money dailySpend;
    private int priority;
    private int weight = 1;
    private Timeouts timeouts = Timeouts.defaults();
    private @Nullable AuthScheme auth;
    private @Nullable String userAgent;
    private Map<String, String> headers = Map.of();
    private @Nullable ModeSignal modeBy;
    private Map<Mode, String> modePrefixes = Map.of();
    private @Nullable String barePathMode;
    private @Nullable String proxy;
    private @Nullable String profile;
    private Collection<Capability> addedCapabilities = Set.of();
    private Collection<Capability> removedCapabilities = Set.of();
    private @Nullable ImageRule imageRule;
    private Map<Integer, CodeMeaning> codes = Map.of();
    private BalanceSettings balance = BalanceSettings.defaults();
    private SimulatorSettings simulator = SimulatorSettings.defaults();

    private Builder(ProviderId id, String type) {
      this.id = id;
      this.type = type;
    }

    public Builder apiKey(Secret apiKey) {
      this.apiKey = apiKey;
      return this;
    }

    public Builder apiKey(String apiKey) {
      return apiKey(Secret.of(apiKey));
    }

    public Builder baseUrl(String baseUrl) {
      this.baseUrl = baseUrl;
      return this;
    }

    public Builder enabled(boolean enabled) {
      this.enabled = enabled;
      return this;
    }

    public Builder drain(boolean drain) {
      this.drain = drain;
      return this;
    }

    public Builder modes(Mode... modes) {
      this.modes = EnumSet.noneOf(Mode.class);
      this.modes.addAll(Arrays.asList(modes));
      return this;
    }

    public Builder prices(PriceList prices) {
      this.prices = prices;
      return this;
    }

    public Builder usdPerUnit(BigDecimal usdPerUnit) {
      this.usdPerUnit = usdPerUnit;
      return this;
    }

    public Builder refundsFailures(boolean refundsFailures) {
      this.refundsFailures = refundsFailures;
      return this;
    }

    public Builder concurrent(int concurrent) {
      this.concurrent = concurrent;
      return this;
    }

    public Builder perMinute(int perMinute) {
      this.perMinute = perMinute;
      return this;
    }

    public Builder dailySpend(Money dailySpend) {
      this.dailySpend = dailySpend;
      return this;
    }

    public Builder priority(int priority) {
      this.priority = priority;
      return this;
    }

    public Builder weight(int weight) {
      this.weight = weight;
      return this;
    }

    public Builder timeouts(Timeouts timeouts) {
      this.timeouts = timeouts;
      return this;
    }

    public Builder auth(AuthScheme auth) {
      this.auth = auth;
      return this;
    }

    public Builder userAgent(String userAgent) {
      this.userAgent = userAgent;
      return this;
    }

    public Builder headers(Map<String, String> headers) {
      this.headers = headers;
      return this;
    }

    public Builder modeBy(ModeSignal modeBy) {
      this.modeBy = modeBy;
      return this;
    }

    public Builder modePrefixes(Map<Mode, String> modePrefixes) {
      this.modePrefixes = modePrefixes;
      return this;
    }

    public Builder barePathMode(String barePathMode) {
      this.barePathMode = barePathMode;
      return this;
    }

    public Builder proxy(String proxy) {
      this.proxy = proxy;
      return this;
    }

    public Builder profile(String profile) {
      this.profile = profile;
      return this;
    }

    public Builder addCapabilities(Capability... capabilities) {
      this.addedCapabilities = Arrays.asList(capabilities);
      return this;
    }

    public Builder removeCapabilities(Capability... capabilities) {
      this.removedCapabilities = Arrays.asList(capabilities);
      return this;
    }

    public Builder imageRule(ImageRule imageRule) {
      this.imageRule = imageRule;
      return this;
    }

    public Builder codes(Map<Integer, CodeMeaning> codes) {
      this.codes = codes;
      return this;
    }

    public Builder balance(BalanceSettings balance) {
      this.balance = balance;
      return this;
    }

    public Builder simulator(SimulatorSettings simulator) {
      this.simulator = simulator;
      return this;
    }

    public ProviderSettings build() {
      return new ProviderSettings(this);
    }
  }
}
