package io.mjrouter.provider.deerapi;

import io.mjrouter.model.Mode;
import io.mjrouter.provider.TestProviders;
import io.mjrouter.spi.HttpHostContract;
import io.mjrouter.spi.MjProvider;
import java.util.Optional;

class DeerApiContractTest extends HttpHostContract {

  @Override
  protected MjProvider newProvider(String baseUrl) {
    return TestProviders.create(new DeerApiFactory(), baseUrl, KEY);
  }

  @Override
  protected String submitBody() {
    return "comet_submit_min.json";
  }

  @Override
  protected String taskBody() {
    return "deer_fetch_quickstart.json";
  }

  @Override
  protected Optional<Mode> modeWithoutSignal() {
    return Optional.of(Mode.RELAX);
  }
}
