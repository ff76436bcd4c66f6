/**
 * What the library throws. Start at the one root, {@link io.mjrouter.error.MjException}; each
 * failure says what may be done about it. Above stands {@code io.mjrouter.spi}.
 *
 * <p>Further kinds and remedies may come with a minor release: a {@code switch} over them needs a
 * {@code default}.
 */
@NullMarked
package io.mjrouter.error;

import org.jspecify.annotations.NullMarked;
