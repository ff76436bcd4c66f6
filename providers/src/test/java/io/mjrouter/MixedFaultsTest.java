package io.mjrouter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.ThreeHosts.Host;
import io.mjrouter.ThreeHosts.Told;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.Decision;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Route;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.provider.KnownProfiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Faults mixed by chance at three hosts in different dialects, over real connections: each
 * submission takes the course that the table says, and the hosts' books agree.
 */
class MixedFaultsTest {

  private static final int SUBMISSIONS = 30;
  private static final int MOST_ATTEMPTS = 3;

  /** Left out: an account that stays empty would make every later trouble there another one. */
  private static final List<Trouble> TROUBLES =
      Arrays.stream(Trouble.values()).filter(t -> t != Trouble.EMPTY_ACCOUNT).toList();

  @Test
  @Timeout(120)
  void submissions_withMixedFaults_takeTheCourseOfTheTable() {
    Map<Trouble.Course, Integer> seen = storms(1, 7);

    assertEquals(
        EnumSet.complementOf(EnumSet.of(Trouble.Course.HELD_UNPAID)),
        seen.keySet(),
        "not everything happened");
  }

  @Test
  @Tag("long")
  void submissions_withMixedFaults_overHundredsOfSeeds() {
    Map<Trouble.Course, Integer> seen = storms(1_000, 1_300);

    assertTrue(seen.values().stream().allMatch(times -> times > 100), seen::toString);
  }

  /** How often each course was taken over some seeds. */
  private static Map<Trouble.Course, Integer> storms(long from, long to) {
    Map<Trouble.Course, Integer> all = new EnumMap<>(Trouble.Course.class);
    for (long seed = from; seed < to; seed++) {
      new Storm(seed).run().forEach((course, times) -> all.merge(course, times, Integer::sum));
    }
    return all;
  }

  /** One run. */
  private static final class Storm {
    private final SplittableRandom random;
    private final Map<Trouble.Course, Integer> seen = new EnumMap<>(Trouble.Course.class);
    private final List<Told> all = new ArrayList<>();
    private final String name;
    private long ambiguous;

    Storm(long seed) {
      random = new SplittableRandom(seed);
      name = "seed " + seed;
    }

    Map<Trouble.Course, Integer> run() {
      try (ThreeHosts rig =
          new ThreeHosts(
              List.of(KnownProfiles.deerApi(), KnownProfiles.dataEyes(), KnownProfiles.plus()))) {
        for (int i = 0; i < SUBMISSIONS; i++) {
          // Longer than the minute of the retry budget.
          rig.pass(Duration.ofSeconds(random.nextInt(61, 200)));
          if (random.nextInt(4) == 0) {
            rig.hosts.forEach(host -> rig.mj.readmit(host.route.provider()));
          }
          rig.hosts.forEach(host -> host.meets(anyTrouble()));
          one(rig, "picture number " + i);
        }
        rig.hosts.forEach(host -> host.meets(Trouble.NONE));
        end(rig);
      }
      return seen;
    }

    private Trouble anyTrouble() {
      return random.nextInt(10) < 3 ? Trouble.NONE : TROUBLES.get(random.nextInt(TROUBLES.size()));
    }

    private void one(ThreeHosts rig, String prompt) {
      Decision before = rig.mj.explain(Imagine.of(prompt));
      List<Trouble> met = course(rig, before);
      Map<Host, Long> askedBefore =
          rig.hosts.stream().collect(Collectors.toMap(host -> host, Host::asked));

      Told told = rig.submit(prompt);

      Task task = told.task(rig.mj);
      String what = name + ", " + prompt + ": " + met + ", " + before + ", " + told;
      Trouble.Course expected =
          met.isEmpty() ? Trouble.Course.MOVES_ON : met.get(met.size() - 1).course();
      assertEquals(expected.isHeld() ? Trouble.Course.HELD : expected, told.course(), what);
      attempts(task, before, met, what);
      long refusals =
          task.attempts().stream()
              .filter(
                  a -> a.state() == Attempt.State.REJECTED || a.state() == Attempt.State.NOT_SENT)
              .count();
      assertTrue(task.attempts().size() <= 1 + refusals, what);
      for (Host host : rig.hosts) {
        long asked = host.asked() - askedBefore.get(host);
        assertTrue(asked <= 1, what);
        ambiguous += asked == 1 && host.trouble.course().isHeld() ? 1 : 0;
      }
      assertEquals(expected.isPaid() ? 1 : 0, paid(rig, prompt), what);
      seen.merge(told.course(), 1, Integer::sum);
      all.add(told);
    }

