/**
 * What happened to tasks, for those who want to be told. Start at {@link
 * io.mjrouter.event.MjListener}; everything it receives is an {@link io.mjrouter.event.MjEvent}.
 * Above stands {@code io.mjrouter.store}.
 */
@NullMarked
package io.mjrouter.event;

import org.jspecify.annotations.NullMarked;
