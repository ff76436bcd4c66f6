package io.mjrouter.spring;

import io.mjrouter.MidjourneyBuilder;
import io.mjrouter.model.ProviderId;
import io.mjrouter.proxy.ProxySettings;
import io.mjrouter.route.Policy;
import io.mjrouter.route.RoutingPolicy;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.Problems;
import io.mjrouter.spi.ProviderSettings;
import io.mjrouter.spi.ProviderSource;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;

/** What {@code midjourney.*} says, handed to the builder, with everything that is wrong in it. */
final class SettingsOf {

  private final MidjourneyProperties properties;

  SettingsOf(MidjourneyProperties properties) {
    this.properties = properties;
  }

  void addTo(MidjourneyBuilder builder, ListableBeanFactory beans) {
    Problems problems = Problems.under("midjourney");
    List<ProviderSettings> providers = properties.providerSettings(problems);
    providers.forEach(builder::provider);
    ProxySettings proxy = proxy(providers, beans, problems);
    builder
        .routing(properties.routing().settings(proxy, problems.in("routing")))
        .tasks(properties.tasks().settings())
        .webhooks(properties.webhooks().settings())
        .images(properties.images().settings(problems.in("images")));
    if (properties.store().type() == MidjourneyProperties.Store.Type.JDBC) {
      properties.store().settings().validate(problems.in("store"));
      DataSources.check(properties.store(), beans, problems.in("store"));
    }
    builder.problems(problems.lines());
  }

  private ProxySettings proxy(
      List<ProviderSettings> providers, ListableBeanFactory beans, Problems problems) {
    if (!properties.proxy().enabled()) {
      return ProxySettings.defaults();
    }
    Problems below = problems.in("proxy");
    ProxySettings settings = properties.proxy().settings(below);
    if (names(beans, ProviderSource.class).length > 0
        || names(beans, MidjourneyCustomizer.class).length > 0) {
      // What there is to choose from is known once the router is made: the proxy checks it then.
      return settings;
    }
    List<ProviderId> known =
        Stream.concat(
                providers.stream().filter(ProviderSettings::enabled).map(ProviderSettings::id),
                beans.getBeanProvider(MjProvider.class).stream().map(MjProvider::id))
            .toList();
    List<String> policies = Policy.names(Arrays.asList(names(beans, RoutingPolicy.class)));
    settings.validate(below, policies, known);
    return settings;
  }

  private static String[] names(ListableBeanFactory beans, Class<?> type) {
    return BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, type);
  }
}
