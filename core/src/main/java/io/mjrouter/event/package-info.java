/**
 * What happened to tasks, for those who want to be told. Start at {@link
 * io.mjrouter.event.MjListener}; everything it receives is an {@link io.mjrouter.event.MjEvent}.
 * How the router itself works is told to a {@link io.mjrouter.event.MjProbe}. Above stands {@code
 * io.mjrouter.metrics}.
 */
@NullMarked
package io.mjrouter.event;

import org.jspecify.annotations.NullMarked;
