package io.mjrouter.spring;

import io.mjrouter.model.Action;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.PriceList;
import io.mjrouter.spi.AuthScheme;
import io.mjrouter.spi.BalanceProbe;
import io.mjrouter.spi.BalanceSettings;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.CodeMeaning;
import io.mjrouter.spi.ImageRule;
import io.mjrouter.spi.ModeSignal;
import io.mjrouter.spi.NearestName;
import io.mjrouter.spi.Problems;
import io.mjrouter.spi.ProviderSettings;
import io.mjrouter.spi.Secret;
import io.mjrouter.spi.SimulatorSettings;
import io.mjrouter.spi.Timeouts;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One account at one host: {@code midjourney.providers.NAME}. What is not given is the type's own.
 *
 * @param type The kind of host: cometapi, deerapi, dataeyes, yutoai, compatible, simulator, or the
 *     type of a ProviderFactory bean.
 * @param apiKey The key, alone, with no Bearer before it; without it the one in the environment.
 * @param baseUrl The host's address, with or without /mj, a mode or a slash at its end; needed for
 *     yutoai and compatible.
 * @param enabled Whether it is used; false switches it off without deleting it.
 * @param drain Whether it takes no new submissions; its tasks and follow-ups go on.
 * @param modes The modes that may be used; without it the type's.
 * @param prices What a call costs in a mode, by action; default stands for every other action.
 * @param money The unit of this provider's prices and balance.
 * @param refundsFailures Whether a failed task is paid back; without it the type's.
 * @param limits How much may be asked of it.
 * @param priority Lower is first, for policy priority and among equals.
 * @param weight For policy weighted: twice the weight is first twice as often.
 * @param timeouts How long a call may take as a whole.
 * @param http How the host is spoken to.
 * @param profile What this host does otherwise than its type.
 * @param balance How, and how often, the balance is read.
 * @param simulator How a simulated host behaves.
 */
