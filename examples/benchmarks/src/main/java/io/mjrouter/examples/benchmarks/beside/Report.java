package io.mjrouter.examples.benchmarks.beside;

import io.mjrouter.examples.benchmarks.beside.Results.Spread;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Writes what was found, as Markdown. */
final class Report {

  private final Results results;
  private final PrintStream out;

  Report(Results results, PrintStream out) {
    this.results = results;
    this.out = out;
  }

  void print(List<String> proxies) {
    for (Cell cell : Cell.ALL) {
      List<String> measured = proxies.stream().filter(each -> results.has(each, cell)).toList();
      if (!measured.isEmpty()) {
        print(cell, measured);
      }
    }
    List<Goal> goals =
        Goal.ALL.stream()
            .filter(goal -> results.has(goal.proxy(), goal.cell()))
            .filter(goal -> results.has(goal.other(), goal.cell()))
            .toList();
    if (!goals.isEmpty()) {
      out.println("\n| ratio | at | found | from, to | goal |\n|---|---|---|---|---|");
      goals.forEach(goal -> out.println(line(goal)));
    }
  }

  private void print(Cell cell, List<String> proxies) {
    out.printf("%n%s connections%n%n", cell);
    out.println("| | req/s | p50, ms | p99, ms | CPU a request, µs | failed |");
    out.println("|---|---|---|---|---|---|");
    proxies.forEach(proxy -> out.println(line(proxy, cell)));
  }

  private String line(String proxy, Cell cell) {
    return String.format(
        Locale.ROOT,
        "| %s | %,.0f | %.2f | %.2f | %.1f | %d |",
        proxy,
        results.median(proxy, cell, Measured::rate),
        results.median(proxy, cell, Measured::median) / 1_000,
        results.median(proxy, cell, Measured::p99) / 1_000,
        results.median(proxy, cell, Measured::cpu),
        results.failed(proxy, cell));
  }

  private String line(Goal goal) {
    Spread found = goal.found(results);
    return String.format(
        Locale.ROOT,
        "| %s, %s / %s | %s | %.2f | %.2f, %.2f | %s %s: %s |",
        goal.name(),
        goal.proxy(),
        goal.other(),
        goal.cell(),
        found.median(),
        found.least(),
        found.most(),
        goal.lessIsBetter() ? "at most" : "at least",
        goal.bound(),
        goal.isMet(found) ? "met" : "MISSED");
  }
}
