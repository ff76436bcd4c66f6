package io.mjrouter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Answer;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.HostTask;
import io.mjrouter.model.Mode;
import io.mjrouter.model.OnUnknown;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.Secret;
import io.mjrouter.spi.SubmitOutcome.Acceptance;
import io.mjrouter.spi.UnknownReason;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.testing.FakeTime;
import io.mjrouter.testing.ScriptedProvider;
import io.mjrouter.wire.TimedStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What hosts send to our addresses: a hint that saves time, and nothing that anybody could abuse.
 */
@Timeout(60)
class WebhookTest {

  private static final String BASE = "https://app.example/base";
  private static final String PREFIX = BASE + "/mjr/hooks/";
  private static final WebhookSettings HOOKS =
      WebhookSettings.defaults()
          .withBaseUrl(URI.create(BASE))
          .withSecret(Secret.of("hard to guess, I hope"));
  private static final Duration MIN = Duration.ofSeconds(3);

  private final ScriptedProvider host =
      ScriptedProvider.named("host")
          .charges("0.05")
          .cannot(Capability.BATCH_FETCH, Capability.LIST);

  private static Rig rig(ScriptedProvider... hosts) {
    return Rig.with(builder -> builder.webhooks(HOOKS), hosts);
  }

  /** What the n-th submission told the host to call, without what all have in common. */
  private static String part(ScriptedProvider host, int n) {
    String hook = host.attempts().get(n).notifyHook().orElseThrow().toString();
    assertTrue(hook.startsWith(PREFIX), hook);
    return hook.substring(PREFIX.length());
  }

  private static WebhookAnswer call(Rig rig, String part, String body) {
    return rig.mj.webhook(part, new ByteArrayInputStream(body.getBytes(UTF_8)));
  }

  private static double counted(Rig rig, String result) {
    return rig.meters.counter("mj.webhook.in", "result", result).count();
  }

  private static String body(String id, HostStatus status) {
    return "{\"id\":\"" + id + "\",\"status\":\"" + status + "\",\"progress\":\"50%\"}";
  }

  // ---- The address.

  @Test
  void submit_addressOfEachTask_isItsOwnAndTellsNoSecret() {
    try (Rig rig = rig(host)) {
      rig.submit(Rig.FOX, SubmitOptions.builder().state("my-state"));
      rig.submit();

      assertNotEquals(part(host, 0), part(host, 1));
      String address = host.attempts().get(0).notifyHook().orElseThrow().toString();
      assertFalse(address.contains(host.attempts().get(0).token().substring(4)));
      assertFalse(address.contains("my-state"));
      assertFalse(address.contains("guess"));
      assertTrue(part(host, 0).matches("[0-9a-f-]{30,}"), "one segment of a path");
    }
  }

  @Test
  void submit_secondAttempt_hasAnotherAddress() {
    host.offers(Mode.RELAX).thenFails(RejectReason.QUEUE_FULL);
    ScriptedProvider other = ScriptedProvider.named("other").charges("0.06");
    try (Rig rig = rig(host, other)) {
      Task task = rig.submit();

      assertNotEquals(part(host, 0), part(other, 0));
      assertTrue(part(host, 0).startsWith(task.id() + "-1-"));
      assertTrue(part(other, 0).startsWith(task.id() + "-2-"));
    }
  }

  @Test
  void submit_hostThatDoesNotCallOrNoBaseUrl_isNotAskedTo() {
    try (Rig rig = rig(host.cannot(Capability.WEBHOOK))) {
      rig.submit();
    }
    ScriptedProvider calls = ScriptedProvider.named("calls");
    try (Rig rig = Rig.of(calls)) {
      rig.submit();
    }

    assertEquals(Optional.empty(), host.attempts().get(0).notifyHook());
    assertEquals(Optional.empty(), calls.attempts().get(0).notifyHook());
  }

  // ---- A hint.

