package io.mjrouter.provider;

import io.mjrouter.provider.internal.HookSender;
import io.mjrouter.spi.WebhookSender;

/** Calls clients' webhooks with the HTTP client that also asks hosts. */
public final class HookSenderFactory implements WebhookSender.Factory {

  @Override
  public WebhookSender create(WebhookSender.Rule rule) {
    return new HookSender(rule);
  }
}
