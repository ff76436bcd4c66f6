/**
 * What the router does, as meters and observations of Micrometer, which is seen nowhere else. Start
 * at {@link io.mjrouter.metrics.MjMeters} and {@link io.mjrouter.metrics.MjObservations}; the
 * router knows nothing of it and tells a {@link io.mjrouter.event.MjProbe}. Above stands {@code
 * io.mjrouter.store}.
 */
@NullMarked
package io.mjrouter.metrics;

import org.jspecify.annotations.NullMarked;
