/** A host that the library does not know: {@link io.mjrouter.examples.ownprovider.AcmeFactory}. */
@NullMarked
package io.mjrouter.examples.ownprovider;

import org.jspecify.annotations.NullMarked;
