/**
 * What an adapter to a host implements, and what it is told.
 *
 * <p>Start at {@link io.mjrouter.spi.MjProvider}; {@link io.mjrouter.spi.ProviderFactory} makes one
 * from {@link io.mjrouter.spi.ProviderSettings}. A host that speaks the MJ protocol needs no
 * adapter of its own, only a {@link io.mjrouter.spi.Profile}. Above stands {@code
 * io.mjrouter.wire}, which reads and writes the protocol as a profile says.
 */
@NullMarked
package io.mjrouter.spi;

import org.jspecify.annotations.NullMarked;
