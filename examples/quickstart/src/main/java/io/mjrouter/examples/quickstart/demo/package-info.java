/**
 * {@code --demo}: the same jobs through a loop as people write it by hand and through the router,
 * at hosts that go wrong. Start at {@code Demo}.
 */
@NullMarked
package io.mjrouter.examples.quickstart.demo;

import org.jspecify.annotations.NullMarked;
