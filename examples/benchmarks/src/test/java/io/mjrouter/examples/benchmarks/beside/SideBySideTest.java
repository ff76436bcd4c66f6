package io.mjrouter.examples.benchmarks.beside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.examples.benchmarks.beside.Cell.Call;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made of the figures; how they come about takes a machine of its own. */
class SideBySideTest {

  @Test
  void aMeasurementIsReadFromWhatTheGeneratorSays() {
    Measured read = Measured.read("Running 2s test\nmeasured 5000 2500000 310 4100 7\n", 1_000_000);

    assertEquals(new Measured(2_000, 310, 4_100, 200, 7), read);
  }

  @Test
  void aGeneratorThatMeasuredNothingIsNoZero() {
    assertThrows(
        IllegalStateException.class, () -> Measured.read("unable to connect to 127.0.0.1", 0));
  }

  @Test
  void ratiosAreTakenRoundByRoundAndTheirMedianCounts() {
    Results results = new Results();
    for (double[] round : new double[][] {{100, 50}, {10, 20}, {60, 60}}) {
      results.add("ours", Cell.FETCH_8, rate(round[0]));
      results.add("theirs", Cell.FETCH_8, rate(round[1]));
    }

    assertEquals(
        new Results.Spread(0.5, 1, 2),
        results.ratio("ours", "theirs", Cell.FETCH_8, Measured::rate));
  }

  /** Is asked a hundred times a second, and compiles for as many microseconds as are told. */
  private static class Compiled implements WarmUp.Program {
    private final Iterator<Long> micros;
    private long sum;
    private long submitted;
    private int rests;

    private Compiled(Long... micros) {
      this.micros = List.of(micros).iterator();
    }

    @Override
    public Measured load(int seconds) {
      assertEquals(WarmUp.SLICE_SECONDS, seconds);
      sum += micros.hasNext() ? micros.next() : 0;
      submitted += 100L * seconds;
      return rate(100);
    }

    @Override
    public long submitted() {
      return submitted;
    }

    @Override
    public OptionalLong compiling() {
      return OptionalLong.of(sum);
    }

    @Override
    public void rest() {
      // What is compiled then was queued before, and says nothing of the next load.
      sum += 1_000_000;
      rests++;
    }
  }

  @Test
  void warmUpEndsOnceHardlyAnythingIsCompiled() throws IOException, InterruptedException {
    WarmUp patient = new WarmUp(1_000, Integer.MAX_VALUE, 0);
    long much = WarmUp.LITTLE + 1;

    assertEquals(5, patient.run(new Compiled()));
    assertEquals(7, patient.run(new Compiled(much, much)));
    assertEquals(8, patient.run(new Compiled(much, WarmUp.LITTLE, much)));
  }

  @Test
  void whatIsQueuedIsCompiledAfterEachSlice() throws IOException, InterruptedException {
    Compiled compiled = new Compiled(1_000_000L);

    assertEquals(6, new WarmUp(1_000, Integer.MAX_VALUE, 0).run(compiled));
    assertEquals(6, compiled.rests);
  }

  @Test
  void warmUpEndsAtItsBounds() throws IOException, InterruptedException {
    Long[] much = {1_000_000L, 1_000_000L, 1_000_000L, 1_000_000L};

    assertEquals(3, new WarmUp(5, Integer.MAX_VALUE, 0).run(new Compiled(much)));
    assertEquals(2, new WarmUp(1_000, 401 + 8 * 100, 8).run(new Compiled(much)));
    assertEquals(4, new WarmUp(1_000, 4 * 801, 8).beginning().run(new Compiled(much)));
    assertEquals(9, new WarmUp(1_000, 1, 8).withoutEnd().run(new Compiled(much)));
  }

  @Test
  void whatWasSubmittedBeforeTakesRoomToo() throws IOException, InterruptedException {
    Long[] much = {1_000_000L, 1_000_000L, 1_000_000L, 1_000_000L};
    Compiled compiled = new Compiled(much);
    WarmUp warmUp = new WarmUp(2, 400, 8);

    assertEquals(1, warmUp.run(compiled));
    assertEquals(1, warmUp.run(compiled));
    assertEquals(0, warmUp.run(compiled));
  }

