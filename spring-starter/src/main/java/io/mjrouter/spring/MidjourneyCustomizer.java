package io.mjrouter.spring;

import io.mjrouter.MidjourneyBuilder;

/** A bean that changes how the router is made, after everything else has been set. */
@FunctionalInterface
public interface MidjourneyCustomizer {

  void customize(MidjourneyBuilder builder);
}
