package io.mjrouter.provider.compatible;

import io.mjrouter.model.Mode;
import io.mjrouter.provider.TestProviders;
import io.mjrouter.spi.HttpHostContract;
import io.mjrouter.spi.MjProvider;
import java.util.Optional;
import org.junit.jupiter.api.Nested;

/** Type compatible, once for each family that it can be told to speak. */
class CompatibleContractTest {

  private static MjProvider create(String family, String baseUrl, String key) {
    return TestProviders.create(new CompatibleFactory(), baseUrl, key, s -> s.profile(family));
  }

  @Nested
  class NewApi extends HttpHostContract {
    @Override
    protected MjProvider newProvider(String baseUrl) {
      return create("new-api", baseUrl, KEY);
    }
  }

  @Nested
  class MidjourneyProxy extends HttpHostContract {
    @Override
    protected MjProvider newProvider(String baseUrl) {
      return create("midjourney-proxy", baseUrl, KEY);
    }

    @Override
    protected String submitBody() {
      return "novicezk_code1.json";
    }

    /** It has no modes; what its account draws in is called fast until configured. */
    @Override
    protected Optional<Mode> modeWithoutSignal() {
      return Optional.of(Mode.FAST);
    }
  }

  @Nested
  class Plus extends HttpHostContract {
    @Override
    protected MjProvider newProvider(String baseUrl) {
      return create("plus", baseUrl, KEY);
    }

    @Override
    protected String submitBody() {
      return "plus_imagine_submit_real.json";
    }

    @Override
    protected String taskBody() {
      return "plus_imagine_success_real.json";
    }
  }

  @Nested
  class TrueAi extends HttpHostContract {
    @Override
    protected MjProvider newProvider(String baseUrl) {
      return create("trueai", baseUrl, KEY);
    }
  }
}