  @ParameterizedTest
  @EnumSource(
      value = HostStatus.class,
      names = {"SUCCESS", "FAILURE", "CANCEL", "MODAL"})
  void webhook_claimsAnEndOrAWindow_isLookedAtAtOnce(HostStatus claimed) {
    host.thenAccepts("1").shows(Rig.done("1"));
    try (Rig rig = rig(host)) {
      Task task = rig.submit();

      assertEquals(WebhookAnswer.TAKEN, call(rig, part(host, 0), body("1", claimed)));
      assertEquals(0, host.reads().size(), "the one who calls does not wait for a host");
      rig.mj.tick();

      assertEquals(List.of(List.of("1")), host.reads());
      assertEquals(TaskStatus.SUCCEEDED, rig.now(task).status(), "as the host shows, not the hook");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"NOT_START", "SUBMITTED", "IN_PROGRESS", "", "PAUSED"})
  void webhook_claimsProgress_costsNothing(String claimed) {
    host.thenAccepts("1");
    try (Rig rig = rig(host)) {
      Task task = rig.submit();
      call(rig, part(host, 0), "{\"id\":\"1\",\"status\":\"" + claimed + "\"}");
      rig.mj.tick();

      assertEquals(0, host.reads().size());
      assertEquals(TaskStatus.QUEUED, rig.now(task).status());
    }
  }

  @Test
  void webhook_bodyLies_movesNothing() {
    host.thenAccepts("1").shows(Rig.running("1", 40));
    try (Rig rig = rig(host)) {
      Task task = rig.submit();
      call(
          rig,
          part(host, 0),
          "{\"id\":\"1\",\"status\":\"SUCCESS\",\"imageUrl\":\"http://169.254.169.254/x.png\"}");
      rig.pass(MIN);

      assertEquals(TaskStatus.RUNNING, rig.now(task).status());
      assertEquals(List.of(), rig.now(task).images());
    }
  }

  @Test
  void webhook_asManyAsAreListenedTo_areOneLookInAnInterval() {
    host.thenAccepts("1").shows(Rig.running("1", 40));
    try (Rig rig = rig(host)) {
      rig.submit();
      for (int second = 0; second < 30; second++) {
        for (int i = 0; i < HookLimits.OF_A_TASK / 30; i++) {
          call(rig, part(host, 0), body("1", HostStatus.SUCCESS));
        }
        rig.pass(Duration.ofSeconds(1));
      }

      assertTrue(host.reads().size() <= 11, () -> host.reads().size() + " looks in 30 s");
      assertTrue(counted(rig, "looked") <= 11, () -> counted(rig, "looked") + " looks");
      assertEquals(HookLimits.OF_A_TASK, counted(rig, "looked") + counted(rig, "ignored"));
    }
  }

  @Test
  void webhook_comesBeforeTheGatewaysOwnView_isLookedForUntilThatCatchesUp() {
    host.thenAccepts("1").shows(Rig.running("1", 40));
    try (Rig rig = rig(host)) {
      Task task = rig.submit();
      rig.pass(Duration.ofMinutes(9));
      int before = host.reads().size();
      call(rig, part(host, 0), body("1", HostStatus.SUCCESS));
      rig.pass(Duration.ofSeconds(15));
      assertEquals(before + 6, host.reads().size(), "one look each 3 s");
      host.forgets("1").shows(Rig.done("1"));
      rig.pass(MIN);

      assertEquals(TaskStatus.SUCCEEDED, rig.now(task).status());
    }
  }

  /** Hosts date and sign nothing, so an old one is told from a new one by what it changes alone. */
  @Test
  void f90_oldHookSentAgainAndOutOfOrder_changesNothing() {
    host.thenAccepts("1").shows(Rig.done("1"));
    try (Rig rig = rig(host)) {
      Task task = rig.submit();
      call(rig, part(host, 0), body("1", HostStatus.SUCCESS));
      rig.mj.tick();
      for (HostStatus late : HostStatus.values()) {
        assertEquals(WebhookAnswer.TAKEN, call(rig, part(host, 0), body("1", late)));
        rig.pass(MIN);
      }

      assertEquals(1, host.reads().size());
      assertEquals(TaskStatus.SUCCEEDED, rig.now(task).status());
      assertEquals(1, rig.told("Finished"));
    }
  }

