package io.mjrouter.provider;

import io.mjrouter.model.TimeSource;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.Profile;
import io.mjrouter.spi.ProviderContext;
import io.mjrouter.spi.ProviderFactory;
import io.mjrouter.spi.ProviderSettings;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Makes providers as an application does: from a factory and settings. */
public final class TestProviders {

  private TestProviders() {}

  public static MjProvider create(
      ProviderFactory factory,
      String baseUrl,
      String key,
      UnaryOperator<ProviderSettings.Builder> more) {
    ProviderSettings.Builder settings =
        ProviderSettings.builder("tested", factory.type()).baseUrl(baseUrl).apiKey(key);
    return factory.create(
        more.apply(settings).build(), new ProviderContext(TimeSource.system(), new Random(1)));
  }

  public static MjProvider create(ProviderFactory factory, String baseUrl, String key) {
    return create(factory, baseUrl, key, UnaryOperator.identity());
  }

  public static MjProvider create(Profile profile, String baseUrl, String key) {
    return create(new ProfiledProviderFactory(profile, variable -> null), baseUrl, key);
  }
}
