/**
 * The router as a server: any client of the MJ protocol, in whatever language, gets failover, caps
 * and instant answers by its base URL alone. Start at {@code Gateway}; what it does by default
 * stands in {@code application.yml} and {@code simulated.yml}.
 */
@NullMarked
package io.mjrouter.examples.gateway;

import org.jspecify.annotations.NullMarked;
