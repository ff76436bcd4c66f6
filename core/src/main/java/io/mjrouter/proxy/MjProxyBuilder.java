package io.mjrouter.proxy;

import static java.util.Objects.requireNonNull;

import io.mjrouter.Midjourney;
import io.mjrouter.ProviderSummary;
import io.mjrouter.error.ConfigurationException;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.TimeSource;
import io.mjrouter.spi.Problems;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Collects the configuration of a {@link MjProxy}. Not safe for use by several threads. */
public final class MjProxyBuilder {

  private static final Logger LOG = LoggerFactory.getLogger(MjProxyBuilder.class);

  /** No resolver that works needs longer, and a submission may wait for several names. */
  private static final Duration LOOK_UP = Duration.ofSeconds(2);

  private final Midjourney mj;
  private ProxySettings settings = ProxySettings.defaults();
  private TimeSource time = TimeSource.system();
  private Destinations.Names names = Destinations.SYSTEM;
  private Duration lookUp = LOOK_UP;

  MjProxyBuilder(Midjourney mj) {
    this.mj = requireNonNull(mj, "mj");
  }

  public MjProxyBuilder settings(ProxySettings settings) {
    this.settings = requireNonNull(settings, "settings");
    return this;
  }

  /** The clocks; the machine's own unless a test has others. */
  public MjProxyBuilder time(TimeSource time) {
    this.time = requireNonNull(time, "time");
    return this;
  }

  /** Who knows the addresses of names; the machine itself unless a test says otherwise. */
  MjProxyBuilder names(Destinations.Names names) {
    this.names = names;
    return this;
  }

  /** How long one waits for those of a name; two seconds unless a test says otherwise. */
  MjProxyBuilder lookUp(Duration longest) {
    this.lookUp = longest;
    return this;
  }

  /**
   * Checks everything.
   *
   * @throws ConfigurationException with everything that is wrong, at once
   */
  public MjProxy build() {
    Problems problems = Problems.under("midjourney").in("proxy");
    List<ProviderId> providers = mj.providers().stream().map(ProviderSummary::id).toList();
    settings.validate(problems, mj.policies(), providers);
    settings
        .callerSpend()
        .forEach(
            (name, cap) -> {
              if (!cap.equals(mj.callerSpend().get(name))) {
                problems
                    .in("clients")
                    .add(
                        name + ".daily-spend",
                        cap + ", unknown to the router (expected: callerSpend() in its routing)");
              }
            });
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems.lines());
    }
    warn();
    List<Client> clients =
        settings.clients().entrySet().stream()
            .map(each -> new Client(each.getKey(), each.getValue()))
            .toList();
    Gate gate = new Gate(clients);
    Destinations destinations = Destinations.of(settings, new BoundedNames(names, lookUp));
    Bodies bodies = new Bodies(settings.maxBody(), time);
    Submits submits = new Submits(mj, destinations, time, settings.submitWait(), bodies);
    return new MjProxy(
        gate,
        new Cors(settings.corsOrigins()),
        submits,
        new Reads(mj, time, settings.base(), bodies),
        new Images(mj, gate),
        new Admin(mj, submits, time, bodies),
        new RequestIds(time.now()));
  }

  /** Says once whose keys can be found out by trying. */
  private void warn() {
    List<String> guessable =
        settings.clients().entrySet().stream()
            .filter(each -> Keys.isGuessable(each.getValue().key()))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    if (!guessable.isEmpty()) {
      LOG.warn(
          "clients {}: a key of fewer than {} characters can be found out by trying; set a longer"
              + " midjourney.proxy.clients.NAME.key",
          guessable,
          Keys.HARD_TO_GUESS);
    }
  }
}
