/**
 * A host that is not there: everything a real one does, on a clock and a seed, for trying the
 * library without a key and for tests.
 *
 * <p>Start at {@link io.mjrouter.provider.simulator.SimulatorFactory}, which makes it a provider
 * like any other; {@link io.mjrouter.provider.simulator.SimulatedHost} is the behaviour, {@link
 * io.mjrouter.provider.simulator.Fault} what can go wrong with it.
 */
@NullMarked
package io.mjrouter.provider.simulator;

import org.jspecify.annotations.NullMarked;
