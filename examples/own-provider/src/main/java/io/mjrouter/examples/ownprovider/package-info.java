/** An adapter for a host that the library does not know. */
@NullMarked
package io.mjrouter.examples.ownprovider;

import org.jspecify.annotations.NullMarked;
