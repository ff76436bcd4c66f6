package io.mjrouter.spring;

import io.mjrouter.Midjourney;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Tells the health of the router, as {@code midjourney}, where the application tells its own. */
@AutoConfiguration(after = MidjourneyAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnSingleCandidate(Midjourney.class)
@ConditionalOnEnabledHealthIndicator("midjourney")
public final class MidjourneyHealthAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean(name = "midjourneyHealthIndicator")
  HealthIndicator midjourneyHealthIndicator(Midjourney midjourney, Environment environment) {
    return new MidjourneyHealthIndicator(midjourney, environment);
  }
}
