/** DataEyes as a type of provider: {@link io.mjrouter.provider.dataeyes.DataEyesFactory}. */
@NullMarked
package io.mjrouter.provider.dataeyes;

import org.jspecify.annotations.NullMarked;
