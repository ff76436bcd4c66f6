/**
 * Chooses where a submission goes, and says why.
 *
 * <p>Pure: nothing here reads a clock, holds a lock or does I/O; time and chance are handed in. The
 * driver in {@code io.mjrouter.submit} and the simulations use the same values. Times called {@code
 * now} as a {@code long} are those of a monotonic clock in nanoseconds.
 *
 * <p>No part of the API but {@link io.mjrouter.route.RoutingSettings} and what a {@link
 * io.mjrouter.route.RoutingPolicy} is given: it changes with any release.
 */
@NullMarked
package io.mjrouter.route;

import org.jspecify.annotations.NullMarked;