    /** What is met on the way over the admitted routes, by the table alone. */
    private static List<Trouble> course(ThreeHosts rig, Decision decision) {
      List<Trouble> met = new ArrayList<>();
      for (Decision.Entry entry : decision.entries()) {
        boolean over =
            !met.isEmpty() && met.get(met.size() - 1).course() != Trouble.Course.MOVES_ON;
        if (entry.reason().isAdmitted() && !over && met.size() < MOST_ATTEMPTS) {
          met.add(at(rig, entry.route()).trouble);
        }
      }
      return met;
    }

    private static Host at(ThreeHosts rig, Route route) {
      return rig.hosts.stream().filter(host -> host.route.equals(route)).findFirst().orElseThrow();
    }

    /** Every attempt stands in the order of the decision, with a reason where it was no good. */
    private static void attempts(Task task, Decision before, List<Trouble> met, String what) {
      assertEquals(
          before.entries().stream()
              .filter(entry -> entry.reason().isAdmitted())
              .map(Decision.Entry::route)
              .limit(met.size())
              .toList(),
          task.attempts().stream().map(Attempt::route).toList(),
          what);
      for (Attempt attempt : task.attempts()) {
        Trouble trouble = met.get(attempt.number() - 1);
        assertEquals(state(trouble), attempt.state(), what);
        assertEquals(attempt.state() == Attempt.State.ACCEPTED, attempt.reason().isEmpty(), what);
      }
      if (!met.isEmpty()) {
        assertEquals(
            before.entries().stream().map(Decision.Entry::route).toList(),
            task.decision().orElseThrow().entries().stream().map(Decision.Entry::route).toList(),
            what);
      }
    }

    private static Attempt.State state(Trouble trouble) {
      return switch (trouble.course()) {
        case TAKEN -> Attempt.State.ACCEPTED;
        case MOVES_ON -> trouble == Trouble.DOWN ? Attempt.State.NOT_SENT : Attempt.State.REJECTED;
        case REFUSED -> Attempt.State.REJECTED;
        case HELD, HELD_UNPAID -> Attempt.State.UNKNOWN;
      };
    }

    private static long paid(ThreeHosts rig, String prompt) {
      return rig.hosts.stream().mapToLong(host -> host.paidFor(prompt)).sum();
    }

    /** Everything comes to its end, and nothing was bought on the way there. */
    private void end(ThreeHosts rig) {
      int bought = rig.hosts.stream().mapToInt(host -> host.books.paidSubmissions()).sum();
      assertEquals(seen.getOrDefault(Trouble.Course.HELD, 0).longValue(), ambiguous, name);

      rig.pass(Duration.ofMinutes(90));

      for (Told told : all) {
        Task task = told.task(rig.mj);
        assertTrue(task.status().isFinal(), () -> name + ": " + task);
        boolean nobodyHasIt =
            told.course() == Trouble.Course.MOVES_ON || told.course() == Trouble.Course.REFUSED;
        assertFalse(nobodyHasIt && task.status() == TaskStatus.SUCCEEDED, name);
      }
      assertEquals(
          bought, rig.hosts.stream().mapToInt(host -> host.books.paidSubmissions()).sum(), name);
    }
  }
}
