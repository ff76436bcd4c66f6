/**
 * The entry point: {@link io.mjrouter.Midjourney}, made by {@link io.mjrouter.MidjourneyBuilder}.
 *
 * <p>Top to bottom, each package uses only those below it: {@code proxy}, this one, {@code task},
 * {@code submit}, {@code route}, {@code quota}, {@code ledger}, {@code guard}, {@code store},
 * {@code metrics}, {@code event}, {@code wire}, {@code spi}, {@code error}, {@code model}.
 */
@NullMarked
package io.mjrouter;

import org.jspecify.annotations.NullMarked;
