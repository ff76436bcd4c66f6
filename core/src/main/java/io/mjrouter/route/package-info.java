/**
 * Decides which provider to ask first, in which mode, and who is next.
 *
 * <p>Start at {@link io.mjrouter.route.RoutePlan}: pure, no I/O, no clock. {@code
 * io.mjrouter.submit} acts on the order.
 */
@NullMarked
package io.mjrouter.route;

import org.jspecify.annotations.NullMarked;
