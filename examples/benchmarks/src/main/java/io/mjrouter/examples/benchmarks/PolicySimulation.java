package io.mjrouter.examples.benchmarks;

/** Placeholder. */
final class PolicySimulation {
  private PolicySimulation() {}
}
