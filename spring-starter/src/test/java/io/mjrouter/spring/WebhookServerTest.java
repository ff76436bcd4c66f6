package io.mjrouter.spring;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.assertj.core.api.Assertions.assertThat;

import io.mjrouter.Midjourney;
import io.mjrouter.model.Imagine;
import io.mjrouter.testing.StubHost;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

@Timeout(120)
class WebhookServerTest {

  private static final String HOOKS = "midjourney.webhooks.base-url=https://app.example";

  @Test
  void whatAHostSends_isTaken() {
    try (StubHost host = StubHost.start()) {
      host.server().stubFor(any(anyUrl()).willReturn(okJson("{}")));
      host.server()
          .stubFor(
              post("/mj/submit/imagine")
                  .willReturn(okJson("{\"code\":1,\"description\":\"ok\",\"result\":\"77\"}")));
      List<String> properties =
          List.of(
              HOOKS,
              "midjourney.providers.own.type=compatible",
              "midjourney.providers.own.profile.compatible=midjourney-proxy",
              "midjourney.providers.own.api-key=sk-secret-canary-1",
              "midjourney.providers.own.base-url=" + host.baseUrl());
      try (Server server = Server.open(List.of(Server.Application.class), properties)) {
        server.context().getBean(Midjourney.class).submit(Imagine.of("a red fox"));
        String sent =
            host.seen().stream()
                .filter(seen -> seen.path().equals("/mj/submit/imagine"))
                .findFirst()
                .orElseThrow()
                .body();
        Matcher hook = Pattern.compile("https://app\\.example(/mjr/hooks/[^\"]+)").matcher(sent);
        assertThat(hook.find()).as(sent).isTrue();
        HttpResponse<String> answer =
            server.post(hook.group(1), "{\"id\":\"77\",\"status\":\"IN_PROGRESS\"}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(server.post(hook.group(1), "x".repeat(2 << 20)).statusCode()).isEqualTo(413);
      }
    }
  }

  @Test
  void f91_forgedAddress_isNotFound_withNoBody() {
    try (Server server = Server.simulated(HOOKS)) {
      for (String path : List.of("/mjr/hooks/forged", "/mjr/hooks/", "/mjr/hooks/a/b")) {
        HttpResponse<String> answer = server.post(path, "{}");
        assertThat(answer.statusCode()).as(path).isEqualTo(404);
        assertThat(answer.body()).as(path).isEmpty();
      }
    }
  }

  @Test
  void f92_forgedWhileItsBodyDrips_isCutOffAtOnce() throws IOException {
    try (Server server = Server.simulated(HOOKS, "server.tomcat.connection-timeout=10m")) {
      assertThat(server.sendBeginning("/mjr/hooks/forged", "Content-Length: 1000000"))
          .startsWith("HTTP/1.1 404");
    }
  }

  /** The proxy answers everything below /mjr, but not where hosts call back. */
  @ParameterizedTest
  @ValueSource(strings = {"/mjr/hooks", "/mj/own/hooks"})
  void path_belowTheProxys_isTheHostsAllTheSame(String path) {
    try (Server server =
        Server.simulated(
            HOOKS, "midjourney.webhooks.path=" + path, "midjourney.proxy.enabled=true")) {
      HttpResponse<String> answer = server.post(path + "/any", "{}");
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body()).isEmpty();
      assertThat(server.get(path + "/any").headers().firstValue("Allow")).contains("POST");
      assertThat(server.post(path + "s", "{}").body()).contains("\"code\":4");
    }
  }

  @Test
  void otherMethod_isRefused() {
    try (Server server = Server.simulated(HOOKS)) {
      HttpResponse<String> answer = server.get("/mjr/hooks/any");
      assertThat(answer.statusCode()).isEqualTo(405);
      assertThat(answer.headers().firstValue("Allow")).contains("POST");
      assertThat(answer.body()).isEmpty();
    }
  }

  @Test
  void path_isTheConfiguredOne() {
    try (Server server = Server.simulated(HOOKS, "midjourney.webhooks.path=/own/hooks")) {
      assertThat(server.get("/own/hooks/any").statusCode()).isEqualTo(405);
      assertThat(server.get("/mjr/hooks/any").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void withoutBaseUrl_nothingIsThere() {
    try (Server server = Server.simulated()) {
      assertThat(server.context().containsBean("midjourneyWebhooks")).isFalse();
      assertThat(server.get("/mjr/hooks/any").statusCode()).isEqualTo(404);
    }
  }

  // ---- Spring Security.

  /** As an application has it that knows nothing of webhooks. */
  @Configuration(proxyBeanMethods = false)
  static class Guarded {
    @Bean
    SecurityFilterChain everything(HttpSecurity http) {
      return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
          .httpBasic(Customizer.withDefaults())
          .build();
    }
  }

  /** With the rule of README. */
  @Configuration(proxyBeanMethods = false)
  static class LettingHostsIn {
    @Bean
    SecurityFilterChain everything(HttpSecurity http) {
      http.authorizeHttpRequests(requests -> requests.requestMatchers("/mjr/hooks/**").permitAll())
          .csrf(csrf -> csrf.ignoringRequestMatchers("/mjr/hooks/**"));
      return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
          .httpBasic(Customizer.withDefaults())
          .build();
    }
  }

  @Test
  void springSecurity_withTheRule_letsHostsInAndNobodyElse() {
    try (Server server = Server.secured(LettingHostsIn.class, HOOKS)) {
      assertThat(server.post("/mjr/hooks/forged", "{}").statusCode()).isEqualTo(404);
      assertThat(server.get("/anything").statusCode()).isEqualTo(401);
    }
  }

  @Test
  void springSecurity_withoutTheRule_keepsHostsOut() {
    try (Server server = Server.secured(Guarded.class, HOOKS)) {
      assertThat(server.post("/mjr/hooks/forged", "{}").statusCode()).isIn(401, 403);
    }
  }
}