@ConfigurationPropertiesSource
public record ProviderProperties(
    @DefaultValue("") String type,
    @Nullable Secret apiKey,
    @Nullable String baseUrl,
    @DefaultValue("true") boolean enabled,
    @DefaultValue("false") boolean drain,
    @DefaultValue List<Mode> modes,
    @DefaultValue Map<String, Map<Mode, BigDecimal>> prices,
    @DefaultValue Unit money,
    @Nullable Boolean refundsFailures,
    @DefaultValue Limits limits,
    @DefaultValue("0") int priority,
    @DefaultValue("1") int weight,
    @DefaultValue Times timeouts,
    @DefaultValue Http http,
    @DefaultValue Dialect profile,
    @DefaultValue Balance balance,
    @DefaultValue Simulator simulator) {

  private static final String EVERY_OTHER = "default";
  private static final String AUTO = "auto";

  /**
   * The unit of a provider's prices and balance.
   *
   * @param currency What the unit is called; one other than USD needs its worth as well.
   * @param usd What one unit is worth in dollars.
   */
  public record Unit(@DefaultValue("USD") String currency, @Nullable BigDecimal usd) {}

  /**
   * How much may be asked of a provider.
   *
   * @param concurrent Submissions under way at once; halved while the host says "too many
   *     requests".
   * @param perMinute The most submissions in any minute.
   * @param dailySpend The most dollars that may be spent here in a day.
   */
  public record Limits(
      @DefaultValue("10") int concurrent,
      @Nullable Integer perMinute,
      @Nullable BigDecimal dailySpend) {}

  /**
   * How long a call may take as a whole.
   *
   * @param connect Until a connection stands.
   * @param submit A paid call.
   * @param read A look at tasks, or at the balance.
   * @param seed The seed of a picture.
   * @param image A picture until its last byte.
   */
  public record Times(
      @DefaultValue("3s") Duration connect,
      @DefaultValue("75s") Duration submit,
      @DefaultValue("15s") Duration read,
      @DefaultValue("45s") Duration seed,
      @DefaultValue("60s") Duration image) {

    private Timeouts settings(Problems problems) {
      Timeouts settings = Timeouts.defaults();
      Conversion to = new Conversion(problems);
      settings = to.after(settings, "connect", s -> s.withConnect(connect));
      settings = to.after(settings, "submit", s -> s.withSubmit(submit));
      settings = to.after(settings, "read", s -> s.withRead(read));
      settings = to.after(settings, "seed", s -> s.withSeed(seed));
      return to.after(settings, "image", s -> s.withImage(image));
    }
  }

  /**
   * How a host is spoken to.
   *
   * @param auth How the key is sent; without it as the type wants it.
   * @param userAgent What the User-Agent says; never empty. Without it mj-router and its version.
   * @param headers Further headers of every call.
   * @param modeBy How the mode is told; without it as the type wants it.
   * @param modePrefixes What stands before /mj for a mode; without it the type's.
   * @param barePathMode What the path without a prefix means: relax, fast, turbo or unknown;
   *     without it the type's.
   * @param proxy HOST:PORT of a proxy to go through.
   */
  public record Http(
      @Nullable AuthScheme auth,
      @Nullable String userAgent,
      @DefaultValue Map<String, String> headers,
      @Nullable ModeSignal modeBy,
      @DefaultValue Map<Mode, String> modePrefixes,
      @Nullable String barePathMode,
      @Nullable String proxy) {

    /** Headers may be secrets. */
    @Override
    public String toString() {
      return "Http[headers " + headers.keySet() + "]";
    }
  }

  /**
   * What a host does otherwise than its type.
   *
   * @param compatible For type compatible: the family of the host, new-api, midjourney-proxy, plus
   *     or trueai; without it new-api.
   * @param capabilities What this host can and cannot do.
   * @param imageRule How its links to pictures are taken; without it as the type's.
   * @param codes Codes that mean something else here, by number.
   */
  public record Dialect(
      @Nullable String compatible,
      @DefaultValue Capabilities capabilities,
      @Nullable ImageRule imageRule,
      @DefaultValue Map<Integer, CodeMeaning> codes) {}

  /**
   * What a host can and cannot do.
   *
   * @param add What it can do beyond its type.
   * @param remove What it cannot do although its type can.
   */
  public record Capabilities(
      @DefaultValue List<Capability> add, @DefaultValue List<Capability> remove) {}

  /**
   * How a balance is read.
   *
   * @param enabled Whether it is read at all.
   * @param refresh How often it is read.
   * @param endpoint How it is asked for; auto tries what the type knows.
   * @param key A key for balance calls only; without it the provider's.
   * @param accessToken The system access token of new-api, for user-self.
   * @param userId The user id of new-api, for user-self.
   * @param unitUsd What one unit of the answer is worth in dollars; without it the type's.
   */
  public record Balance(
      @DefaultValue("true") boolean enabled,
      @DefaultValue("5m") Duration refresh,
      @DefaultValue("auto") String endpoint,
      @Nullable Secret key,
      @Nullable Secret accessToken,
      @Nullable String userId,
      @Nullable BigDecimal unitUsd) {

    private BalanceSettings settings(Problems problems) {
      Conversion to = new Conversion(problems);
      BalanceSettings settings =
          new BalanceSettings(
              enabled,
              BalanceSettings.defaults().refresh(),
              endpoint(problems),
              Optional.ofNullable(key),
              Optional.ofNullable(accessToken),
              Optional.ofNullable(userId).filter(id -> !id.isBlank()),
              Optional.empty());
      settings = to.after(settings, "refresh", s -> s.withRefresh(refresh));
      BigDecimal worth = unitUsd;
      return worth == null ? settings : to.after(settings, "unit-usd", s -> s.withUnitUsd(worth));
    }

    private Optional<BalanceProbe.Endpoint> endpoint(Problems problems) {
      if (endpoint.isBlank() || endpoint.strip().equals(AUTO)) {
        return Optional.empty();
      }
      Optional<BalanceProbe.Endpoint> found = Words.parse(BalanceProbe.Endpoint.class, endpoint);
      if (found.isEmpty()) {
        List<String> known = new ArrayList<>(List.of(AUTO));
        known.addAll(Words.of(BalanceProbe.Endpoint.class));
        problems.add(
            "endpoint",
            "not known (expected: one of " + known + ")" + NearestName.hint(endpoint, known));
      }
      return found;
    }
  }

  /**
   * How a simulated host behaves; for type simulator.
   *
   * @param speed How many times faster than a real host it draws; real is 1.
   * @param profile The host that it is like, as a type's name or a family's.
   * @param durations How long a picture takes in a mode, before speed.
   * @param faults The faults that it plays, one a submission, in order.
   * @param balance The dollars on its account; without it there is no end of them.
   */
  public record Simulator(
      @DefaultValue("real") String speed,
      @DefaultValue("compatible") String profile,
      @DefaultValue Map<Mode, Duration> durations,
      @DefaultValue List<String> faults,
      @Nullable BigDecimal balance) {

    private SimulatorSettings settings(Problems problems) {
      SimulatorSettings settings =
          SimulatorSettings.defaults()
              .withProfile(profile)
              .withDurations(durations)
              .withFaults(faults.toArray(String[]::new));
      Conversion to = new Conversion(problems);
      settings = to.after(settings, "speed", s -> s.withSpeed(factor()));
      BigDecimal money = balance;
      return money == null
          ? settings
          : to.after(settings, "balance", s -> s.withBalance(Money.usd(money.toPlainString())));
    }

    private double factor() {
      try {
        return speed.isBlank() || speed.strip().equals("real") ? 1 : Double.parseDouble(speed);
      } catch (NumberFormatException e) {
        throw new IllegalArgumentException(
            "speed: '" + speed + "' (expected: real, or a number such as 60)", e);
      }
    }
  }

  /** The settings of a provider of this name; empty where the name can be none. */
  Optional<ProviderSettings> settings(String name, Problems root) {
    Problems problems = root.in("providers").in(name);
    return new Conversion(problems)
        .tried("", () -> ProviderSettings.builder(name, type.strip()))
        .map(settings -> fill(settings, problems));
  }

  private ProviderSettings fill(ProviderSettings.Builder settings, Problems problems) {
    Conversion to = new Conversion(problems);
    settings
        .enabled(enabled)
        .drain(drain)
        .modes(modes.toArray(Mode[]::new))
        .prices(priceList(problems.in("prices")))
        .concurrent(limits.concurrent())
        .priority(priority)
        .weight(weight)
        .timeouts(timeouts.settings(problems.in("timeouts")))
        .headers(http.headers())
        .modePrefixes(http.modePrefixes())
        .codes(profile.codes())
        .addCapabilities(profile.capabilities().add().toArray(Capability[]::new))
        .removeCapabilities(profile.capabilities().remove().toArray(Capability[]::new))
        .balance(balance.settings(problems.in("balance")))
        .simulator(simulator.settings(problems.in("simulator")));
    to.given(apiKey, settings::apiKey);
    to.text(baseUrl, settings::baseUrl);
    to.given(refundsFailures, settings::refundsFailures);
    to.given(limits.perMinute(), settings::perMinute);
    to.usd("limits.daily-spend", limits.dailySpend(), settings::dailySpend);
    to.given(http.auth(), settings::auth);
    to.given(http.userAgent(), settings::userAgent);
    to.given(http.modeBy(), settings::modeBy);
    to.text(http.barePathMode(), settings::barePathMode);
    to.text(http.proxy(), settings::proxy);
    to.text(profile.compatible(), settings::profile);
    to.given(profile.imageRule(), settings::imageRule);
    to.given(money.usd(), settings::usdPerUnit);
    if (money.usd() == null && !money.currency().strip().equalsIgnoreCase("USD")) {
      problems.add(
          "money.usd", "missing (expected: what one " + money.currency() + " is worth in dollars)");
    }
    return settings.build();
  }

  private PriceList priceList(Problems problems) {
    PriceList.Builder list = PriceList.builder();
    prices.forEach(
        (name, byMode) -> {
          Optional<Action> action = Words.parse(Action.class, name);
          if (action.isEmpty() && !name.equals(EVERY_OTHER)) {
            problems.add(name, expectedActions(name));
            return;
          }
          Conversion to = new Conversion(problems.in(name));
          byMode.forEach(
              (mode, price) ->
                  to.tried(
                      mode.key(),
                      () -> {
                        Money money = Money.usd(price.toPlainString());
                        return action.isPresent()
                            ? list.price(action.get(), mode, money)
                            : list.otherwise(mode, money);
                      }));
        });
    return list.build();
  }

  private static String expectedActions(String name) {
    List<String> known = new ArrayList<>(List.of(EVERY_OTHER));
    known.addAll(Words.of(Action.class));
    return "no action (expected: one of " + known + ")" + NearestName.hint(name, known);
  }

  /** Nothing of a key or token. */
  @Override
  public String toString() {
    return "ProviderProperties[type " + type + "]";
  }
}
