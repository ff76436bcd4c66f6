package io.mjrouter.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Routers in storms of faults, by seed: see {@link Simulation}. One seed again: {@code
 * -Dsim.seed=N}, with {@code -Dsim.without=FAULT,FAULT} as a failure says.
 */
class FaultSimulationTest {

  private static final Logger ALL = (Logger) LoggerFactory.getLogger("io.mjrouter");
  private static final Long ONLY = Long.getLong("sim.seed");
  private static final long MANY = Long.getLong("sim.seeds", 100_000);
  private static final long FROM = Long.getLong("sim.from", 1_000);
  private static final Path PROGRESS =
      Path.of(System.getProperty("sim.progress", "target/simulation.txt"));

  @BeforeAll
  static void sayNothingOfEachFault() {
    ALL.setLevel(Level.OFF);
  }

  @AfterAll
  static void sayEverything() {
    ALL.setLevel(null);
  }

  @Test
  void seeds_thatFailedBefore_holdTheLaws() throws IOException {
    if (ONLY != null) {
      run(new long[] {ONLY}, without());
      return;
    }
    run(failedBefore(), without());
    // Most of them were found before adapters broke.
    run(failedBefore(), EnumSet.of(Fault.ADAPTER_BREAKS));
  }

  @Test
  void seeds_twoHundred_holdTheLawsAndFireEveryRow() {
    if (ONLY == null) {
      Coverage coverage = run(LongStream.rangeClosed(1, 200).toArray(), without());
      System.out.println("seeds 1 to 200 held every law: " + coverage);
      everyRowFired(coverage);
    }
  }

  @Test
  void seed_runTwice_isTheSameRun() {
    assertEquals(digest(7), digest(7));
  }

  @Tag("long")
  @Test
  void seeds_aHundredThousand_holdTheLawsAndFireEveryRow() throws IOException {
    LongRun.Seed one = (seed, coverage) -> Finding.in(seed, without(), coverage);
    everyRowFired(new LongRun(PROGRESS, 1_000, one).run(FROM, MANY));
  }

  private static long digest(long seed) {
    Simulation simulation = new Simulation(seed, Set.of(), Trace.digestOnly());
    simulation.run();
    return simulation.digest();
  }

  private static Coverage run(long[] seeds, Set<Fault> without) {
    Coverage coverage = new Coverage();
    for (long seed : seeds) {
      Finding.in(seed, without, coverage).ifPresent(found -> fail(found.toString()));
    }
    return coverage;
  }

  private static void everyRowFired(Coverage coverage) {
    assertEquals(Set.of(), coverage.missing(), coverage::toString);
  }

  private static Set<Fault> without() {
    Set<Fault> faults = EnumSet.noneOf(Fault.class);
    Arrays.stream(System.getProperty("sim.without", "").split(","))
        .filter(name -> !name.isBlank())
        .map(Fault::valueOf)
        .forEach(faults::add);
    return faults;
  }

  /** One seed a line, and what it found. */
  private static long[] failedBefore() throws IOException {
    try (InputStream file = FaultSimulationTest.class.getResourceAsStream("seeds.txt")) {
      List<String> lines =
          new String(Objects.requireNonNull(file, "seeds.txt").readAllBytes(), UTF_8)
              .lines()
              .filter(line -> !line.isBlank() && !line.startsWith("#"))
              .toList();
      return lines.stream().mapToLong(line -> Long.parseLong(line.split(" ", 2)[0])).toArray();
    }
  }
}
