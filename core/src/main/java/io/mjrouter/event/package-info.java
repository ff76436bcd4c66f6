/**
 * What happened to tasks, for those who want to be told. Start at {@link
 * io.mjrouter.event.MjListener}; everything it receives is an {@link io.mjrouter.event.MjEvent}.
 */
@NullMarked
package io.mjrouter.event;

import org.jspecify.annotations.NullMarked;
