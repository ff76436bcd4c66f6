/**
 * How fast a decision is, and what the routing policies are worth.
 *
 * <p>Start at {@link io.mjrouter.examples.benchmarks.PolicySimulation}.
 */
@NullMarked
package io.mjrouter.examples.benchmarks;

import org.jspecify.annotations.NullMarked;
