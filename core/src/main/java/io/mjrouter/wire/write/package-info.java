/**
 * Writes the MJ protocol, exactly: no nulls and no empty members where none are wanted, members in
 * a stable order, nothing between the tokens.
 *
 * <p>Start at {@link io.mjrouter.wire.write.RequestWriter} for what is sent to a host and {@link
 * io.mjrouter.wire.write.AnswerWriter} for what is answered to a client. Beside it stands {@code
 * io.mjrouter.wire.read}.
 *
 * <p>No part of the API: it changes with any release.
 */
@NullMarked
package io.mjrouter.wire.write;

import org.jspecify.annotations.NullMarked;
