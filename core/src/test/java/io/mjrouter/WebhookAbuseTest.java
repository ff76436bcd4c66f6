package io.mjrouter;

import static io.mjrouter.Hooks.BASE;
import static io.mjrouter.Hooks.HOOKS;
import static io.mjrouter.Hooks.body;
import static io.mjrouter.Hooks.call;
import static io.mjrouter.Hooks.counted;
import static io.mjrouter.Hooks.part;
import static io.mjrouter.Hooks.rig;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.HostStatus;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.Secret;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.testing.FakeTime;
import io.mjrouter.testing.ScriptedProvider;
import io.mjrouter.wire.TimedStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What anybody may send to our addresses: nothing that could be abused. */
@Timeout(60)
class WebhookAbuseTest {

  private final ScriptedProvider host =
      ScriptedProvider.named("host")
          .charges("0.05")
          .cannot(Capability.BATCH_FETCH, Capability.LIST);

  @Test
  void f91_forged_isUnknownAndMovesNothing() {
    host.thenAccepts("1").thenAccepts("2").shows(Rig.done("1"), Rig.done("2"));
    try (Rig rig = rig(host)) {
      Task task = rig.submit();
      Task other = rig.submit();
      String mine = part(host, 0);
      String sign = part(host, 1).substring(part(host, 1).lastIndexOf('-') + 1);
      Unread unread = new Unread();

      for (String part :
          List.of(
              task.id() + "-1-" + sign,
              mine.replace("-1-", "-2-"),
              mine.replaceFirst(".$", mine.endsWith("0") ? "1" : "0"),
              mine + "/",
              mine.toUpperCase(Locale.ROOT).equals(mine) ? "x" : "%2e%2e/" + mine,
              "9007199254740991-1-" + "0".repeat(32),
              "9999999999999999-1-" + "0".repeat(32),
              task.id().toString(),
              host.attempts().get(0).token(),
              "",
              "../../actuator")) {
        assertEquals(WebhookAnswer.UNKNOWN, rig.mj.webhook(part, unread), part);
        rig.mj.tick();
      }

      assertFalse(unread.touched, "nothing of the body is read");
      assertEquals(5, counted(rig, "forged"));
      assertEquals(6, counted(rig, "unknown"));
      assertEquals(0, host.reads().size());
      assertEquals(TaskStatus.QUEUED, rig.now(task).status());
      assertEquals(TaskStatus.QUEUED, rig.now(other).status());
    }
  }

  @Test
  void f91_floodOfForged_isRefusedUnreadAndKeepsNoHostOut() {
    host.thenAccepts("1").shows(Rig.done("1"));
    try (Rig rig = rig(host)) {
      Task task = rig.submit();
      Unread unread = new Unread();
      String forged = task.id() + "-1-" + "0".repeat(32);
      for (int i = 0; i < HookLimits.OF_NONE; i++) {
        String part = i % 2 == 0 ? forged : "any";
        assertEquals(WebhookAnswer.UNKNOWN, rig.mj.webhook(part, unread));
      }
      assertEquals(WebhookAnswer.TOO_MANY, rig.mj.webhook(forged, unread));
      assertEquals(WebhookAnswer.TOO_MANY, rig.mj.webhook("any", unread));
      assertFalse(unread.touched);
      assertEquals(2, counted(rig, "too-many"));

      assertEquals(WebhookAnswer.TAKEN, call(rig, part(host, 0), body("1", HostStatus.SUCCESS)));
      rig.mj.tick();
      assertEquals(TaskStatus.SUCCEEDED, rig.now(task).status());
      rig.pass(Duration.ofSeconds(61));
      assertEquals(WebhookAnswer.UNKNOWN, rig.mj.webhook(forged, unread));
    }
  }

  @Test
  void webhook_anotherSecret_isUnknown() {
    try (Rig rig = rig(host);
        Rig other =
            Rig.with(
                builder -> builder.webhooks(HOOKS.withSecret(Secret.of("another secret, long"))),
                ScriptedProvider.named("other"))) {
      rig.submit();

      assertEquals(
          WebhookAnswer.UNKNOWN, call(other, part(host, 0), body("1", HostStatus.SUCCESS)));
    }
  }

