package io.mjrouter.examples.quickstart.demo;

import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.PriceList;
import io.mjrouter.model.TimeSource;
import io.mjrouter.provider.KnownProfiles;
import io.mjrouter.provider.simulator.HttpSimulatedHost;
import io.mjrouter.provider.simulator.PaidSubmission;
import io.mjrouter.provider.simulator.SimulatedHost;
import io.mjrouter.spi.AuthScheme;
import io.mjrouter.spi.Profile;
import io.mjrouter.spi.ProviderSettings;
import io.mjrouter.spi.Timeouts;
import java.time.Duration;
import java.util.List;

/** A host on a port of this machine that goes wrong as it is told, and keeps the books. */
final class DemoHost implements AutoCloseable {

  /** How long both contenders wait for an answer; a host that answers does so in milliseconds. */
  static final Duration TIMEOUT = Duration.ofSeconds(3);

  private static final Mode MODE = Mode.FAST;

  private final String name;
  private final Profile profile;
  private final Money price;
  private final SimulatedHost host;
  private final HttpSimulatedHost server;

  private DemoHost(String name, Profile profile, String price, TimeSource time, String... faults) {
    this.name = name;
    this.profile = profile;
    this.price = Money.usd(price);
    host = SimulatedHost.builder(profile, time).prices(prices()).faults(faults).build();
    server = HttpSimulatedHost.start(profile, host);
  }

  /** The three, cheapest first. What goes wrong stands in the order of the submissions. */
  static List<DemoHost> three(TimeSource time) {
    return List.of(
        new DemoHost(
            "own",
            KnownProfiles.midjourneyProxy(),
            "0.02",
            time,
            "none",
            "hang-up-after-reading",
            "none",
            "queue-full",
            "none",
            "none",
            "slow",
            "bad-gateway",
            "late-answer",
            "saturated",
            "truncated"),
        new DemoHost("deer", KnownProfiles.deerApi(), "0.04", time, "html", "out-of-balance"),
        new DemoHost("eyes", KnownProfiles.dataEyes(), "0.05", time));
  }

  /** The router's settings for it. */
  ProviderSettings settings() {
    boolean own = profile.auth() == AuthScheme.MJ_API_SECRET;
    ProviderSettings.Builder settings =
        ProviderSettings.builder(name, own ? "compatible" : profile.name())
            .baseUrl(server.baseUrl().toString())
            .apiKey(HttpSimulatedHost.KEY)
            .modes(MODE)
            .prices(prices())
            .timeouts(Timeouts.defaults().withSubmit(TIMEOUT));
    if (own) {
      settings.profile(profile.name());
    }
    return settings.build();
  }

  /** What stands before {@code /mj}, mode included. */
  String address() {
    return server.baseUrl() + profile.modePrefixes().getOrDefault(MODE, "");
  }

  String keyHeader() {
    return profile.auth() == AuthScheme.MJ_API_SECRET ? "mj-api-secret" : "Authorization";
  }

  String keyValue() {
    return profile.auth() == AuthScheme.MJ_API_SECRET
        ? HttpSimulatedHost.KEY
        : "Bearer " + HttpSimulatedHost.KEY;
  }

  /** What it billed. */
  List<PaidSubmission> paid() {
    return host.submissions();
  }

  Money charged() {
    return host.charged();
  }

  private PriceList prices() {
    return PriceList.builder().otherwise(MODE, price).build();
  }

  @Override
  public void close() {
    server.close();
  }
}
