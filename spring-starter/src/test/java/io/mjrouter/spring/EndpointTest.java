package io.mjrouter.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mjrouter.Midjourney;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class EndpointTest {

  private static ApplicationContextRunner with(ApplicationContextRunner application) {
    return application.withConfiguration(
        AutoConfigurations.of(MidjourneyActuatorAutoConfiguration.class));
  }

  private static ApplicationContextRunner exposed() {
    return with(Contexts.simulated())
        .withPropertyValues("management.endpoints.web.exposure.include=midjourney");
  }

  @Test
  void providers_areShownAsTheyStand() {
    exposed()
        .run(
            context -> {
              Map<String, List<Map<String, Object>>> shown =
                  context.getBean(MidjourneyEndpoint.class).providers();
              assertThat(shown.get("providers"))
                  .singleElement()
                  .satisfies(
                      demo ->
                          assertThat(demo)
                              .containsEntry("name", "demo")
                              .containsEntry("simulated", true)
                              .containsEntry("drained", false)
                              .containsKeys("routes", "funds", "load"));
            });
  }

  @Test
  void drainAndReadmit_changeTheProvider() {
    exposed()
        .run(
            context -> {
              MidjourneyEndpoint endpoint = context.getBean(MidjourneyEndpoint.class);
              Midjourney midjourney = context.getBean(Midjourney.class);
              assertThat(endpoint.change("demo", "drain")).containsEntry("drained", true);
              assertThat(midjourney.providers().get(0).drained()).isTrue();
              assertThat(endpoint.change("demo", "readmit")).containsEntry("drained", false);
              assertThat(midjourney.providers().get(0).drained()).isFalse();
            });
  }

  @Test
  void whatIsNotThere_isRefused() {
    exposed()
        .run(
            context -> {
              MidjourneyEndpoint endpoint = context.getBean(MidjourneyEndpoint.class);
              assertThat(endpoint.provider("nobody")).isNull();
              assertThatThrownBy(() -> endpoint.change("nobody", "drain"))
                  .isInstanceOf(InvalidEndpointRequestException.class);
              assertThatThrownBy(() -> endpoint.change("demo", "sell"))
                  .isInstanceOf(InvalidEndpointRequestException.class);
            });
  }

  @Test
  void notExposed_isNotMade() {
    with(Contexts.simulated())
        .run(context -> assertThat(context).doesNotHaveBean(MidjourneyEndpoint.class));
  }

  @Test
  void noRouter_isNotMade() {
    with(Contexts.empty())
        .withPropertyValues("management.endpoints.web.exposure.include=midjourney")
        .run(context -> assertThat(context).doesNotHaveBean(MidjourneyEndpoint.class));
  }

  @Test
  void noActuatorOnTheClassPath_doesNotDisturb() {
    exposed()
        .withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("midjourneyEndpoint"));
  }

  @Test
  void secrets_areHidden_andOtherValuesAreNot() {
    exposed()
        .run(
            context -> {
              SanitizingFunction secrets =
                  context.getBean("midjourneySecrets", SanitizingFunction.class);
              for (String secret :
                  List.of(
                      "midjourney.providers.demo.api-key",
                      "midjourney.providers.demo.apiKey",
                      "midjourney.providers.demo.balance.access-token",
                      "midjourney.providers.demo.http.headers.X-Any",
                      "midjourney.webhooks.secret",
                      "midjourney.proxy.clients.web.webhook-secret",
                      "MIDJOURNEY_PROVIDERS_DEMO_APIKEY",
                      "DEERAPI_KEY")) {
                assertThat(shown(secrets, secret)).as(secret).isEqualTo("******");
              }
              for (String other :
                  List.of("midjourney.routing.policy", "spring.application.name", "server.port")) {
                assertThat(shown(secrets, other)).as(other).isEqualTo("value");
              }
            });
  }

  @Test
  void secretsWithinOtherValues_areHidden() {
    Map<String, String> values =
        Map.of(
            "SPRING_APPLICATION_JSON",
            "{\"midjourney\":{\"providers\":{\"demo\":{\"api-key\":\"sk-1\"}}}}",
            "sun.java.command",
            "app.jar --midjourney.providers.demo.apiKey=sk-1",
            "JAVA_TOOL_OPTIONS",
            "-Xmx64m -DDEERAPI_KEY=sk-1");
    exposed()
        .run(
            context -> {
              SanitizingFunction secrets =
                  context.getBean("midjourneySecrets", SanitizingFunction.class);
              values.forEach(
                  (key, value) ->
                      assertThat(secrets.apply(new SanitizableData(null, key, value)).getValue())
                          .as(key)
                          .isEqualTo("******"));
              SanitizableData other =
                  new SanitizableData(null, "java.class.path", "/midjourney.jar");
              assertThat(secrets.apply(other).getValue()).isEqualTo("/midjourney.jar");
            });
  }

  private static Object shown(SanitizingFunction function, String key) {
    return function.apply(new SanitizableData(null, key, "value")).getValue();
  }
}
