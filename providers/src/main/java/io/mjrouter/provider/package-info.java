/**
 * Adapters to the hosts, one package for each, on what they share in {@code internal}.
 *
 * <p>Start at {@link io.mjrouter.provider.KnownProfiles}, which says in what hosts differ, and
 * {@link io.mjrouter.provider.ProfiledProviderFactory}, which makes a provider of a profile.
 */
@NullMarked
package io.mjrouter.provider;

import org.jspecify.annotations.NullMarked;
