package io.mjrouter.spring;

import io.mjrouter.model.Mode;
import io.mjrouter.model.ProviderId;
import io.mjrouter.proxy.ClientSettings;
import io.mjrouter.proxy.Compat;
import io.mjrouter.proxy.ProxySettings;
import io.mjrouter.spi.Problems;
import io.mjrouter.spi.Secret;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesSource;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The router as a server that speaks the MJ protocol: {@code midjourney.proxy}.
 *
 * @param enabled Whether the MJ protocol is served below /mj, and the state of the router below
 *     /mjr.
 * @param publicUrl What every picture's link begins with; without it what the request used.
 * @param submitWait How long a submission waits for a host to take it before its id is told.
 * @param maxBody The largest body of a request.
 * @param cors Which web pages may ask.
 * @param clients Who may ask, by names; without any, whoever is on this machine.
 * @param privateHosts The names, addresses and networks that a client's links may lead to although
 *     they are private.
 */
public record ProxyProperties(
    @DefaultValue("false") boolean enabled,
    @Nullable URI publicUrl,
    @DefaultValue("25s") Duration submitWait,
    @DefaultValue("32MB") DataSize maxBody,
    @DefaultValue Cors cors,
    @DefaultValue Map<String, Client> clients,
    @DefaultValue List<String> privateHosts) {

  public ProxyProperties {
    clients = Spellings.once(clients);
  }

  /**
   * Which web pages may ask.
   *
   * @param origins The pages, by origin; * for every page.
   */
  public record Cors(@DefaultValue List<String> origins) {}

  /**
   * One client: {@code midjourney.proxy.clients.NAME}. What is not given is as for everybody.
   *
   * @param key The key that it shows.
   * @param modes The modes that it may use, in order of preference; without it all.
   * @param policy The policy by which its routes are chosen.
   * @param deadline The time within which its pictures should be finished.
   * @param maxPrice The most dollars that one of its calls may cost.
   * @param providers The providers that may serve it; without it all.
   * @param dailySpend The most dollars that it may spend in a day.
   * @param perMinute The most submissions in any minute, refused ones not counted.
   * @param webhookSecret What its webhooks are signed with; without it they are not signed.
   * @param compat What an old client needs said otherwise.
   * @param allowOverrides Whether the X-MJ headers of its requests count.
   * @param exposeRouting Whether it is told which provider served it, in which mode and at what
   *     price.
   * @param admin Whether it may use /mjr, which shows and changes everybody's things.
   */
  @ConfigurationPropertiesSource
  public record Client(
      @Nullable Secret key,
      @DefaultValue List<Mode> modes,
      @Nullable String policy,
      @Nullable Duration deadline,
      @Nullable BigDecimal maxPrice,
      @DefaultValue List<String> providers,
      @Nullable BigDecimal dailySpend,
      @Nullable Integer perMinute,
      @Nullable Secret webhookSecret,
      @DefaultValue List<Compat> compat,
      @DefaultValue("false") boolean allowOverrides,
      @DefaultValue("false") boolean exposeRouting,
      @DefaultValue("false") boolean admin) {

    private Optional<ClientSettings> settings(Problems problems) {
      if (key == null) {
        problems.add("key", "missing (expected: the key that the client shows)");
        return Optional.empty();
      }
      ClientSettings.Builder settings =
          ClientSettings.builder(key.reveal())
              .modes(modes.toArray(Mode[]::new))
              .compat(compat.toArray(Compat[]::new))
              .allowOverrides(allowOverrides)
              .exposeRouting(exposeRouting)
              .admin(admin);
      Conversion to = new Conversion(problems);
      to.text(policy, settings::policy);
      to.given(deadline, settings::deadline);
      to.usd("max-price", maxPrice, settings::maxPrice);
      to.usd("daily-spend", dailySpend, settings::dailySpend);
      to.given(perMinute, settings::perMinute);
      to.given(webhookSecret, secret -> settings.webhookSecret(secret.reveal()));
      settings.providers(
          providers.stream()
              .flatMap(name -> to.tried("providers", () -> ProviderId.of(name)).stream())
              .toArray(ProviderId[]::new));
      return Optional.of(settings.build());
    }
  }

  ProxySettings settings(Problems problems) {
    ProxySettings.Builder settings =
        ProxySettings.builder()
            .submitWait(submitWait)
            .maxBody(maxBody.toBytes())
            .corsOrigins(cors.origins().toArray(String[]::new))
            .privateHosts(privateHosts.toArray(String[]::new));
    new Conversion(problems).given(publicUrl, settings::publicUrl);
    Problems below = problems.in("clients");
    clients.forEach(
        (name, client) ->
            client.settings(below.in(name)).ifPresent(made -> settings.client(name, made)));
    return settings.build();
  }
}
