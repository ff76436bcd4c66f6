/** The one adapter behind every compatible host. Nothing here is for users or adapter authors. */
@NullMarked
package io.mjrouter.provider.internal;

import org.jspecify.annotations.NullMarked;
