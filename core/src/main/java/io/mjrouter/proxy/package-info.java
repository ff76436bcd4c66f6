/**
 * Speaks the MJ protocol to clients: a request in, a reply out, no server.
 *
 * <p>Start at {@link io.mjrouter.proxy.MjProxy}. It stands above everything else and asks the
 * router through {@link io.mjrouter.Midjourney}.
 */
@NullMarked
package io.mjrouter.proxy;

import org.jspecify.annotations.NullMarked;
