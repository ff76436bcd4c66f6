package io.mjrouter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.error.NoRouteException;
import io.mjrouter.model.Mode;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Task;
import io.mjrouter.route.RoutingSettings;
import io.mjrouter.spi.NotSentReason;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.testing.ScriptedProvider;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How far a submission moves on from one host to the next, and who is not asked again. */
@Timeout(60)
class MovingOnTest {

  private final ScriptedProvider cheap = ScriptedProvider.named("cheap").charges("0.03");
  private final ScriptedProvider dear = ScriptedProvider.named("dear").charges("0.09");

  @Test
  void submit_moreProvidersThanAttempts_stopsAtTheLimit() {
    ScriptedProvider[] hosts = new ScriptedProvider[5];
    for (int i = 0; i < hosts.length; i++) {
      hosts[i] =
          ScriptedProvider.named("host-" + i).offers(Mode.FAST).thenFails(RejectReason.QUEUE_FULL);
    }
    try (Rig rig = Rig.of(hosts)) {
      NoRouteException e = assertThrows(NoRouteException.class, rig::submit);

      assertEquals(3, Stream.of(hosts).mapToInt(ScriptedProvider::submits).sum());
      assertTrue(String.valueOf(e.getMessage()).contains("after 3 attempts"), e::getMessage);
      assertTrue(String.valueOf(e.getMessage()).contains("host-4/fast NOT_REACHED"));
    }
  }

  @Test
  void f98_submit_deadlineOver_startsNoFurtherAttempt() {
    try (Rig rig = Rig.of(cheap.offers(Mode.FAST), dear)) {
      cheap
          .thenFails(RejectReason.QUEUE_FULL)
          .whileSubmitting(sent -> rig.time.advance(Duration.ofMinutes(3)));

      assertThrows(NoRouteException.class, rig::submit);
      assertEquals(0, dear.submits());
    }
  }

  @Test
  void submit_littleTimeLeft_shortensTheAttempt() {
    try (Rig rig = Rig.of(cheap.offers(Mode.FAST), dear)) {
      cheap
          .thenFails(RejectReason.QUEUE_FULL)
          .whileSubmitting(sent -> rig.time.advance(Duration.ofSeconds(170)));

      rig.submit();

      assertEquals(Duration.ofSeconds(75), cheap.attempts().get(0).timeout());
      assertEquals(Duration.ofSeconds(10), dear.attempts().get(0).timeout());
    }
  }

  @Test
  void submit_routeFull_triesTheProvidersOtherModeOnce() {
    cheap.offers(Mode.RELAX, Mode.FAST);
    cheap.thenFails(RejectReason.QUEUE_FULL).thenFails(RejectReason.QUEUE_FULL);
    try (Rig rig = Rig.of(cheap)) {
      assertThrows(NoRouteException.class, rig::submit);

      assertEquals(
          List.of(Mode.RELAX, Mode.FAST),
          cheap.attempts().stream().map(attempt -> attempt.mode()).toList());
    }
  }

  @Test
  void submit_providerUnreachable_skipsItsOtherModes() {
    try (Rig rig = Rig.of(cheap.thenFails(NotSentReason.CONNECT_REFUSED), dear)) {
      rig.submit();

      assertEquals(1, cheap.submits());
      assertEquals(1, dear.submits());
    }
  }

  @Test
  void submit_wrongKey_isNotAskedAgainUntilReadmitted() {
    try (Rig rig = Rig.of(cheap.thenFails(RejectReason.AUTH), dear)) {
      rig.submit();
      rig.submit();
      assertEquals(1, cheap.submits());
      rig.mj.readmit(ProviderId.of("cheap"));
      rig.submit();
      assertEquals(2, cheap.submits());
    }
  }

  @Test
  void submit_hostKeepsFailing_isLeftAloneAndComesBackByOneTry() {
    for (int i = 0; i < 3; i++) {
      cheap.thenFails(RejectReason.HOST_TROUBLE);
    }
    try (Rig rig = Rig.of(cheap.offers(Mode.FAST), dear.offers(Mode.FAST))) {
      for (int i = 0; i < 5; i++) {
        rig.submit();
      }
      assertEquals(3, cheap.submits());
      rig.pass(Duration.ofSeconds(11));
      rig.submit();
      assertEquals(4, cheap.submits());
    }
  }

  @Test
  void drain_whileRunning_takesNoNewSubmissions() {
    try (Rig rig = Rig.of(cheap, dear)) {
      rig.mj.drain(ProviderId.of("cheap"), true);
      rig.submit();
      assertEquals(0, cheap.submits());
      assertTrue(rig.mj.providers().get(0).drained());
    }
  }

  @Test
  void accountsOutOfMoney_oneAfterTheOther_useUpNoRetryBudget() {
    ScriptedProvider[] hosts = new ScriptedProvider[6];
    for (int i = 0; i < 5; i++) {
      hosts[i] =
          ScriptedProvider.named("poor" + i).charges("0.01").thenFails(RejectReason.NO_MONEY);
    }
    hosts[5] = ScriptedProvider.named("rich").charges("0.05");
    RoutingSettings many = RoutingSettings.builder().attempts(6).build();
    try (Rig rig = Rig.of(many, hosts)) {
      Task task = rig.submit();

      assertEquals("rich", task.route().orElseThrow().provider().name());
      assertEquals(6, task.attempts().size());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 10, 15, 30})
  void hostsThatNobodyReaches_littleTraffic_everySubmissionMovesOn(int seconds) {
    ScriptedProvider one = nobodyReaches("one");
    ScriptedProvider two = nobodyReaches("two");
    try (Rig rig = Rig.of(one, two, dear)) {
      for (int i = 0; i < 30; i++) {
        assertEquals("dear", rig.submit().route().orElseThrow().provider().name());
        rig.pass(Duration.ofSeconds(seconds));
      }
    }
  }

  private static ScriptedProvider nobodyReaches(String name) {
    ScriptedProvider host = ScriptedProvider.named(name).charges("0.01");
    for (int i = 0; i < 100; i++) {
      host.thenFails(NotSentReason.CONNECT_REFUSED);
    }
    return host;
  }

  @Test
  void fullHosts_oneAfterTheOther_useUpTheRetryBudget() {
    ScriptedProvider[] hosts = new ScriptedProvider[13];
    for (int i = 0; i < 13; i++) {
      hosts[i] =
          ScriptedProvider.named("full" + i).charges("0.01").thenFails(RejectReason.QUEUE_FULL);
    }
    RoutingSettings many = RoutingSettings.builder().attempts(13).build();
    try (Rig rig = Rig.of(many, hosts)) {
      NoRouteException e = assertThrows(NoRouteException.class, rig::submit);

      assertEquals(11, rig.mj.get(e.taskId()).attempts().size());
    }
  }
}
