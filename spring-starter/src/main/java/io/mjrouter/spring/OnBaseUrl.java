package io.mjrouter.spring;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Whether hosts are asked to call back. The value is not looked at: a placeholder in it that
 * nothing fills in is reported with everything else that is wrong, and does not end the start here.
 */
final class OnBaseUrl extends SpringBootCondition {

  private static final String BASE_URL = "midjourney.webhooks.base-url";

  /** Made by Spring. */
  OnBaseUrl() {}

  @Override
  public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata about) {
    ConditionMessage.Builder message = ConditionMessage.forCondition("Midjourney webhooks");
    return context.getEnvironment().containsProperty(BASE_URL)
        ? ConditionOutcome.match(message.foundExactly(BASE_URL))
        : ConditionOutcome.noMatch(message.because(BASE_URL + " is not set"));
  }
}
