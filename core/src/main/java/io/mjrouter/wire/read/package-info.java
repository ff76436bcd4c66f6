/**
 * Reads the MJ protocol, in every spelling that hosts and clients were seen to use.
 *
 * <p>Start at {@link io.mjrouter.wire.read.AnswerReader} for what a host answered and {@link
 * io.mjrouter.wire.read.RequestReader} for what a client asked. No sequence of bytes makes a reader
 * throw anything but what its signature names. Beside it stands {@code io.mjrouter.wire.write}; the
 * two share only {@code io.mjrouter.wire}.
 *
 * <p>No part of the API: it changes with any release.
 */
@NullMarked
package io.mjrouter.wire.read;

import org.jspecify.annotations.NullMarked;
