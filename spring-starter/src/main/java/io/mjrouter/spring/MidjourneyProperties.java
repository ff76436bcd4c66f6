package io.mjrouter.spring;

import io.mjrouter.ImageSettings;
import io.mjrouter.WebhookSettings;
import io.mjrouter.model.Mode;
import io.mjrouter.model.OnUnknown;
import io.mjrouter.proxy.ProxySettings;
import io.mjrouter.route.RoutingSettings;
import io.mjrouter.spi.Problems;
import io.mjrouter.spi.ProviderSettings;
import io.mjrouter.spi.Secret;
import io.mjrouter.store.StoreSettings;
import io.mjrouter.store.StoreSettings.SchemaMode;
import io.mjrouter.task.PollSettings;
import io.mjrouter.task.TaskSettings;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The router in the configuration of an application. Each part turns itself into the settings of
 * the core, and reports what cannot be one.
 *
 * @param providers The accounts at hosts, by the names that the application gives them.
 * @param providerSource How a ProviderSource bean is read.
 * @param routing How a host and a mode are chosen.
 * @param tasks How long tasks may take, and how often hosts are asked about them.
 * @param webhooks How hosts call back.
 * @param images How pictures are fetched and kept.
 * @param store Where tasks are remembered.
 * @param proxy The router as a server that speaks the MJ protocol.
 */