  // ---- Abuse.

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

  // ---- Outcomes that were unknown.

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void webhook_outcomeUnknown_findsTheTask(boolean stateShown) {
    host.thenFails(UnknownReason.TIMED_OUT);
    try (Rig rig = rig(host)) {
      TaskId id = rig.unknown();
      String token = host.attempts().get(0).token();
      host.shows(Rig.done("77").toBuilder().state(stateShown ? token : "").build());
      call(rig, part(host, 0), body("77", HostStatus.SUBMITTED));
      rig.mj.tick();

      Task found = rig.mj.get(id);
      assertEquals(TaskStatus.SUCCEEDED, found.status());
      assertEquals(Optional.of(new HostTask(host.id(), "77")), found.hostTask());
      assertEquals(ChargeState.SETTLED, SubmitTest.only(found).charge());
      assertEquals(1, host.submits());
      assertEquals(1, rig.told("Finished"));
      assertEquals(1, rig.told("Settled"));
    }
  }

  @Test
  void webhook_beforeTheAnswerThatIsLost_findsTheTask() {
    Rig[] rig = new Rig[1];
    host.thenFails(UnknownReason.CONNECTION_LOST)
        .whileSubmitting(
            attempt ->
                assertEquals(
                    WebhookAnswer.TAKEN,
                    call(
                        rig[0],
                        attempt.notifyHook().orElseThrow().toString().substring(PREFIX.length()),
                        body("77", HostStatus.SUBMITTED))));
    try (Rig it = rig(host)) {
      rig[0] = it;
      TaskId id = it.unknown();
      host.shows(Rig.running("77", 10), Rig.done("77"));
      it.pass(Duration.ofMinutes(2));

      assertEquals(TaskStatus.SUCCEEDED, it.mj.get(id).status());
      assertEquals(1, host.submits());
    }
  }

  @Test
  void webhook_beforeTheAnswer_theAnswerCounts() {
    Rig[] rig = new Rig[1];
    host.thenAccepts("1")
        .shows(Rig.running("1", 10), Rig.done("1"))
        .whileSubmitting(
            attempt ->
                call(
                    rig[0],
                    attempt.notifyHook().orElseThrow().toString().substring(PREFIX.length()),
                    body("77", HostStatus.SUBMITTED)));
    try (Rig it = rig(host)) {
      rig[0] = it;
      Task task = it.submit();
      it.pass(Duration.ofMinutes(2));

      assertEquals(TaskStatus.SUCCEEDED, it.now(task).status());
      assertEquals(Optional.of(new HostTask(host.id(), "1")), it.now(task).hostTask());
      assertFalse(host.reads().contains(List.of("77")));
    }
  }

  @Test
  void webhook_hostDoesNotShowItYet_isLookedForAgain() {
    host.thenFails(UnknownReason.TIMED_OUT);
    try (Rig rig = rig(host)) {
      TaskId id = rig.unknown();
      call(rig, part(host, 0), body("77", HostStatus.SUBMITTED));
      rig.pass(Duration.ofSeconds(20));
      assertEquals(TaskStatus.PENDING, rig.mj.get(id).status());
      int looks = host.reads().size();
      assertTrue(looks <= 4, () -> looks + " looks in 20 s");
      host.shows(Rig.done("77"));
      rig.pass(Duration.ofMinutes(1));

      assertEquals(TaskStatus.SUCCEEDED, rig.mj.get(id).status());
    }
  }

