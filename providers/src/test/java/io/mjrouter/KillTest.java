package io.mjrouter;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.TimeSource;
import io.mjrouter.store.TaskStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A process is killed at every step of a submission's way, and at any moment under load, and
 * another one takes its place: nothing that a host took is lost or bought twice.
 *
 * <p>What has a reference is submitted again until it is taken, by the last process as well. What
 * has none is submitted once: whatever the killed process had confirmed of it must come to an end.
 */
@Execution(ExecutionMode.CONCURRENT)
class KillTest {

  /** Of each prefix so many are submitted with a reference, and as many without. */
  private static final int EACH = 4;

  private static final int LATEST_KILL_MS = 1_500;

  /** The last process looks for what hundreds before it left open: that takes a while. */
  private static final String PATIENT = "expiry=120";

  private static final String QUICK = "expiry=12";

  @TempDir Path dir;

  @Test
  @Timeout(600)
  void f60ToF63_killedAtEveryStep_onH2_nothingIsLostOrPaidTwice() throws Exception {
    killed(dir.resolve("tasks").toString(), Step.values().length, 1, QUICK);
  }

  @Test
  @Timeout(600)
  void f60ToF63_killedAtStepsAndRandomMoments_onPostgres_nothingIsLostOrPaidTwice()
      throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
      killed(server.getJdbcUrl("postgres", "postgres"), 11, 2, QUICK);
    }
  }

  @Test
  @Tag("long")
  void killedHundredsOfTimes_onH2() throws Exception {
    killed(dir.resolve("tasks").toString(), Integer.getInteger("kills", 250), 3, PATIENT);
  }

  @Test
  @Tag("long")
  void killedHundredsOfTimes_onPostgres() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
      killed(
          server.getJdbcUrl("postgres", "postgres"), Integer.getInteger("kills", 250), 4, PATIENT);
    }
  }

  private void killed(String store, int kills, long seed, String expiry) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> prefixes = new ArrayList<>();
    int stopped = 0;
    try (Processes world = new Processes(store, dir, seed)) {
      for (int kill = 0; kill < kills; kill++) {
        String step = step(kill, kills, random);
        List<String> load =
            step.isEmpty() ? List.of("k" + kill, "l" + kill, "m" + kill) : List.of("k" + kill);
        prefixes.addAll(load);
        stopped += killOnce(world, load, step, random) ? 1 : 0;
      }
      world.start("prefixes=" + String.join(",", prefixes), "count=" + EACH, expiry).await("IDLE");
      try (TaskStore after = Node.open(store)) {
        Reckoning reckoning = new Reckoning(world, after);
        System.out.println(kills + " kills, " + stopped + " at a step: " + reckoning.summary());
        reckoning
            .everythingClaimedIsThere()
            .everyTaskIsFinishedAndPaidOnce()
            .everyTaskWithoutReferenceIsItsSubmissions()
            .everyEndIsOneAndTold()
            .theBooksAgree();
        prefixes.forEach(prefix -> reckoning.everyReferenceHasATask(prefix, EACH));
      }
    }
    assertTrue(stopped * 2 >= Math.min(kills, Step.values().length), "steps reached: " + stopped);
  }

  /** Each step in turn, spread over few kills; of many, every other one comes at any moment. */
  private static String step(int kill, int kills, SplittableRandom random) {
    Step[] steps = Step.values();
    if (kills < steps.length) {
      return kill % 3 == 2 ? "" : steps[kill * steps.length / kills].name();
    }
    return kill < steps.length || random.nextBoolean() ? steps[kill % steps.length].name() : "";
  }

  /** Whether it stopped at its step. */
  private static boolean killOnce(
      Processes world, List<String> load, String step, SplittableRandom random) throws Exception {
    List<String> arguments =
        new ArrayList<>(
            List.of("prefixes=" + String.join(",", load), "count=" + EACH, "plain=" + EACH));
    if (!step.isEmpty()) {
      arguments.add("step=" + step);
      arguments.add("nth=" + random.nextInt(1, EACH + 1));
    }
    Processes.Running node = world.start(arguments.toArray(String[]::new));
    boolean stops = false;
    if (step.isEmpty()) {
      node.await("READY");
      TimeSource.system().sleep(Duration.ofMillis(random.nextInt(LATEST_KILL_MS)));
    } else {
      stops = node.await("AT", "IDLE").startsWith("AT");
    }
    node.kill();
    return stops;
  }
}
