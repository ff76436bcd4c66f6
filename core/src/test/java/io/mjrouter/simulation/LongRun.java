package io.mjrouter.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Many seeds, some at a time. Those that held every law are kept in a file, a line each time, so
 * that one can watch how far it is, and a run that was stopped goes on where it was. After a change
 * of what is simulated the file is to be deleted.
 */
final class LongRun {

  /** Beyond so many broken seeds nobody reads on. */
  private static final int MOST_FINDINGS = 10;

  private final Path file;
  private final int atOnce;
  private final Seed seed;

  /** Runs one seed; empty when every law held. */
  @FunctionalInterface
  interface Seed {
    Optional<Finding> run(long seed, Coverage coverage);
  }

  LongRun(Path file, int atOnce, Seed seed) {
    this.file = file;
    this.atOnce = atOnce;
    this.seed = seed;
  }

  /**
   * Runs what has not held every law yet.
   *
   * @return what all of them did, those of earlier runs too
   * @throws AssertionError when some broke a law; they are run again the next time
   */
  Coverage run(long from, long seeds) throws IOException {
    Coverage all = new Coverage();
    List<String> done = Files.exists(file) ? Files.readAllLines(file) : List.of();
    List<Finding> findings = new ArrayList<>();
    long end = from + seeds;
    for (long first = from; first < end && findings.size() < MOST_FINDINGS; first += atOnce) {
      long last = Math.min(first + atOnce, end) - 1;
      String name = "seeds " + first + " to " + last + ": ";
      Optional<String> before = done.stream().filter(line -> line.startsWith(name)).findFirst();
      all.add(
          before.isPresent()
              ? Coverage.parse(before.get().substring(name.length()))
              : some(name, first, last, findings));
    }
    if (!findings.isEmpty()) {
      throw new AssertionError(findings.size() + " seeds broke a law:\n" + words(findings));
    }
    return all;
  }

  private Coverage some(String name, long first, long last, List<Finding> findings)
      throws IOException {
    Coverage coverage = new Coverage();
    int before = findings.size();
    for (long each = first; each <= last && findings.size() < MOST_FINDINGS; each++) {
      Optional<Finding> found = seed.run(each, coverage);
      if (found.isPresent()) {
        findings.add(found.get());
        write("broken: " + found.get().command());
      }
    }
    if (findings.size() == before) {
      write(name + coverage);
    }
    return coverage;
  }

  private void write(String line) throws IOException {
    Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static String words(List<Finding> findings) {
    return String.join("\n\n", findings.stream().map(Finding::toString).toList());
  }
}