  @Test
  void whoeverShowsNoCompilerIsWarmedUpForAllTheTime() throws IOException, InterruptedException {
    Compiled hidden =
        new Compiled() {
          @Override
          public OptionalLong compiling() {
            return OptionalLong.empty();
          }
        };

    assertEquals(30, new WarmUp(60, Integer.MAX_VALUE, 0).run(hidden));
  }

  @Test
  void compilersAreSeenAmongTheThreads(@TempDir Path threads) throws IOException {
    Compilers compilers = new Compilers(threads);
    assertEquals(OptionalLong.empty(), compilers.micros());

    thread(threads, "11", "11 (java) S 1 11 11 0 -1 4194304 1 0 0 0 900 90 0 0 20 0 28");
    Files.createDirectory(threads.resolve("12"));
    assertEquals(OptionalLong.empty(), compilers.micros());

    thread(threads, "13", "13 (C2 CompilerThre) R 1 11 11 0 -1 4194304 5 6 7 8 120 3 1 2 20 0 28");
    thread(threads, "14", "14 (C1 CompilerThre) S 1 11 11 0 -1 4194304 5 6 7 8 20 4 1 2 20 0 28");
    assertEquals(OptionalLong.of(1_470_000), compilers.micros());
  }

  private static void thread(Path threads, String id, String stat) throws IOException {
    Files.writeString(Files.createDirectory(threads.resolve(id)).resolve("stat"), stat + "\n");
  }

  @Test
  void theMedianOfTwoIsBetweenThem() {
    assertEquals(3, Results.Spread.of(4, 2).median());
  }

  @Test
  void aGoalIsMissedBelowItsBoundAndMetAtIt() {
    Goal atLeast = Goal.ALL.get(0);

    assertTrue(atLeast.isMet(Results.Spread.of(atLeast.bound())));
    assertFalse(atLeast.isMet(Results.Spread.of(atLeast.bound() - 0.01)));
  }

  @Test
  void whereLessIsBetterAGoalIsMissedAboveItsBound() {
    Goal atMost = Goal.ALL.stream().filter(Goal::lessIsBetter).findFirst().orElseThrow();

    assertTrue(atMost.isMet(Results.Spread.of(atMost.bound())));
    assertFalse(atMost.isMet(Results.Spread.of(atMost.bound() + 0.01)));
  }

  @Test
  void aReportShowsWhoTookPartAndTheGoalsThatCanBeTold() {
    Results results = new Results();
    results.add(Proxies.GATEWAY, Cell.FETCH_64, rate(80));
    results.add(Proxies.SERVLET, Cell.FETCH_64, rate(100));
    results.add(Proxies.GATEWAY, Cell.SUBMIT_64, rate(9));

    String report = report(results);

    assertTrue(report.contains("| gateway-memory | 80 |"), report);
    assertTrue(
        report.contains(
            "| req/s, gateway-memory / empty-servlet | fetch, 64 | 0.80 | 0.80, 0.80 |"
                + " at least 0.75: met |"),
        report);
    assertFalse(report.contains(Proxies.SPRING_MVC), report);
    assertTrue(report.contains(Cell.SUBMIT_64 + " connections"), report);
    assertFalse(report.contains(Cell.FETCH_8.toString()), report);
  }

  @Test
  void optionsAreReadByName() {
    assertEquals(
        new Options(
            2, 5, 4, 8, List.of(Call.FETCH, Call.FETCH_FULL), List.of("nginx", "gateway-h2")),
        Options.parse(
            "seconds=4",
            "rounds=2",
            "times=5",
            "calls=fetch-full,fetch",
            "proxies=nginx,gateway-h2",
            "warm-up=8"));
  }

  @Test
  void anUnknownOptionIsNotOverlooked() {
    assertThrows(IllegalArgumentException.class, () -> Options.parse("round=2"));
    assertThrows(IllegalArgumentException.class, () -> Options.parse("calls=submit,fly"));
  }

  private static Measured rate(double rate) {
    return new Measured(rate, 0, 0, 0, 0);
  }

  private static String report(Results results) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Report(results, new PrintStream(out, true, StandardCharsets.UTF_8)).print(Proxies.NAMES);
    return out.toString(StandardCharsets.UTF_8);
  }
}
