package io.mjrouter;

import io.mjrouter.error.StoreException;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.spi.Profile;
import io.mjrouter.submit.HookAddresses;
import io.mjrouter.task.Tracker;
import io.mjrouter.wire.read.AnswerReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What hosts send to our addresses. Whoever does not know an address learns and moves nothing. */
final class Webhooks {

  static final int LONGEST = 1 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);

  private final HookAddresses addresses;
  private final Tracker tracker;

  /** Reads an id and a status, which look the same everywhere; links are left to the fetch. */
  private final AnswerReader reader =
      new AnswerReader(Profile.builder("webhook").build(), URI.create("https://webhook.invalid"));

  Webhooks(HookAddresses addresses, Tracker tracker) {
    this.addresses = addresses;
    this.tracker = tracker;
  }

  WebhookAnswer received(String part, InputStream body) {
    Optional<HookAddresses.Called> called = addresses.find(part);
    if (called.isEmpty()) {
      LOG.debug("a webhook to no task's address");
      return WebhookAnswer.UNKNOWN;
    }
    byte[] bytes;
    try {
      bytes = body.readNBytes(LONGEST + 1);
    } catch (IOException e) {
      LOG.debug("task {}: a webhook ended early", called.get().task(), e);
      return WebhookAnswer.UNREADABLE;
    }
    if (bytes.length > LONGEST) {
      return WebhookAnswer.TOO_LARGE;
    }
    return reader
        .notified(bytes)
        .map(claim -> claimed(called.get(), claim))
        .orElse(WebhookAnswer.UNREADABLE);
  }

  private WebhookAnswer claimed(HookAddresses.Called called, TaskSnapshot claim) {
    try {
      tracker.calledBack(called.task(), called.attempt(), claim.id(), claim.status());
    } catch (StoreException e) {
      LOG.warn("task {}: a webhook could not be used: {}", called.task(), e.getMessage());
    }
    return WebhookAnswer.TAKEN;
  }
}
