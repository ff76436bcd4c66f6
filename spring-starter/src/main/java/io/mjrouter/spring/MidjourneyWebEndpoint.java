package io.mjrouter.spring;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.EndpointWebExtension;

/** The endpoint over HTTP: whoever asks for what is not there is told what is. */
@EndpointWebExtension(endpoint = MidjourneyEndpoint.class)
public final class MidjourneyWebEndpoint {

  private final MidjourneyEndpoint endpoint;

  MidjourneyWebEndpoint(MidjourneyEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  /** The same as {@link MidjourneyEndpoint#change}; 400 with a message for what is not there. */
  @WriteOperation
  public WebEndpointResponse<Map<String, @Nullable Object>> change(
      @Selector String name, @Selector String action) {
    try {
      return new WebEndpointResponse<>(endpoint.change(name, action));
    } catch (InvalidEndpointRequestException e) {
      return new WebEndpointResponse<>(
          Map.of("message", e.getReason()), WebEndpointResponse.STATUS_BAD_REQUEST);
    }
  }
}