  @Test
  void webhook_noSecretConfigured_theStoreKeepsOneForAllWhoShareIt() {
    WebhookSettings noSecret = WebhookSettings.defaults().withBaseUrl(URI.create(BASE));
    MemoryTaskStore store = new MemoryTaskStore(FakeTime.create());
    host.thenAccepts("1").shows(Rig.done("1"));
    Rig before = Rig.with(builder -> builder.webhooks(noSecret).store(store), host);
    before.submit();
    before.close();

    try (Rig after = Rig.with(builder -> builder.webhooks(noSecret).store(store), host);
        Rig elsewhere =
            Rig.with(
                builder -> builder.webhooks(noSecret).random(new Random(7)),
                ScriptedProvider.named("other"))) {
      after.mj.tick();

      String body = body("1", HostStatus.SUCCESS);
      assertEquals(WebhookAnswer.TAKEN, call(after, part(host, 0), body));
      assertEquals(WebhookAnswer.UNKNOWN, call(elsewhere, part(host, 0), body));
    }
  }

  @Test
  void webhook_notConfigured_isUnknown() {
    try (Rig rig = rig(host);
        Rig without = Rig.of(ScriptedProvider.named("other"))) {
      rig.submit();

      assertEquals(
          WebhookAnswer.UNKNOWN, call(without, part(host, 0), body("1", HostStatus.SUCCESS)));
    }
  }

  @Test
  void f92_endlessBody_isReadUpToTheCap() {
    host.thenAccepts("1");
    try (Rig rig = rig(host)) {
      rig.submit();
      Endless endless = new Endless();

      assertEquals(WebhookAnswer.TOO_LARGE, rig.mj.webhook(part(host, 0), endless));
      assertTrue(endless.read <= Webhooks.LONGEST + 1, () -> endless.read + " bytes");
      rig.mj.tick();
      assertEquals(0, host.reads().size());
    }
  }

  @Test
  void f92_floodAtOneTask_isRefusedUnreadAndOthersAreHeard() {
    host.thenAccepts("1").thenAccepts("2").shows(Rig.done("2"));
    try (Rig rig = rig(host)) {
      rig.submit();
      Task other = rig.submit();
      for (int i = 0; i < HookLimits.OF_A_TASK; i++) {
        call(rig, part(host, 0), body("1", HostStatus.IN_PROGRESS));
      }
      Unread unread = new Unread();
      assertEquals(WebhookAnswer.TOO_MANY, rig.mj.webhook(part(host, 0), unread));
      assertFalse(unread.touched);

      assertEquals(WebhookAnswer.TAKEN, call(rig, part(host, 1), body("2", HostStatus.SUCCESS)));
      rig.mj.tick();
      assertEquals(TaskStatus.SUCCEEDED, rig.now(other).status());
      rig.pass(Duration.ofSeconds(61));
      assertEquals(
          WebhookAnswer.TAKEN, call(rig, part(host, 0), body("1", HostStatus.IN_PROGRESS)));
    }
  }

  @Test
  void f92_bodyThatTrickles_isReadForSomeSecondsOnly() {
    host.thenAccepts("1");
    try (Rig rig = rig(host)) {
      rig.submit();
      Trickle trickle = new Trickle(rig.time);

      assertEquals(WebhookAnswer.UNREADABLE, rig.mj.webhook(part(host, 0), trickle));
      assertEquals(TimedStream.PATIENCE.toSeconds() + 1, trickle.sent);
      assertEquals(0, host.reads().size());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[]", "null", "{}", "SUCCESS", "{\"status\":\"SUCCESS\"}", "{\"id\":"})
  void webhook_noTaskInTheBody_isUnreadable(String body) {
    host.thenAccepts("1");
    try (Rig rig = rig(host)) {
      rig.submit();

      assertEquals(WebhookAnswer.UNREADABLE, call(rig, part(host, 0), body));
      rig.mj.tick();
      assertEquals(0, host.reads().size());
    }
  }

  @Test
  void webhook_bodyBreaksOff_isUnreadable() {
    try (Rig rig = rig(host)) {
      rig.submit();

      assertEquals(WebhookAnswer.UNREADABLE, rig.mj.webhook(part(host, 0), new Broken()));
    }
  }

  // ---- Bodies that are no good.

  /** A body that nobody may read. */
  private static final class Unread extends InputStream {
    private boolean touched;

    @Override
    public int read() {
      touched = true;
      return -1;
    }
  }

  private static final class Endless extends InputStream {
    private long read;

    @Override
    public int read() {
      read++;
      return 'x';
    }
  }

  /** Sends a byte a second, for ever. */
  private static final class Trickle extends InputStream {
    private final FakeTime time;
    private int sent;

    Trickle(FakeTime time) {
      this.time = time;
    }

    @Override
    public int read() {
      time.advance(Duration.ofSeconds(1));
      sent++;
      return ' ';
    }

    @Override
    public int read(byte[] into, int from, int length) {
      into[from] = (byte) read();
      return 1;
    }
  }

  private static final class Broken extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("the connection is gone");
    }
  }
}
