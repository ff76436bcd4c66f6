package io.mjrouter;

import io.mjrouter.error.StoreException;
import io.mjrouter.event.MjProbe;
import io.mjrouter.event.MjProbe.HookReceived;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.model.TimeSource;
import io.mjrouter.spi.Profile;
import io.mjrouter.submit.HookAddresses;
import io.mjrouter.submit.TaskLog;
import io.mjrouter.task.Tracker;
import io.mjrouter.wire.TimedStream;
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
  private final MjProbe probe;
  private final TimeSource time;
  private final HookLimits limits;

  /** Reads an id and a status, which look the same everywhere; links are left to the fetch. */
  private final AnswerReader reader =
      new AnswerReader(Profile.builder("webhook").build(), URI.create("https://webhook.invalid"));

  Webhooks(HookAddresses addresses, Tracker tracker, MjProbe probe, TimeSource time) {
    this.addresses = addresses;
    this.tracker = tracker;
    this.probe = probe;
    this.time = time;
    limits = new HookLimits(time);
  }

  WebhookAnswer received(String part, InputStream body) {
    Optional<HookAddresses.Called> called = addresses.find(part);
    if (called.isEmpty()) {
      return limits.takeForNone()
          ? answer(
              WebhookAnswer.UNKNOWN,
              HookAddresses.isShaped(part) ? HookReceived.FORGED : HookReceived.UNKNOWN)
          : answer(WebhookAnswer.TOO_MANY, HookReceived.TOO_MANY);
    }
    if (!limits.take(called.get().task())) {
      return answer(WebhookAnswer.TOO_MANY, HookReceived.TOO_MANY);
    }
    TaskLog.mark(called.get().task());
    try {
      byte[] bytes = new TimedStream(body, time).readNBytes(LONGEST + 1);
      return bytes.length > LONGEST
          ? answer(WebhookAnswer.TOO_LARGE, HookReceived.TOO_LARGE)
          : reader
              .notified(bytes)
              .map(claim -> claimed(called.get(), claim))
              .orElseGet(() -> answer(WebhookAnswer.UNREADABLE, HookReceived.IGNORED));
    } catch (IOException e) {
      LOG.debug("a webhook ended early", e);
      return answer(WebhookAnswer.UNREADABLE, HookReceived.IGNORED);
    } finally {
      TaskLog.unmark();
    }
  }

  private WebhookAnswer claimed(HookAddresses.Called called, TaskSnapshot claim) {
    boolean looked = false;
    try {
      looked = tracker.calledBack(called.task(), called.attempt(), claim.id(), claim.status());
    } catch (StoreException e) {
      LOG.warn("a webhook could not be used: {}", e.getMessage());
    }
    return answer(WebhookAnswer.TAKEN, looked ? HookReceived.LOOKED : HookReceived.IGNORED);
  }

  private WebhookAnswer answer(WebhookAnswer answer, HookReceived result) {
    probe.hookReceived(result);
    return answer;
  }
}
