package io.mjrouter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.base.Throwables;
import io.mjrouter.error.NoRouteException;
import io.mjrouter.model.Decision;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Route;
import io.mjrouter.model.RouteReason;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.route.RoutingPolicy;
import io.mjrouter.route.RoutingSettings;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.NotSentReason;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.testing.ScriptedProvider;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a caller is told of the choice of a host: beforehand, with its task, and where there was
 * none.
 */
@Timeout(60)
class ExplainedTest {

  private final ScriptedProvider cheap = ScriptedProvider.named("cheap").charges("0.03");
  private final ScriptedProvider dear = ScriptedProvider.named("dear").charges("0.09");

  @Test
  void price_anything_isADryPlan() {
    try (Rig rig = Rig.of(cheap, dear)) {
      Quote quote = rig.mj.price(Rig.FOX);

      assertEquals("cheap/relax", quote.route().toString());
      assertEquals(Optional.of(Money.usd("0.03")), quote.price());
      assertFalse(quote.usual().isZero());
      assertEquals(0, cheap.submits());
      assertEquals(List.of(), rig.told());
    }
  }

  @Test
  void price_noRoute_saysWhy() {
    try (Rig rig = Rig.of(cheap)) {
      NoRouteException e =
          assertThrows(
              NoRouteException.class,
              () ->
                  rig.mj.price(
                      Rig.FOX, SubmitOptions.builder().maxPrice(Money.usd("0.001")).build()));
      assertTrue(String.valueOf(e.getMessage()).contains("PRICE_TOO_HIGH"));
    }
  }

  @Test
  void submit_everyTask_carriesItsDecision() {
    try (Rig rig = Rig.of(cheap, dear)) {
      Decision before = rig.mj.explain(Rig.FOX);
      assertEquals(0, cheap.submits());
      Task task = rig.submit();
      assertEquals(Optional.of(before), rig.now(task).decision());
      assertEquals(task.route(), before.chosen().map(Decision.Entry::route));
    }
  }

  @Test
  void submit_noRoute_boughtNothingAndAskedNobody() {
    try (Rig rig = Rig.of(cheap)) {
      SubmitOptions.Builder poor = SubmitOptions.builder().maxPrice(Money.usd("0.01"));
      NoRouteException e = assertThrows(NoRouteException.class, () -> rig.submit(Rig.FOX, poor));

      assertTrue(String.valueOf(e.getMessage()).contains("cheap/fast PRICE_TOO_HIGH"));
      assertEquals(0, cheap.submits());
      assertEquals(List.of("Submitted", "Finished"), rig.told());
    }
  }

  @Test
  void submit_everybodyRefuses_saysWhyForEach() {
    ScriptedProvider third = ScriptedProvider.named("third").cannot(Capability.IMAGINE);
    try (Rig rig =
        Rig.of(
            cheap.offers(Mode.FAST).thenFails(RejectReason.QUEUE_FULL),
            dear.offers(Mode.FAST).thenFails(NotSentReason.DNS),
            third)) {
      NoRouteException e = assertThrows(NoRouteException.class, rig::submit);

      String message = String.valueOf(e.getMessage());
      assertTrue(message.contains("cheap/fast QUEUE_FULL"), message);
      assertTrue(message.contains("dear/fast DNS"), message);
      assertTrue(message.contains("third UNSUPPORTED"), message);
      assertEquals(2, e.attempts().size());
      assertEquals(TaskStatus.FAILED, rig.mj.get(e.taskId()).status());
    }
  }

  @Test
  void submit_nobodyTookIt_theDecisionIsKeptAndToldWithTheFailure() {
    try (Rig rig = Rig.of(cheap.offers(Mode.RELAX))) {
      NoRouteException e =
          assertThrows(
              NoRouteException.class,
              () -> rig.submit(Rig.FOX, SubmitOptions.builder().modes(Mode.FAST)));
      Decision told = e.decision().orElseThrow();
      assertEquals(
          Optional.of(RouteReason.MODE_NOT_ALLOWED),
          told.reason(new Route(ProviderId.of("cheap"), Mode.RELAX)));
      assertEquals(Optional.of(told), rig.mj.get(e.taskId()).decision());
      assertEquals(Optional.empty(), e.retryAfter());
    }
  }

  @Test
  void submit_deadlineNobodyIsLikelyToMeet_isNoRouteAndBuysNothing() {
    try (Rig rig = Rig.of(cheap.offers(Mode.RELAX))) {
      NoRouteException e =
          assertThrows(
              NoRouteException.class,
              () -> rig.submit(Rig.FOX, SubmitOptions.builder().deadline(Duration.ofMinutes(1))));
      assertTrue(String.valueOf(e.getMessage()).contains("cheap TOO_SLOW"), e::getMessage);
      assertEquals(0, cheap.submits());
      rig.submit(Rig.FOX, SubmitOptions.builder().deadline(Duration.ofMinutes(10)));
      assertEquals(1, cheap.submits());
    }
  }

  @ParameterizedTest
  @ValueSource(classes = {IllegalStateException.class, NoClassDefFoundError.class})
  void submit_ownPolicyThrows_isNoRouteAndBuysNothing(Class<? extends Throwable> what)
      throws Exception {
    Throwable failure = what.getConstructor().newInstance();
    RoutingPolicy broken =
        (demand, candidates, random) -> {
          Throwables.throwIfUnchecked(failure);
          return candidates;
        };
    try (Rig rig =
        Rig.with(
            builder ->
                builder
                    .policy("broken", broken)
                    .routing(RoutingSettings.builder().policy("broken").build()),
            cheap)) {
      NoRouteException e = assertThrows(NoRouteException.class, rig::submit);

      assertEquals(
          Optional.of(RouteReason.LEFT_OUT_BY_POLICY),
          e.decision().orElseThrow().reason(new Route(cheap.id(), Mode.FAST)));
      assertEquals(TaskStatus.FAILED, rig.mj.get(e.taskId()).status());
      assertEquals(0, cheap.submits());
    }
  }

  @Test
  void f72_everybodyIsOut_theFailureSaysWhenToAskAgain() {
    cheap.then(busy(Duration.ofSeconds(40)));
    dear.then(busy(Duration.ofSeconds(25)));
    try (Rig rig = Rig.of(cheap.offers(Mode.FAST), dear.offers(Mode.FAST))) {
      NoRouteException asked = assertThrows(NoRouteException.class, rig::submit);
      assertEquals(Optional.of(Duration.ofSeconds(25)), asked.retryAfter());
      rig.time.advance(Duration.ofSeconds(5));
      NoRouteException unasked = assertThrows(NoRouteException.class, rig::submit);
      assertEquals(Optional.of(Duration.ofSeconds(20)), unasked.retryAfter());
      assertEquals(List.of(), unasked.attempts());
      assertEquals(2, cheap.submits() + dear.submits());
      rig.time.advance(Duration.ofSeconds(20));
      assertEquals("dear", rig.submit().route().orElseThrow().provider().name());
    }
  }

  private static SubmitOutcome busy(Duration pause) {
    return new SubmitOutcome.Rejected(
        RejectReason.QUEUE_FULL, true, "full", Optional.of(pause), Optional.empty());
  }
}
