/** Any other host of the MJ protocol: {@link io.mjrouter.provider.compatible.CompatibleFactory}. */
@NullMarked
package io.mjrouter.provider.compatible;

import org.jspecify.annotations.NullMarked;
