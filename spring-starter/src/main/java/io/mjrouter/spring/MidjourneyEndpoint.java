package io.mjrouter.spring;

import io.mjrouter.Midjourney;
import io.mjrouter.model.ProviderId;
import io.mjrouter.proxy.ProviderDocs;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/** The providers as they stand, as {@code /mjr/providers} shows them; drains and readmits them. */
@Endpoint(id = "midjourney")
public final class MidjourneyEndpoint {

  private final Midjourney midjourney;

  MidjourneyEndpoint(Midjourney midjourney) {
    this.midjourney = midjourney;
  }

  @ReadOperation
  public Map<String, List<Map<String, @Nullable Object>>> providers() {
    return Map.of("providers", midjourney.providers().stream().map(ProviderDocs::of).toList());
  }

  /** One provider; null where there is none of that name. */
  @ReadOperation
  public @Nullable Map<String, @Nullable Object> provider(@Selector String name) {
    return midjourney.providers().stream()
        .filter(provider -> provider.id().name().equals(name))
        .findFirst()
        .map(ProviderDocs::of)
        .orElse(null);
  }

  /**
   * Takes a provider out, or back in; it is shown as it stands then.
   *
   * @param action {@code drain} or {@code readmit}
   */
  @WriteOperation
  public @Nullable Map<String, @Nullable Object> change(
      @Selector String name, @Selector String action) {
    if (provider(name) == null) {
      throw new InvalidEndpointRequestException(
          "no such provider", "no provider of that name (expected: one of " + names() + ")");
    }
    switch (action) {
      case "drain" -> midjourney.drain(ProviderId.of(name), true);
      case "readmit" -> midjourney.readmit(ProviderId.of(name));
      default ->
          throw new InvalidEndpointRequestException(
              "no such action", "no such action (expected: drain or readmit)");
    }
    return provider(name);
  }

  private List<String> names() {
    return midjourney.providers().stream().map(provider -> provider.id().name()).toList();
  }
}
