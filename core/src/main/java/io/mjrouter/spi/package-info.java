/**
 * What an adapter to a host implements, and what it is told.
 *
 * <p>Start at {@link io.mjrouter.spi.MjProvider}; {@link io.mjrouter.spi.ProviderFactory} makes one
 * from {@link io.mjrouter.spi.ProviderSettings}. A host that speaks the MJ protocol needs no
 * adapter of its own, only a {@link io.mjrouter.spi.Profile}. Above stands {@code
 * io.mjrouter.wire}, which reads and writes the protocol as a profile says.
 *
 * <p>Enums, sealed types and their visitors may get further members with a minor release: a {@code
 * switch} over one needs a {@code default}. Records that the library makes may get further
 * components. Interfaces that users implement get further methods only with a default.
 */
@NullMarked
package io.mjrouter.spi;

import org.jspecify.annotations.NullMarked;
