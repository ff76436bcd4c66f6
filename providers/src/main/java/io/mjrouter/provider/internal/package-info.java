/**
 * The one adapter behind every compatible host. Nothing here is for users or adapter authors.
 *
 * <p>Start at {@link io.mjrouter.provider.internal.HttpProvider}, which translates; {@code
 * Transport} below it sends each request once and knows how far it got. Above stands {@code
 * io.mjrouter.provider}.
 */
@NullMarked
package io.mjrouter.provider.internal;

import org.jspecify.annotations.NullMarked;
