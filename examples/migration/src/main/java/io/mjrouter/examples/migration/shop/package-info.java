/**
 * What the shop has whoever draws its cards. {@code before} draws them by hand, {@code after} with
 * the router.
 */
@NullMarked
package io.mjrouter.examples.migration.shop;

import org.jspecify.annotations.NullMarked;
