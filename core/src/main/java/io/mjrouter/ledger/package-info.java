/**
 * What may become of a task and of the money for it: pure transitions from one record to the next.
 *
 * <p>Start at {@link io.mjrouter.ledger.Ledger}; each transition is a {@link
 * io.mjrouter.ledger.Step}. Nothing here does I/O or reads a clock: drivers persist the record and
 * deliver the events. Above stands {@code io.mjrouter.route}.
 *
 * <p>No part of the API: it changes with any release.
 */
@NullMarked
package io.mjrouter.ledger;

import org.jspecify.annotations.NullMarked;
