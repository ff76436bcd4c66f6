/**
 * The shop with an integration written by hand, as such integrations usually are. Nobody should
 * copy it: {@code docs/migration.md} says what is wrong with it.
 */
@NullMarked
package io.mjrouter.examples.migration.before;

import org.jspecify.annotations.NullMarked;
