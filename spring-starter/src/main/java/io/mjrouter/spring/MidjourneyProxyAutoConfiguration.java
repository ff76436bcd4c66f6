package io.mjrouter.spring;

import io.mjrouter.Midjourney;
import io.mjrouter.error.ConfigurationException;
import io.mjrouter.event.MjProbe;
import io.mjrouter.event.Probes;
import io.mjrouter.model.TimeSource;
import io.mjrouter.proxy.ClientHooks;
import io.mjrouter.proxy.MjProxy;
import io.mjrouter.proxy.ProxySettings;
import io.mjrouter.spi.Problems;
import jakarta.servlet.Filter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Serves the MJ protocol below {@code /mj}, once {@code midjourney.proxy.enabled} says so.
 *
 * <p>It stands before Spring Security: its clients have keys of their own, and no session.
 */
@AutoConfiguration(after = MidjourneyAutoConfiguration.class)
@ConditionalOnClass(Filter.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnSingleCandidate(Midjourney.class)
@ConditionalOnBooleanProperty("midjourney.proxy.enabled")
@EnableConfigurationProperties(MidjourneyProperties.class)
public final class MidjourneyProxyAutoConfiguration {

  /** Spring Security's filters stand at -100. */
  static final int ORDER = -120;

  @Bean
  @ConditionalOnMissingBean
  ProxySettings midjourneyProxySettings(MidjourneyProperties properties) {
    Problems problems = Problems.under("midjourney.proxy");
    ProxySettings settings = properties.proxy().settings(problems);
    // Reported when the router was made, unless the application made it itself.
    if (!problems.isEmpty()) {
      throw new ConfigurationException(problems.lines());
    }
    return settings;
  }

  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  ClientHooks midjourneyClientHooks(
      ProxySettings settings,
      ObjectProvider<MjProbe> probes,
      ObjectProvider<Midjourney> midjourney) {
    return ClientHooks.create(settings, new Probes(probes.orderedStream().toList()))
        .lookingUp(
            id ->
                midjourney
                    .getObject()
                    .find(id)
                    .filter(task -> task.status().isFinal())
                    .isPresent());
  }

  @Bean
  @ConditionalOnMissingBean
  MjProxy midjourneyProxy(
      Midjourney midjourney, ProxySettings settings, ObjectProvider<TimeSource> time) {
    return MjProxy.builder(midjourney)
        .settings(settings)
        .time(time.getIfUnique(TimeSource::system))
        .build();
  }

  @Bean
  @ConditionalOnMissingBean(name = "midjourneyProxyFilter")
  FilterRegistrationBean<MjProxyFilter> midjourneyProxyFilter(
      MjProxy proxy, MidjourneyProperties properties, Environment environment)
      throws UnknownHostException {
    MidjourneyProperties.Webhooks webhooks = properties.webhooks();
    Optional<String> hooks = Optional.ofNullable(webhooks.baseUrl()).map(any -> webhooks.path());
    FilterRegistrationBean<MjProxyFilter> registration =
        new FilterRegistrationBean<>(new MjProxyFilter(proxy, bound(environment), hooks));
    registration.setName("midjourneyProxy");
    registration.setOrder(ORDER);
    registration.addUrlPatterns("/*");
    return registration;
  }

  private static InetAddress bound(Environment environment) throws UnknownHostException {
    String address = environment.getProperty("server.address", "");
    return address.isBlank()
        ? new InetSocketAddress(0).getAddress()
        : InetAddress.getByName(address);
  }
}
