/** The router in a plain Java program. Start at {@code Launcher}. */
@NullMarked
package io.mjrouter.examples.quickstart;

import org.jspecify.annotations.NullMarked;
