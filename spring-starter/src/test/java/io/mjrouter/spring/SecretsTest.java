package io.mjrouter.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.mjrouter.Midjourney;
import io.mjrouter.error.MjException;
import io.mjrouter.model.Imagine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;

/** F96: a secret in every input shows nowhere. */
@Timeout(180)
class SecretsTest {

  private static final String CANARY = "secret-canary0123456789abcdef";

  private static final List<String> SECRETS =
      List.of(
          "midjourney.providers.own.type=compatible",
          "midjourney.providers.own.base-url=http://127.0.0.1:9",
          "midjourney.providers.own.api-key=" + CANARY + "A",
          "midjourney.providers.own.http.headers.X-Shop=" + CANARY + "B",
          "midjourney.providers.own.balance.key=" + CANARY + "C",
          "midjourney.providers.own.balance.access-token=" + CANARY + "D",
          "midjourney.providers.own.balance.user-id=7",
          "midjourney.webhooks.base-url=https://app.example",
          "midjourney.webhooks.secret=" + CANARY + "E",
          "midjourney.proxy.enabled=true",
          "midjourney.proxy.clients.web.key=" + CANARY + "F",
          "midjourney.proxy.clients.web.webhook-secret=" + CANARY + "0123456789abcdef0123456789G");

  @Test
  void f96_application_showsNoSecretInLogsNorActuator() {
    List<String> properties = new ArrayList<>(SECRETS);
    properties.add("management.endpoints.web.exposure.include=*");
    properties.add("management.endpoints.web.exposure.exclude=heapdump,threaddump");
    properties.add("management.endpoint.env.show-values=always");
    properties.add("management.endpoint.configprops.show-values=always");
    properties.add("management.endpoint.health.show-details=always");
    try (Logs logs = Logs.captureAll();
        Server server = Server.open(List.of(Server.Application.class), properties)) {
      try {
        server.context().getBean(Midjourney.class).submit(Imagine.of("a red fox"));
      } catch (MjException e) {
        assertThat(e.toString()).doesNotContain(CANARY);
      }
      List<String> seen = new ArrayList<>();
      server
          .context()
          .getBean(PathMappedEndpoints.class)
          .getAllPaths()
          .forEach(
              path -> {
                String shown = server.get(path).body();
                assertThat(shown).as(path).doesNotContain(CANARY);
                seen.add(path);
              });
      assertThat(seen).contains("/actuator/env", "/actuator/configprops", "/actuator/midjourney");
      assertThat(server.get("/actuator/env/midjourney.providers.own.api-key").body())
          .contains("******")
          .doesNotContain(CANARY);
      assertThat(server.get("/actuator/configprops").body()).contains("midjourney", "base-url");
      MidjourneyProperties bound = server.context().getBean(MidjourneyProperties.class);
      assertThat(bound.toString()).contains("own").doesNotContain(CANARY);
      assertThat(bound.providers().get("own").http().toString()).doesNotContain(CANARY);
      assertThat(logs.text()).isNotEmpty().doesNotContain(CANARY);
    }
  }

  @Test
  void f96_failurePage_showsNoSecret() {
    List<String> broken = new ArrayList<>(SECRETS);
    broken.add("midjourney.routing.attempts=0");
    broken.add("midjourney.providers.own.weight=" + CANARY);
    broken.add("midjourney.providers.own.apikey2=" + CANARY);
    broken.add("midjourney.providers.own.balance.endpoint=" + CANARY);
    broken.add("midjourney.providers.own.http.proxy=user:" + CANARY + "@proxy:1");
    try (Logs logs = Logs.captureAll()) {
      Contexts.empty()
          .withPropertyValues(broken.toArray(String[]::new))
          .run(
              context -> {
                assertThat(Contexts.problems(context)).hasSizeGreaterThan(3);
                for (Throwable cause = context.getStartupFailure();
                    cause != null;
                    cause = cause.getCause()) {
                  assertThat(cause.toString()).doesNotContain(CANARY);
                }
                assertThat(
                        new ConfigurationFailureAnalyzer()
                            .analyze(context.getStartupFailure())
                            .getDescription())
                    .doesNotContain(CANARY);
              });
      assertThat(logs.text()).isNotEmpty().doesNotContain(CANARY);
    }
  }
}
