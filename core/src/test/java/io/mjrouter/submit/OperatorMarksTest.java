package io.mjrouter.submit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.PriceList;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Route;
import io.mjrouter.quota.SpendCaps;
import io.mjrouter.route.AccountState;
import io.mjrouter.route.Admission;
import io.mjrouter.route.Demand;
import io.mjrouter.route.Offer;
import io.mjrouter.route.RouterState;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.ProviderInfo;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.store.SharedSettings;
import io.mjrouter.store.TaskStore;
import io.mjrouter.testing.FakeTime;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an operator decides holds, whatever is read of it meanwhile, and is acted on once. */
class OperatorMarksTest {

  private static final Route ROUTE = new Route(ProviderId.of("comet"), Mode.FAST);
  private static final ProviderId COMET = ROUTE.provider();

  private final FakeTime time = FakeTime.create();
  private final TaskStore sound = new MemoryTaskStore(time);
  private final SharedSettings elsewhere = sound.shared();
  private final Board board =
      new Board(
          RouterState.of(List.of(offer()), ZoneOffset.UTC, SpendCaps.none()), time, new Random(1));
  private final Upkeep upkeep =
      new Upkeep(store(), board, ZoneOffset.UTC, () -> {}, time, Runnable::run);
  private Runnable meanwhile = () -> {};
  private String during = "";

  private static Offer offer() {
    ProviderInfo info =
        new ProviderInfo(
            "test",
            Set.of(Mode.FAST),
            EnumSet.allOf(Capability.class),
            PriceList.builder().build(),
            true,
            true);
    return new Offer(COMET, info, 0, 1, 10, OptionalInt.empty());
  }

  /** Once a call has read or stored what it should, something else happens before it returns. */
  private TaskStore store() {
    SharedSettings shared =
        proxy(
            SharedSettings.class,
            elsewhere,
            (called, result) -> {
              if (called.equals(during)) {
                during = "";
                meanwhile.run();
              }
              return result;
            });
    return proxy(
        TaskStore.class, sound, (called, result) -> called.equals("shared") ? shared : result);
  }

  /** What a call is to return. */
  private interface Seen {
    Object returned(String called, Object result);
  }

  private static <T> T proxy(Class<T> type, T sound, Seen seen) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, called, args) -> seen.returned(called.getName(), called.invoke(sound, args))));
  }

  private void during(String call, Runnable what) {
    during = call;
    meanwhile = what;
  }

  private void reads() {
    time.advance(Duration.ofSeconds(1));
    upkeep.tick();
  }

  private AccountState account() {
    return board.state().provider(COMET).orElseThrow().account();
  }

  private void refusesTheKey(String token) {
    Admission admission =
        board.admit(Demand.of(Imagine.of("a red fox")), ROUTE, false, false, token);
    board.answered(
        assertInstanceOf(Admission.Admitted.class, admission).ticket(),
        SubmitOutcome.Rejected.of(RejectReason.AUTH, ""));
    assertTrue(account().badKey());
  }

  @Test
  void readmit_whileOlderMarksAreRead_holds() {
    reads();
    elsewhere.drain(COMET, true);
    during("marks", () -> upkeep.readmit(COMET));

    reads();
    assertFalse(account().drained());
    reads();
    assertFalse(account().drained());
  }

  @Test
  void drain_whileOlderMarksAreRead_holds() {
    elsewhere.drain(COMET, true);
    reads();
    elsewhere.drain(COMET, false);
    during("marks", () -> upkeep.drain(COMET, true));

    reads();
    assertTrue(account().drained());
    reads();
    assertTrue(account().drained());
  }

  @Test
  void drain_anotherNodeTakesItBackBeforeItIsRead_isTakenBackHere() {
    elsewhere.drain(COMET, false);
    reads();
    upkeep.drain(COMET, true);
    elsewhere.drain(COMET, false);

    reads();

    assertFalse(account().drained());
  }

  @Test
  void readmit_hereAndReadLater_isNotActedOnAgain() {
    reads();
    upkeep.readmit(COMET);
    refusesTheKey("a");

    reads();

    assertTrue(account().badKey());
  }

  @Test
  void readmit_hereAndReadBeforeItIsDone_anotherNodesNextOneCounts() {
    reads();
    time.advance(Duration.ofSeconds(1));
    during("readmit", upkeep::tick);
    upkeep.readmit(COMET);
    refusesTheKey("a");

    elsewhere.readmit(COMET);
    reads();

    assertFalse(account().badKey());
    assertEquals(2, elsewhere.marks().get(COMET).readmitted());
  }

  @Test
  void readmit_otherNodesDidMeanwhile_theirNextOneCounts() {
    reads();
    elsewhere.readmit(COMET);
    upkeep.readmit(COMET);
    refusesTheKey("a");

    reads();
    assertTrue(account().badKey(), "it was refused after both");
    elsewhere.readmit(COMET);
    reads();
    assertFalse(account().badKey());
  }
}
