/** The same shop with the router. {@code docs/migration.md} tells how it came here. */
@NullMarked
package io.mjrouter.examples.migration.after;

import org.jspecify.annotations.NullMarked;
