package io.mjrouter.provider;

import static java.util.Objects.requireNonNull;

import io.mjrouter.provider.internal.HttpProvider;
import io.mjrouter.provider.internal.HttpProviderConfig;
import io.mjrouter.spi.AuthScheme;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.Problems;
import io.mjrouter.spi.Profile;
import io.mjrouter.spi.ProviderContext;
import io.mjrouter.spi.ProviderFactory;
import io.mjrouter.spi.ProviderInfo;
import io.mjrouter.spi.ProviderSettings;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes providers for a host that speaks the MJ protocol, from its {@link Profile} alone.
 *
 * <p>A new host is a subclass of a few lines with a constructor without parameters, named in {@code
 * META-INF/services/io.mjrouter.spi.ProviderFactory}; or an instance of this class, handed to the
 * builder. Its type is the profile's name. Immutable, and so safe for use by many threads.
 *
 * <p>A base address that ends in a mode, such as {@code https://api.example.com/mj-relax/mj},
 * restricts the provider to that mode where no modes are configured.
 */
public class ProfiledProviderFactory implements ProviderFactory {

  private static final Logger LOG = LoggerFactory.getLogger(ProfiledProviderFactory.class);

  private final Profile profile;
  private final ApiKeys keys;

  /** A factory that looks for keys in the environment of this process. */
  public ProfiledProviderFactory(Profile profile) {
    this(profile, System::getenv);
  }

  /**
   * A factory with an environment of its own.
   *
   * @param profile the host's dialect; its name is the type
   * @param environment a variable's value by its name, or null
   */
  public ProfiledProviderFactory(Profile profile, Function<String, @Nullable String> environment) {
    this.profile = requireNonNull(profile, "profile");
    keys = new ApiKeys(requireNonNull(environment, "environment"));
  }

  @Override
  public String type() {
    return profile.name();
  }

  /**
   * The dialect for a provider, before its settings apply; the factory's own unless a subclass
   * knows several.
   */
  protected Profile profileFor(ProviderSettings settings, Problems problems) {
    settings
        .profile()
        .ifPresent(
            name ->
                problems.add(
                    "profile.compatible",
                    "only for type compatible (expected: nothing, or type: compatible)"));
    return profile;
  }

  @Override
  public final void validate(ProviderSettings settings, Problems problems) {
    Profile type = profileFor(settings, problems);
    settings.validate(problems);
    keys.check(settings, type, settings.enabled() && needsKey(type), problems);
    Optional<BaseUrl> base = ProfileChecks.baseUrl(type, settings, problems);
    Profile effective = EffectiveProfile.of(type, settings, base.flatMap(BaseUrl::mode));
    ProfileChecks.check(type, effective, settings, problems);
  }

  @Override
  public final MjProvider create(ProviderSettings settings, ProviderContext context) {
    Problems problems = Problems.under(settings.id().name());
    validate(settings, problems);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems.lines()));
    }
    Profile type = profileFor(settings, problems);
    BaseUrl base = ProfileChecks.baseUrl(type, settings, problems).orElseThrow();
    Profile effective = EffectiveProfile.of(type, settings, base.mode());
    if (base.uri().getScheme().equals("http") && !BaseUrls.isPrivate(base.uri().getHost())) {
      LOG.warn(
          "midjourney.providers.{}.base-url: http shows the key to everybody on the way"
              + " (expected: https)",
          settings.id());
    }
    return new HttpProvider(
        new HttpProviderConfig(
            settings.id(),
            new ProviderInfo(
                type(),
                effective.modes(),
                effective.capabilities(),
                effective.prices(),
                effective.refundsFailures(),
                false),
            effective,
            base.uri(),
            keys.find(settings, type),
            settings.balance(),
            settings.timeouts(),
            settings.concurrent(),
            settings.proxy().flatMap(ProfileChecks::proxy),
            context.time()));
  }

  /** Proxies that people run for themselves may go without a key. */
  private static boolean needsKey(Profile type) {
    return type.baseUrl().isPresent() || type.auth() != AuthScheme.MJ_API_SECRET;
  }
}
