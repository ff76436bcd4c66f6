package io.mjrouter.provider.dataeyes;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import io.mjrouter.model.Money;
import io.mjrouter.provider.TestProviders;
import io.mjrouter.spi.HttpHostContract;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.testing.Payloads;
import io.mjrouter.testing.StubHost;

class DataEyesContractTest extends HttpHostContract {

  @Override
  protected MjProvider newProvider(String baseUrl) {
    return TestProviders.create(new DataEyesFactory(), baseUrl, KEY);
  }

  @Override
  protected String submitBody() {
    return "dataeyes_submit_ok.json";
  }

  @Override
  protected String taskBody() {
    return "dataeyes_fetch_success.json";
  }

  /** As a gateway that lacks the first way and has the second. */
  @Override
  protected Money stubBalance(StubHost host) {
    host.server()
        .stubFor(
            get(urlPathEqualTo("/v1/dashboard/billing/subscription"))
                .willReturn(json(Payloads.text("newapi_billing_subscription.json"))));
    host.server()
        .stubFor(
            get(urlPathEqualTo("/v1/dashboard/billing/usage"))
                .willReturn(json(Payloads.text("newapi_billing_usage.json"))));
    return Money.usd("87.655");
  }
}
