/**
 * What tests of providers and of the router stand on: a clock that the test turns, a provider that
 * plays a script, and recorded answers of real hosts.
 *
 * <p>Shipped in the test-jar of core, for authors of adapters too.
 */
@NullMarked
package io.mjrouter.testing;

import org.jspecify.annotations.NullMarked;
