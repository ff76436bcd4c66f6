package io.mjrouter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mjrouter.model.ChargeState;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.OnUnknown;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.UnknownReason;
import io.mjrouter.task.TaskSettings;
import io.mjrouter.task.Unresolved;
import io.mjrouter.testing.ScriptedProvider;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What nobody knows is listed until somebody does, or it is given up. */
@Timeout(60)
class UnresolvedTest {

  private final ScriptedProvider host =
      ScriptedProvider.named("host").offers(Mode.FAST).charges("0.05").cannot(Capability.LIST);

  @Test
  void unresolved_nobodyFindsOut_isListedWithItsAmountUntilItIsDisputed() {
    host.thenFails(UnknownReason.TIMED_OUT);
    try (Rig rig = Rig.of(host)) {
      TaskId id = rig.unknown();
      rig.submit();

      List<Unresolved> listed = rig.mj.unresolved();
      assertEquals(List.of(id), listed.stream().map(each -> each.task().id()).toList());
      assertEquals(Optional.of(Money.usd("0.05")), listed.get(0).amount());
      assertEquals(
          Optional.of(rig.time.now().plus(TaskSettings.defaults().unknownExpiry())),
          listed.get(0).expires());
      rig.pass(TaskSettings.defaults().unknownExpiry().minus(Duration.ofSeconds(5)));
      assertEquals(1, rig.mj.unresolved().size());
      rig.pass(Duration.ofSeconds(10));

      assertEquals(List.of(), rig.mj.unresolved());
      Task task = rig.mj.get(id);
      assertEquals(FailureReason.UNKNOWN_OUTCOME, task.failure().orElseThrow().reason());
      assertEquals(ChargeState.DISPUTED, task.attempts().get(0).charge());
      assertEquals(Money.usd("0.05"), task.spent());
    }
  }

  @Test
  void submit_sameReferenceOnceItIsDisputed_stillSaysUnknownAndSendsNothing() {
    host.thenFails(UnknownReason.TIMED_OUT);
    try (Rig rig = Rig.of(host)) {
      TaskId id = rig.unknown(Rig.FOX, SubmitOptions.builder().reference("order-1"));
      rig.pass(Duration.ofHours(1));

      assertEquals(id, rig.unknown(Rig.FOX, SubmitOptions.builder().reference("order-1")));
      assertEquals(FailureReason.UNKNOWN_OUTCOME, rig.mj.get(id).failure().orElseThrow().reason());
      assertEquals(1, host.submits());
    }
  }

  @Test
  void unresolved_takenElsewhereMeanwhile_isListedWithoutAnExpiryOfItsOwn() {
    host.thenFails(UnknownReason.TIMED_OUT);
    ScriptedProvider other = ScriptedProvider.named("other").offers(Mode.FAST).charges("0.06");
    try (Rig rig = Rig.of(host, other)) {
      Task task = rig.submit(Rig.FOX, SubmitOptions.builder().onUnknown(OnUnknown.RESUBMIT));

      List<Unresolved> listed = rig.mj.unresolved();
      assertEquals(List.of(task.id()), listed.stream().map(each -> each.task().id()).toList());
      assertEquals("host", listed.get(0).attempt().route().provider().name());
      assertEquals(Optional.empty(), listed.get(0).expires());
    }
  }
}
