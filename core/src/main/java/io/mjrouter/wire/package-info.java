/**
 * The MJ protocol as bytes.
 *
 * <p>{@code io.mjrouter.wire.read} makes typed readings of whatever a host or a client sent and is
 * tolerant; {@code io.mjrouter.wire.write} writes requests and answers and is exact. Both go by a
 * {@link io.mjrouter.spi.Profile}; neither does I/O. Here are only the two envelopes that a
 * transport fills and sends, the patience with which a body is read, and what an id may look like.
 * Above stands {@code io.mjrouter.event}.
 *
 * <p>No part of the API: it changes with any release.
 */
@NullMarked
package io.mjrouter.wire;

import org.jspecify.annotations.NullMarked;
