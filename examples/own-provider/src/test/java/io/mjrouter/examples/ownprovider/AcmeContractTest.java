package io.mjrouter.examples.ownprovider;

import io.mjrouter.model.Mode;
import io.mjrouter.model.TimeSource;
import io.mjrouter.spi.HttpHostContract;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.ProviderContext;
import io.mjrouter.spi.ProviderSettings;
import java.util.Optional;
import java.util.Random;

/** Everything that the library expects of a provider, checked for ours. */
class AcmeContractTest extends HttpHostContract {

  @Override
  protected MjProvider newProvider(String baseUrl) {
    return new AcmeFactory()
        .create(
            ProviderSettings.builder("mine", "acme").baseUrl(baseUrl).apiKey(KEY).build(),
            new ProviderContext(TimeSource.system(), new Random(1)));
  }

  @Override
  protected Optional<Mode> modeWithoutSignal() {
    return Optional.of(Mode.RELAX);
  }
}
