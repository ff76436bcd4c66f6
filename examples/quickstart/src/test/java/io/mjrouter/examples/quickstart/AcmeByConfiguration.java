package io.mjrouter.examples.quickstart;

import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.PriceList;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.ProviderSettings;

/** The program of docs/adding-a-host.md. */
final class AcmeByConfiguration {

  private AcmeByConfiguration() {}

  static ProviderSettings settings(String key) {
    ProviderSettings acme =
        ProviderSettings.builder("acme", "compatible")
            .baseUrl("https://api.acme.example")
            .apiKey(key)
            .profile("new-api") // or midjourney-proxy, plus, trueai
            .modes(Mode.RELAX, Mode.FAST)
            .prices(PriceList.builder().otherwise(Mode.FAST, Money.usd("0.04")).build())
            .removeCapabilities(Capability.SWAP_FACE)
            .build();
    return acme;
  }
}
