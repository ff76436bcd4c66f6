package io.mjrouter.provider.cometapi;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.provider.KnownProfiles;
import io.mjrouter.provider.TestProviders;
import io.mjrouter.spi.BalanceProbe;
import io.mjrouter.spi.HttpHostContract;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.Profile;
import io.mjrouter.testing.Payloads;
import io.mjrouter.testing.StubHost;
import java.net.URI;
import java.util.Optional;

class CometApiContractTest extends HttpHostContract {

  /** The balance is asked at an origin of its own: here, the stub's. */
  @Override
  protected MjProvider newProvider(String baseUrl) {
    Profile comet = KnownProfiles.cometApi();
    BalanceProbe stubbed = comet.balanceProbes().get(0).withOrigin(URI.create(baseUrl));
    return TestProviders.create(comet.toBuilder().balanceProbes(stubbed).build(), baseUrl, KEY);
  }

  @Override
  protected String submitBody() {
    return "comet_imagine_submit_ok.json";
  }

  @Override
  protected String taskBody() {
    return "comet_fetch_single_task.json";
  }

  @Override
  protected Optional<Mode> modeWithoutSignal() {
    return Optional.of(Mode.RELAX);
  }

  @Override
  protected Money stubBalance(StubHost host) {
    host.server()
        .stubFor(
            get(urlPathEqualTo("/user/quota"))
                .withQueryParam("key", equalTo(KEY))
                .willReturn(json(Payloads.text("comet_balance_2026.json"))));
    return Money.usd("10000");
  }
}