  @Test
  void webhook_claimsATaskOfAProviderThatIsGone_keepsNobodyAwake() {
    host.thenFails(UnknownReason.TIMED_OUT);
    MemoryTaskStore store = new MemoryTaskStore(FakeTime.create());
    try (Rig before = Rig.with(builder -> builder.webhooks(HOOKS).store(store), host)) {
      before.unknown();
    }
    ScriptedProvider other = ScriptedProvider.named("other");
    try (Rig rig = Rig.with(builder -> builder.webhooks(HOOKS).store(store), other)) {
      rig.mj.tick();
      Duration rest = rig.mj.tick();
      call(rig, part(host, 0), body("77", HostStatus.SUBMITTED));
      rig.mj.tick();

      assertEquals(rest, rig.mj.tick());
    }
  }

  @Test
  void webhook_claimsSomebodyElsesTask_isNotBelieved() {
    host.thenAccepts("1").thenFails(UnknownReason.TIMED_OUT);
    try (Rig rig = rig(host)) {
      rig.submit();
      TaskId id = rig.unknown();
      call(rig, part(host, 1), body("1", HostStatus.SUCCESS));
      rig.mj.tick();
      assertEquals(TaskStatus.PENDING, rig.mj.get(id).status());
      host.shows(
          Rig.done("88").toBuilder().state(host.attempts().get(0).token()).build(), Rig.done("99"));
      call(rig, part(host, 1), body("88", HostStatus.SUCCESS));
      rig.pass(MIN);
      assertEquals(TaskStatus.PENDING, rig.mj.get(id).status());

      call(rig, part(host, 1), body("99", HostStatus.SUCCESS));
      rig.pass(MIN);
      assertEquals(TaskStatus.SUCCEEDED, rig.mj.get(id).status());
    }
  }

  @Test
  void webhook_boughtElsewhereMeanwhile_isADuplicateThatIsShown() {
    host.offers(Mode.RELAX).thenFails(UnknownReason.TIMED_OUT);
    ScriptedProvider other = ScriptedProvider.named("other").charges("0.06").thenAccepts("5");
    try (Rig rig = rig(host, other)) {
      Task task = rig.submit(Rig.FOX, SubmitOptions.builder().onUnknown(OnUnknown.RESUBMIT));
      host.shows(Rig.done("77"));
      call(rig, part(host, 0), body("77", HostStatus.SUCCESS));
      rig.mj.tick();

      Attempt first = rig.now(task).attempts().get(0);
      assertEquals(ChargeState.DUPLICATE, first.charge());
      assertEquals(Optional.of(new HostTask(other.id(), "5")), rig.now(task).hostTask());
    }
  }

  @Test
  void webhook_answerToAWindowUnknown_findsTheHostsNewId() {
    host.thenAccepts(Acceptance.NEEDS_MODAL, "1")
        .thenFails(UnknownReason.TIMED_OUT)
        .shows(Rig.status("1", HostStatus.MODAL));
    try (Rig rig = rig(host)) {
      Task window = rig.submit();
      rig.unknown(Answer.of(window.id(), "a fox"), SubmitOptions.builder());
      host.shows(Rig.done("3"));
      call(rig, part(host, 1), body("3", HostStatus.SUCCESS));
      rig.pass(MIN);

      assertEquals(TaskStatus.SUCCEEDED, rig.now(window).status());
      assertEquals(Optional.of(new HostTask(host.id(), "3")), rig.now(window).hostTask());
    }
  }

  @Test
  void webhook_unknownExpired_isTooLate() {
    host.thenFails(UnknownReason.TIMED_OUT);
    try (Rig rig = rig(host)) {
      TaskId id = rig.unknown();
      call(rig, part(host, 0), body("77", HostStatus.SUBMITTED));
      rig.pass(Duration.ofHours(1));
      int looks = host.reads().size();
      rig.pass(Duration.ofHours(1));

      assertEquals(TaskStatus.FAILED, rig.mj.get(id).status());
      assertEquals(looks, host.reads().size());
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
