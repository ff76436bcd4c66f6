/** CometAPI as a type of provider: {@link io.mjrouter.provider.cometapi.CometApiFactory}. */
@NullMarked
package io.mjrouter.provider.cometapi;

import org.jspecify.annotations.NullMarked;
