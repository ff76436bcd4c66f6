/**
 * How much is left: places, calls a minute, money.
 *
 * <p>Values with pure transitions: nothing here reads a clock, holds a lock or does I/O. Whoever
 * owns a value swaps it atomically. Start at {@link io.mjrouter.quota.Spend} (what was spent, and
 * the caps on it) and {@link io.mjrouter.quota.ConcurrencyLimit}. Times called {@code now} as a
 * {@code long} are those of a monotonic clock in nanoseconds. Above stands {@code
 * io.mjrouter.route}, which chooses by these numbers.
 *
 * <p>No part of the API but {@link io.mjrouter.quota.Charge}: it changes with any release.
 */
@NullMarked
package io.mjrouter.quota;

import org.jspecify.annotations.NullMarked;
