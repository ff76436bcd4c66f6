package io.mjrouter.provider;

import io.mjrouter.guard.GuardSettings;
import io.mjrouter.guard.GuardedProvider;
import io.mjrouter.provider.compatible.CompatibleFactory;
import io.mjrouter.spi.HttpHostContract;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.Timeouts;
import io.mjrouter.testing.FakeTime;
import java.util.Random;

/** The guard keeps the contract of what it guards; only a failed read asks the host again. */
class GuardedContractTest extends HttpHostContract {

  @Override
  protected MjProvider newProvider(String baseUrl) {
    return GuardedProvider.of(
        TestProviders.create(new CompatibleFactory(), baseUrl, KEY),
        GuardSettings.of(10, Timeouts.defaults()),
        FakeTime.create(),
        new Random(1));
  }

  @Override
  protected int requestsOfAFailedRead() {
    return 3;
  }
}
