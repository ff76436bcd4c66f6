/**
 * Follows what a host took until it is final.
 *
 * <p>Start at {@link io.mjrouter.task.Tracker}, which looks at hosts as {@code PollPlan} says, by
 * the {@code Habits} of each host; a {@code Lane} for each provider keeps to the rate, and a {@code
 * Round} is one call. {@link io.mjrouter.task.Waiters} tells those who wait, {@link
 * io.mjrouter.task.OtherNodes} hears what other nodes on the store did. Above stands the root
 * package, which makes the threads.
 *
 * <p>No part of the API but {@link io.mjrouter.task.TaskSettings}, {@link
 * io.mjrouter.task.PollSettings} and {@link io.mjrouter.task.Unresolved}: it changes with any
 * release.
 */
@NullMarked
package io.mjrouter.task;

import org.jspecify.annotations.NullMarked;
