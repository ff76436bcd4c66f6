package io.mjrouter.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A long run goes on where it was stopped, and forgets no seed that broke a law. */
class LongRunTest {

  @TempDir private Path directory;
  private final List<Long> ran = new ArrayList<>();
  private long broken = -1;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = directory.resolve("progress.txt");
  }

  private Optional<Finding> seed(long seed, Coverage coverage) {
    ran.add(seed);
    coverage.stepped(10);
    coverage.note(seed % 2 == 0 ? Row.F01 : Row.F02);
    return seed == broken
        ? Optional.of(new Finding(seed, Set.of(), Set.of(), new AssertionError("law 1"), List.of()))
        : Optional.empty();
  }

  private Coverage run(long from, long seeds) throws IOException {
    ran.clear();
    return new LongRun(file, 2, this::seed).run(from, seeds);
  }

  @Test
  void run_everySeedHolds_saysHowFarItIs() throws IOException {
    Coverage all = run(7, 3);

    assertEquals(List.of(7L, 8L, 9L), ran);
    assertEquals("steps=30 F01=1 F02=2", all.toString());
    assertEquals(
        List.of("seeds 7 to 8: steps=20 F01=1 F02=1", "seeds 9 to 9: steps=10 F02=1"),
        Files.readAllLines(file));
  }

  @Test
  void run_stoppedBefore_goesOnAndCountsAll() throws IOException {
    run(1, 2);

    Coverage all = run(1, 4);

    assertEquals(List.of(3L, 4L), ran);
    assertEquals("steps=40 F01=2 F02=2", all.toString());
  }

  @Test
  void run_seedBreaksALaw_goesOnFailsAndIsRunAgain() throws IOException {
    broken = 2;
    AssertionError failed = assertThrows(AssertionError.class, () -> run(1, 4));
    assertEquals(List.of(1L, 2L, 3L, 4L), ran);
    assertTrue(failed.getMessage().contains("-Dsim.seed=2"), failed::getMessage);
    broken = -1;

    assertEquals("steps=40 F01=2 F02=2", run(1, 4).toString());
    assertEquals(List.of(1L, 2L), ran);
  }
}
