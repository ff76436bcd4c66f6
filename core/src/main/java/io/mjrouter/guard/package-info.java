/**
 * Stands around one provider, so that a host that is slow or down harms nobody else.
 *
 * <p>Start at {@link io.mjrouter.guard.GuardedProvider}. What is free may be repeated here; a
 * submission goes through exactly once. Above stands {@code io.mjrouter.ledger}, which knows what
 * was paid for.
 *
 * <p>No part of the API: it changes with any release.
 */
@NullMarked
package io.mjrouter.guard;

import org.jspecify.annotations.NullMarked;
