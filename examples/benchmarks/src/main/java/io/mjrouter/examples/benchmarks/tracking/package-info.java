/**
 * Following a hundred thousand tasks: the real tracker against modelled hosts. Start at {@link
 * io.mjrouter.examples.benchmarks.tracking.TrackingBenchmark}.
 */
@NullMarked
package io.mjrouter.examples.benchmarks.tracking;

import org.jspecify.annotations.NullMarked;