@ConfigurationProperties("midjourney")
public record MidjourneyProperties(
    @DefaultValue Map<String, ProviderProperties> providers,
    @DefaultValue Source providerSource,
    @DefaultValue Routing routing,
    @DefaultValue Tasks tasks,
    @DefaultValue Webhooks webhooks,
    @DefaultValue Images images,
    @DefaultValue Store store,
    @DefaultValue @NestedConfigurationProperty ProxyProperties proxy) {

  public MidjourneyProperties {
    providers = Spellings.once(providers);
  }

  /**
   * How a ProviderSource bean is read.
   *
   * @param refresh How often it is read while the application runs.
   */
  public record Source(@DefaultValue("1m") Duration refresh) {}

  /**
   * How a host and a mode are chosen.
   *
   * @param policy What comes first: the price, the time, both, your order, or chance; or the name
   *     of a RoutingPolicy bean.
   * @param modes The modes allowed where a request names none; without it every mode of the
   *     providers but turbo.
   * @param deadline Only routes are used that are likely (90 %) to finish within this time.
   * @param maxPrice The most dollars that one call may cost; a filter, never a preference.
   * @param dailySpend The most dollars that may be spent in a day, over all providers.
   * @param zone Where that day begins at midnight; without it the system's zone.
   * @param attempts How many routes are tried for one submission.
   * @param submitDeadline How long all attempts of one submission may take together.
   * @param onUnknownOutcome What is done when nobody can tell whether a host took a submission;
   *     resubmit may pay twice.
   * @param resubmitFailed Whether a task that died at a provider that refunds failures is tried
   *     once more at another, under the same id.
   */
  public record Routing(
      @DefaultValue("cheapest") String policy,
      @DefaultValue List<Mode> modes,
      @Nullable Duration deadline,
      @Nullable BigDecimal maxPrice,
      @Nullable BigDecimal dailySpend,
      @Nullable ZoneId zone,
      @DefaultValue("3") int attempts,
      @DefaultValue("3m") Duration submitDeadline,
      @DefaultValue("hold") OnUnknown onUnknownOutcome,
      @DefaultValue("false") boolean resubmitFailed) {

    RoutingSettings settings(ProxySettings proxy, Problems problems) {
      RoutingSettings.Builder settings =
          RoutingSettings.builder()
              .policy(policy)
              .modes(modes.toArray(Mode[]::new))
              .attempts(attempts)
              .submitDeadline(submitDeadline)
              .onUnknownOutcome(onUnknownOutcome)
              .resubmitFailed(resubmitFailed);
      Conversion to = new Conversion(problems);
      to.given(deadline, settings::deadline);
      to.usd("max-price", maxPrice, settings::maxPrice);
      to.usd("daily-spend", dailySpend, settings::dailySpend);
      to.given(zone, settings::zone);
      proxy.callerSpend().forEach(settings::callerSpend);
      return settings.build();
    }
  }

  /**
   * How long tasks may take, and how often hosts are asked about them.
   *
   * @param accept How long a host may take until it begins.
   * @param stall How long nothing may change once it began.
   * @param timeout How long a task may take in all.
   * @param notFoundGrace How long a host may not know a task that it took.
   * @param unknownExpiry How long it may stay unknown whether a host took a submission.
   * @param poll How often hosts are asked about tasks.
   */
  public record Tasks(
      @DefaultValue("10m") Duration accept,
      @DefaultValue("10m") Duration stall,
      @DefaultValue("60m") Duration timeout,
      @DefaultValue("60s") Duration notFoundGrace,
      @DefaultValue("30m") Duration unknownExpiry,
      @DefaultValue Poll poll) {

    TaskSettings settings() {
      return new TaskSettings(
          accept, stall, timeout, notFoundGrace, unknownExpiry, poll.settings());
    }
  }

  /**
   * How often hosts are asked about tasks.
   *
   * @param min The shortest time between two looks at one task.
   * @param max The longest time between two looks at one task.
   * @param batch The most tasks in one call.
   * @param perSecond The most calls a second to one provider.
   */
  public record Poll(
      @DefaultValue("3s") Duration min,
      @DefaultValue("30s") Duration max,
      @DefaultValue("100") int batch,
      @DefaultValue("5") int perSecond) {

    PollSettings settings() {
      return new PollSettings(min, max, batch, perSecond);
    }
  }

  /**
   * How hosts call back.
   *
   * @param baseUrl Where the hosts reach this application, such as https://app.example; without it
   *     they are not asked to call back.
   * @param path Where hosts' calls are taken, below base-url.
   * @param secret What the addresses are made with, 16 characters or more; without it one that the
   *     store keeps.
   */
  public record Webhooks(
      @Nullable URI baseUrl, @DefaultValue("/mjr/hooks") String path, @Nullable Secret secret) {

    WebhookSettings settings() {
      return new WebhookSettings(Optional.ofNullable(baseUrl), path, Optional.ofNullable(secret));
    }
  }

  /**
   * How pictures are fetched and kept.
   *
   * @param keep The directory where each finished picture is kept, or none; an ImageSink bean takes
   *     its place.
   * @param retention How long a picture is kept there.
   * @param maxSize The largest picture or video that is fetched.
   */
  public record Images(
      @DefaultValue("none") String keep,
      @DefaultValue("30d") Duration retention,
      @DefaultValue("32MB") DataSize maxSize) {

    ImageSettings settings(Problems problems) {
      ImageSettings settings =
          ImageSettings.defaults().withMaxSize(maxSize.toBytes()).withRetention(retention);
      return keep.isBlank() || keep.equals("none")
          ? settings
          : new Conversion(problems)
              .tried("keep", () -> settings.withKeep(Path.of(keep)))
              .orElse(settings);
    }
  }

  /**
   * Where tasks are remembered.
   *
   * @param type In the memory of this process, which forgets them when it ends, or in a database.
   * @param dataSource The name of the DataSource bean; without it the application's one.
   * @param schema Whether the tables are made, only looked at, or neither.
   * @param tablePrefix What the names of the tables begin with.
   * @param retention How long a task is kept after it ended.
   */
  public record Store(
      @DefaultValue("memory") Type type,
      @Nullable String dataSource,
      @DefaultValue("create") SchemaMode schema,
      @DefaultValue("mjr_") String tablePrefix,
      @DefaultValue("30d") Duration retention) {

    /** Where tasks are remembered. */
    public enum Type {
      /** In this process; they end with it. */
      MEMORY,
      /** In a database. */
      JDBC
    }

    StoreSettings settings() {
      return new StoreSettings(schema, tablePrefix, retention);
    }
  }

  /** The providers that can be made settings of; what is wrong with the others is reported. */
  List<ProviderSettings> providerSettings(Problems problems) {
    List<ProviderSettings> settings = new ArrayList<>();
    providers.forEach(
        (name, provider) -> provider.settings(name, problems).ifPresent(settings::add));
    return settings;
  }
}
