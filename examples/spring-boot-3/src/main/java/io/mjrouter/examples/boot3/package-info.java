/**
 * The router in a Spring Boot 3 application. Start at {@link
 * io.mjrouter.examples.boot3.MidjourneyConfiguration}.
 */
@NullMarked
package io.mjrouter.examples.boot3;

import org.jspecify.annotations.NullMarked;
