/** DeerAPI as a type of provider: {@link io.mjrouter.provider.deerapi.DeerApiFactory}. */
@NullMarked
package io.mjrouter.provider.deerapi;

import org.jspecify.annotations.NullMarked;
