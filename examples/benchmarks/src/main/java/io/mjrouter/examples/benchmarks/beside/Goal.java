package io.mjrouter.examples.benchmarks.beside;

import static io.mjrouter.examples.benchmarks.beside.Cell.FETCH_64;
import static io.mjrouter.examples.benchmarks.beside.Cell.FETCH_8;
import static io.mjrouter.examples.benchmarks.beside.Cell.SUBMIT_64;

import io.mjrouter.examples.benchmarks.beside.Results.Spread;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What the gateway should be worth beside another.
 *
 * @param what the figure that is compared
 * @param bound the least that the ratio should be, or the most where less is better
 */
record Goal(
    String name,
    String proxy,
    String other,
    Cell cell,
    ToDoubleFunction<Measured> what,
    double bound,
    boolean lessIsBetter) {

  static final List<Goal> ALL =
      List.of(
          rate(Proxies.GATEWAY, Proxies.SERVLET, FETCH_64, 0.75),
          rate(Proxies.GATEWAY, Proxies.CLOUD_GATEWAY, SUBMIT_64, 1),
          rate(Proxies.GATEWAY, Proxies.SPRING_MVC, SUBMIT_64, 2.5),
          rate(Proxies.GATEWAY_H2, Proxies.GATEWAY, SUBMIT_64, 0.5),
          new Goal("p99", Proxies.GATEWAY, Proxies.SERVLET, FETCH_8, Measured::p99, 1.5, true));

  private static Goal rate(String proxy, String other, Cell cell, double bound) {
    return new Goal("req/s", proxy, other, cell, Measured::rate, bound, false);
  }

  Spread found(Results results) {
    return results.ratio(proxy, other, cell, what);
  }

  boolean isMet(Spread found) {
    return lessIsBetter ? found.median() <= bound : found.median() >= bound;
  }
}
