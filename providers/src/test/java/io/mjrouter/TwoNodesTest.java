package io.mjrouter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.mjrouter.model.Action;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.TimeSource;
import io.mjrouter.provider.simulator.SimulatedHost;
import io.mjrouter.store.SpendSum;
import io.mjrouter.store.TaskStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Two processes with routers on one PostgreSQL. */
@Execution(ExecutionMode.CONCURRENT)
class TwoNodesTest {

  private static final int SUBMISSIONS = 40;
  private static final int AFFORDABLE = 25;

  @TempDir Path dir;

  @Test
  @Timeout(300)
  void f65_nodeStoodStillPastItsLease_lateWriteIsRefusedAndEverythingEndsOnce() throws Exception {
    stoodStill(150, 3_000, Duration.ofSeconds(4));
  }

  @Test
  @Tag("long")
  void nodeStoodStillForAMinute_overThousandsOfTasks() throws Exception {
    stoodStill(Integer.getInteger("tasks", 10_000) / 2, 15_000, Duration.ofSeconds(60));
  }

  private void stoodStill(int each, int lease, Duration still) throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start();
        Processes world = new Processes(url(server), dir, 5)) {
      String[] common = {"count=" + each, "lease=" + lease};
      Processes.Running a =
          world.start(common[0], common[1], "prefixes=a", "step=BEFORE_END", "nth=" + (each / 4));
      Processes.Running b = world.start(common[0], common[1], "prefixes=b");
      // In either order: what is still on its way to a host when its sender stands still is another
      // case, a late acceptance.
      a.await("AT BEFORE_END", "SUBMITTED");
      a.await("AT BEFORE_END", "SUBMITTED");
      List<String> refused = world.noted("refused");

      a.signal("STOP");
      TimeSource.system().sleep(still);
      b.await("IDLE");
      a.signal("CONT");
      a.goOn();
      a.await("IDLE");

      try (TaskStore after = Node.open(url(server))) {
        Reckoning reckoning = new Reckoning(world, after);
        System.out.println(2 * each + " tasks, one of two nodes still: " + reckoning.summary());
        reckoning
            .everyTaskIsFinishedAndPaidOnce()
            .everyEndIsOneAndTold()
            .everyReferenceHasATask("a", each)
            .everyReferenceHasATask("b", each)
            .theBooksAgree();
      }
      assertFalse(
          world.noted("refused").size() == refused.size(), "nothing that came late was refused");
    }
  }

  @Test
  @Timeout(300)
  void nodesRacingForTheLastCentOfACap_overspendNothing() throws Exception {
    Money price = Node.prices(0).price(Action.IMAGINE, Mode.FAST).orElseThrow();
    Money cap = price.times(AFFORDABLE);
    try (EmbeddedPostgres server = EmbeddedPostgres.start();
        Processes world = new Processes(url(server), dir, 6)) {
      String[] common = {"count=" + SUBMISSIONS, "cap=" + cap.micros()};
      Processes.Running a = world.start(common[0], common[1], "prefixes=a");
      Processes.Running b = world.start(common[0], common[1], "prefixes=b");
      a.await("IDLE");
      b.await("IDLE");

      long charged =
          world.books.stream().map(SimulatedHost::charged).mapToLong(Money::micros).sum();
      assertEquals(cap.micros(), charged);
      try (TaskStore after = Node.open(url(server))) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        assertEquals(
            cap.micros(),
            after.spend().sums(today.minusDays(1), today).stream()
                .filter(sum -> sum.state() == ChargeState.SETTLED)
                .map(SpendSum::amount)
                .mapToLong(Money::micros)
                .sum());
      }
    }
  }

  private static String url(EmbeddedPostgres server) {
    return server.getJdbcUrl("postgres", "postgres");
  }
}
