/**
 * Whole routers under faults, in virtual time, by seed: the real core between modelled hosts, a
 * modelled store and processes that die.
 *
 * <p>Start at {@link io.mjrouter.simulation.Simulation}. One fibre runs at a time ({@link
 * io.mjrouter.simulation.Fibres}), and one seeded {@link io.mjrouter.simulation.Chance} decides
 * everything, so that a seed says all there is to say about a run. {@link
 * io.mjrouter.simulation.Laws} holds what must be true, {@link io.mjrouter.simulation.Row} the rows
 * of the fault matrix and where each is tested.
 */
@NullMarked
package io.mjrouter.simulation;

import org.jspecify.annotations.NullMarked;
