package io.mjrouter.examples.benchmarks.beside;

import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.TimeSource;
import io.mjrouter.provider.compatible.CompatibleFactory;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.ProviderContext;
import io.mjrouter.spi.ProviderSettings;
import io.mjrouter.spi.SubmitAttempt;
import io.mjrouter.spi.SubmitOutcome;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/**
 * A gateway without a router: each submission goes to one of the hosts in turn, by an adapter of
 * ours, and nothing is chosen, counted or remembered. What the gateway needs more is the router's.
 */
final class AdapterServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  /** As many as the load has, so that nobody waits for one. */
  private static final int CONNECTIONS = 64;

  private static final JsonMapper JSON = JsonMapper.shared();

  private final transient List<MjProvider> hosts;
  private final AtomicInteger turn = new AtomicInteger();

  /**
   * Before some hosts.
   *
   * @param addresses of which each takes its turn
   */
  AdapterServlet(String... addresses) {
    hosts = Stream.of(addresses).map(AdapterServlet::provider).toList();
  }

  private static MjProvider provider(String address) {
    return new CompatibleFactory()
        .create(
            ProviderSettings.builder("bench", "compatible")
                .baseUrl(address)
                .apiKey("sk-host")
                .concurrent(CONNECTIONS)
                .build(),
            new ProviderContext(TimeSource.system(), new SplittableRandom(1)));
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String prompt;
    try (InputStream body = request.getInputStream()) {
      prompt = JSON.readTree(body).path("prompt").asString();
    }
    MjProvider host = hosts.get(Math.floorMod(turn.getAndIncrement(), hosts.size()));
    if (host.submit(SubmitAttempt.of(Imagine.of(prompt), Mode.FAST))
        instanceof SubmitOutcome.Accepted accepted) {
      answer(response, accepted);
    } else {
      response.sendError(HttpServletResponse.SC_BAD_GATEWAY);
    }
  }

  private static void answer(HttpServletResponse response, SubmitOutcome.Accepted accepted)
      throws IOException {
    Map<String, Object> taken =
        Map.of("code", 1, "description", "Submit success", "result", accepted.hostTaskId());
    byte[] json = JSON.writeValueAsString(taken).getBytes(StandardCharsets.UTF_8);
    response.setContentType("application/json;charset=utf-8");
    response.setContentLength(json.length);
    response.getOutputStream().write(json);
  }

  @Override
  public void destroy() {
    hosts.forEach(MjProvider::close);
  }
}
