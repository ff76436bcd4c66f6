package io.mjrouter.model;

import static java.util.Objects.requireNonNull;

/** A provider in one of its speed modes: the thing the router chooses. */
public record Route(ProviderId provider, Mode mode) {

  public Route {
    requireNonNull(provider, "provider");
    requireNonNull(mode, "mode");
  }

  @Override
  public String toString() {
    return provider + "/" + mode.key();
  }
}
