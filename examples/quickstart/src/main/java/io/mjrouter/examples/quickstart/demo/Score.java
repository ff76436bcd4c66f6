package io.mjrouter.examples.quickstart.demo;

import io.mjrouter.model.Money;
import io.mjrouter.provider.simulator.PaidSubmission;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a contender did, as the hosts counted it.
 *
 * @param pictures how many jobs have a picture
 * @param paid how many submissions the hosts billed
 * @param cost what the hosts charged
 * @param paidTwice how many jobs were billed more than once
 * @param lost how many jobs were billed and have no picture
 */
record Score(int pictures, int paid, Money cost, long paidTwice, long lost) {

  /**
   * Reads the books.
   *
   * @param drawn the prompts that have a picture
   */
  static Score of(List<DemoHost> hosts, Set<String> drawn) {
    Map<String, Long> billed =
        hosts.stream()
            .flatMap(host -> host.paid().stream())
            .map(PaidSubmission::submission)
            .collect(Collectors.groupingBy(s -> s.prompt(), Collectors.counting()));
    return new Score(
        drawn.size(),
        billed.values().stream().mapToInt(Long::intValue).sum(),
        hosts.stream().map(DemoHost::charged).reduce(Money.ZERO, Money::plus),
        billed.values().stream().filter(times -> times > 1).count(),
        billed.keySet().stream().filter(prompt -> !drawn.contains(prompt)).count());
  }
}
