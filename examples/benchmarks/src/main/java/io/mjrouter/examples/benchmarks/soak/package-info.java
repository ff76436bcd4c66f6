/**
 * The gateway for half an hour before hosts that go wrong: does it grow? Start at {@link
 * io.mjrouter.examples.benchmarks.soak.Soak}; {@link io.mjrouter.examples.benchmarks.soak.Hosts}
 * are of use by themselves, to try things out on.
 */
@NullMarked
package io.mjrouter.examples.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
