/** Adapters to the hosts, one package for each, on what they share in {@code internal}. */
@NullMarked
package io.mjrouter.provider;

import org.jspecify.annotations.NullMarked;
