/**
 * A Spring Boot application that draws. Start at {@link io.mjrouter.examples.spring.SpringApp}; the
 * hosts are in {@code application.yml}.
 */
@NullMarked
package io.mjrouter.examples.spring;

import org.jspecify.annotations.NullMarked;
