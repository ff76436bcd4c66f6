package io.mjrouter.spring;

import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.ProviderSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.ConfigurationPropertyState;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether there is a provider, by configuration or as a bean: without one there is no router. */
final class OnProviders extends SpringBootCondition implements ConfigurationCondition {

  private static final ConfigurationPropertyName PROVIDERS =
      ConfigurationPropertyName.of("midjourney.providers");

  /** Made by Spring. */
  OnProviders() {}

  @Override
  public ConfigurationPhase getConfigurationPhase() {
    return ConfigurationPhase.REGISTER_BEAN;
  }

  @Override
  public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata about) {
    ConditionMessage.Builder message = ConditionMessage.forCondition("Midjourney providers");
    if (isConfigured(context.getEnvironment())) {
      return ConditionOutcome.match(message.foundExactly("midjourney.providers"));
    }
    return hasBean(context.getBeanFactory())
        ? ConditionOutcome.match(message.foundExactly("an MjProvider or ProviderSource bean"))
        : ConditionOutcome.noMatch(message.because("midjourney.providers names none"));
  }

  static boolean isConfigured(Environment environment) {
    for (var source : ConfigurationPropertySources.get(environment)) {
      if (source.containsDescendantOf(PROVIDERS) == ConfigurationPropertyState.PRESENT
          || source.getConfigurationProperty(PROVIDERS) != null) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasBean(@Nullable ConfigurableListableBeanFactory beans) {
    return beans != null
        && (isThere(beans, MjProvider.class) || isThere(beans, ProviderSource.class));
  }

  private static boolean isThere(ConfigurableListableBeanFactory beans, Class<?> type) {
    return BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beans, type, true, false).length > 0;
  }
}
