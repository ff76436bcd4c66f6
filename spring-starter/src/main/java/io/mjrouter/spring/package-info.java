/** The router in a Spring Boot application. */
@NullMarked
package io.mjrouter.spring;

import org.jspecify.annotations.NullMarked;
