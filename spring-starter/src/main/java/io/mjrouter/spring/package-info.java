/**
 * The router in a Spring Boot application: {@code midjourney.*} in its configuration makes a {@link
 * io.mjrouter.Midjourney} bean. Start at {@link io.mjrouter.spring.MidjourneyProperties}.
 */
@NullMarked
package io.mjrouter.spring;

import org.jspecify.annotations.NullMarked;
