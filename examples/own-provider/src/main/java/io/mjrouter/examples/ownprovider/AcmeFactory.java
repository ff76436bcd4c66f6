package io.mjrouter.examples.ownprovider;

import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.PriceList;
import io.mjrouter.provider.ProfiledProviderFactory;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.Profile;
import java.net.URI;
import java.util.Map;
import java.util.Set;

/**
 * Type {@code acme}: a host of the MJ protocol that the library does not know.
 *
 * <p>This class and one line in {@code META-INF/services/io.mjrouter.spi.ProviderFactory} are all
 * there is to it. An application then configures it like any other:
 *
 * <pre>{@code
 * midjourney:
 *   providers:
 *     acme: { type: acme, api-key: "${ACME_KEY}" }
 * }</pre>
 *
 * <p>A class is worth it for whoever shares a host with others. One application alone needs none;
 * this is the same host by configuration:
 *
 * <pre>{@code
 * midjourney:
 *   providers:
 *     acme:
 *       type: compatible
 *       base-url: https://api.acme.example
 *       api-key: ${ACME_KEY}
 *       modes: [relax, fast]
 *       prices: { default: { relax: 0.015, fast: 0.04 } }
 *       http: { bare-path-mode: relax }
 *       profile:
 *         compatible: new-api
 *         capabilities:
 *           remove: [shorten, change, video, edits, upload, swap-face, batch-fetch, image, balance]
 * }</pre>
 */
public final class AcmeFactory extends ProfiledProviderFactory {

  public AcmeFactory() {
    super(
        Profile.builder("acme")
            .baseUrl(URI.create("https://api.acme.example"))
            .keyVariable("ACME_KEY")
            .modes(Set.of(Mode.RELAX, Mode.FAST))
            .modePrefixes(Map.of(Mode.RELAX, "", Mode.FAST, "/mj-fast"))
            .barePathMode(Mode.RELAX)
            .add(Capability.SEED)
            .prices(
                PriceList.builder()
                    .source("https://acme.example/prices, 2026-01-01")
                    .otherwise(Mode.RELAX, Money.usd("0.015"))
                    .otherwise(Mode.FAST, Money.usd("0.04"))
                    .build())
            .refundsFailures(true)
            .build());
  }
}
