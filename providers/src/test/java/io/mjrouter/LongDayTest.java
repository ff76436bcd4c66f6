package io.mjrouter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import io.mjrouter.ThreeHosts.Told;
import io.mjrouter.provider.KnownProfiles;
import io.mjrouter.store.MemoryTaskStore;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A day of faults by chance, over real connections and on a clock that skips what nobody waits for.
 * Afterwards everything has ended and was paid once at most, and nothing is left behind.
 */
@Isolated("counts what is alive in the whole process")
class LongDayTest {

  private static final Duration HALF_A_DAY = Duration.ofHours(12);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  /** Longer than any task lives, and than it is kept. */
  private static final Duration REST = Duration.ofHours(3);

  private static final Duration KEPT = Duration.ofHours(1);

  /** Far fewer than the submissions of half a day: one left behind by each would be more. */
  private static final int SOME = 50;

  private static final List<Trouble> TROUBLES =
      Arrays.stream(Trouble.values()).filter(t -> t != Trouble.EMPTY_ACCOUNT).toList();

  private final SplittableRandom random = new SplittableRandom(101);
  private int submissions;

  @Test
  @Timeout(300)
  void f101_dayOfFaults_leavesNothingBehind() throws JMException {
    try (ThreeHosts rig =
        new ThreeHosts(
            List.of(KnownProfiles.deerApi(), KnownProfiles.dataEyes(), KnownProfiles.plus()),
            (builder, time) -> builder.store(new MemoryTaskStore(time, KEPT)))) {
      halfADay(rig);
      int first = submissions;
      Left before = Left.now();
      halfADay(rig);
      Left after = Left.now();

      assertTrue(submissions - first > 2 * SOME, () -> submissions + " submissions");
      assertEquals(Map.of(), after.moreThan(before, SOME));
      assertTrue(after.threads <= before.threads + SOME, () -> before + ", then " + after);
      assertTrue(after.descriptors <= before.descriptors + SOME, () -> before + ", then " + after);
    }
  }

  private void halfADay(ThreeHosts rig) {
    long end = rig.time.nanoTime() + HALF_A_DAY.toNanos();
    List<Told> all = new ArrayList<>();
    while (rig.time.nanoTime() - end < 0) {
      rig.pass(Duration.ofSeconds(random.nextLong(LONGEST_PAUSE.toSeconds())));
      rig.hosts.forEach(host -> host.meets(anyTrouble()));
      if (random.nextInt(4) == 0) {
        rig.hosts.forEach(host -> rig.mj.readmit(host.route.provider()));
      }
      all.add(rig.submit("picture " + ++submissions));
    }
    rig.hosts.forEach(host -> host.meets(Trouble.NONE));
    rig.pass(REST);
    all.forEach(told -> assertTrue(rig.mj.find(told.id().orElseThrow()).isEmpty(), told::toString));
    for (int i = 1; i <= submissions; i++) {
      String prompt = "picture " + i;
      long paid = rig.hosts.stream().mapToLong(host -> host.paidFor(prompt)).sum();
      assertTrue(paid <= 1, () -> prompt + " was paid " + paid + " times");
    }
  }

  private Trouble anyTrouble() {
    return random.nextInt(10) < 3 ? Trouble.NONE : TROUBLES.get(random.nextInt(TROUBLES.size()));
  }

  /**
   * What is alive in this process.
   *
   * @param objects how many there are of each class of the router's own
   */
  private record Left(Map<String, Long> objects, int threads, long descriptors) {

    private static final Pattern LINE =
        Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+\\d+\\s+(io\\.mjrouter\\.\\S+).*");

    /** The hosts' own books, which nobody clears, and how long tasks took on each day. */
    private static final Pattern MEANT =
        Pattern.compile(
            ".*(\\.provider\\.simulator\\.|\\.model\\.Imagine|\\.MemoryDurations\\$Kind).*");

    static Left now() throws JMException {
      Map<String, Long> objects = new TreeMap<>();
      histogram()
          .lines()
          .map(LINE::matcher)
          .filter(Matcher::matches)
          .filter(line -> !MEANT.matcher(line.group(2)).matches())
          .forEach(line -> objects.put(line.group(2), Long.parseLong(line.group(1))));
      return new Left(
          objects,
          ManagementFactory.getThreadMXBean().getThreadCount(),
          ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
              ? unix.getOpenFileDescriptorCount()
              : 0);
    }

    /** After a full collection. */
    private static String histogram() throws JMException {
      return (String)
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "gcClassHistogram",
                  new Object[] {new String[0]},
                  new String[] {String[].class.getName()});
    }

    Map<String, Long> moreThan(Left before, long some) {
      Map<String, Long> more = new TreeMap<>(objects);
      more.replaceAll((type, count) -> count - before.objects.getOrDefault(type, 0L));
      more.values().removeIf(count -> count <= some);
      return more;
    }
  }
}
