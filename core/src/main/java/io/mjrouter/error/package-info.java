/**
 * What the library throws. One root, {@link io.mjrouter.error.MjException}; each failure says what
 * may be done about it.
 */
@NullMarked
package io.mjrouter.error;

import org.jspecify.annotations.NullMarked;
