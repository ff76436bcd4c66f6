package io.mjrouter.spring;

import io.mjrouter.Midjourney;
import jakarta.servlet.Servlet;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/** Takes what hosts send, once {@code midjourney.webhooks.base-url} says where they reach us. */
@AutoConfiguration(after = MidjourneyAutoConfiguration.class)
@ConditionalOnClass(Servlet.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnSingleCandidate(Midjourney.class)
@Conditional(OnBaseUrl.class)
@EnableConfigurationProperties(MidjourneyProperties.class)
public final class MidjourneyWebhookAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean(name = "midjourneyWebhooks")
  ServletRegistrationBean<WebhookServlet> midjourneyWebhooks(
      Midjourney midjourney, MidjourneyProperties properties) {
    ServletRegistrationBean<WebhookServlet> registration =
        new ServletRegistrationBean<>(
            new WebhookServlet(midjourney), properties.webhooks().path() + "/*");
    registration.setName("midjourneyWebhooks");
    return registration;
  }
}
