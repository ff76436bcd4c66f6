/**
 * What happened to tasks, for those who want to be told. Start at {@link
 * io.mjrouter.event.MjListener}; everything it receives is an {@link io.mjrouter.event.MjEvent}.
 * How the router itself works is told to a {@link io.mjrouter.event.MjProbe}. Above stands {@code
 * io.mjrouter.metrics}.
 *
 * <p>Enums, sealed types and their visitors may get further members with a minor release: a {@code
 * switch} over one needs a {@code default}. Records that the library makes may get further
 * components.
 */
@NullMarked
package io.mjrouter.event;

import org.jspecify.annotations.NullMarked;
