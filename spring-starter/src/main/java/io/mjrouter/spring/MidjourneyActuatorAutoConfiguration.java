package io.mjrouter.spring;

import io.mjrouter.Midjourney;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/**
 * The actuator endpoint {@code midjourney}, and keys that no endpoint shows, however it is
 * configured.
 */
@AutoConfiguration(after = MidjourneyAutoConfiguration.class)
@ConditionalOnClass({SanitizingFunction.class, ConditionalOnAvailableEndpoint.class})
public final class MidjourneyActuatorAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnSingleCandidate(Midjourney.class)
  @ConditionalOnAvailableEndpoint
  MidjourneyEndpoint midjourneyEndpoint(Midjourney midjourney) {
    return new MidjourneyEndpoint(midjourney);
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnBean(MidjourneyEndpoint.class)
  @ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
  MidjourneyWebEndpoint midjourneyWebEndpoint(MidjourneyEndpoint endpoint) {
    return new MidjourneyWebEndpoint(endpoint);
  }

  @Bean
  SanitizingFunction midjourneySecrets() {
    return new HiddenSecrets();
  }
}
