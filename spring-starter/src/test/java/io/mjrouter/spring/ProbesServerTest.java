package io.mjrouter.spring;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import io.mjrouter.event.MjProbe;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Meters and traces of an application that serves the proxy. */
@Timeout(120)
class ProbesServerTest {

  @RegisterExtension
  static final WireMockExtension OUTSIDE =
      WireMockExtension.newInstance().options(wireMockConfig().dynamicPort()).build();

  private static final List<String> PROXY =
      List.of(
          "midjourney.providers.demo.type=simulator",
          "midjourney.providers.demo.simulator.speed=1000",
          "midjourney.tasks.poll.min=10ms",
          "midjourney.tasks.poll.max=20ms",
          "midjourney.proxy.enabled=true",
          "midjourney.proxy.private-hosts=127.0.0.1");

  /** An application with both, and a probe of its own. */
  @Configuration(proxyBeanMethods = false)
  static class Watched {

    @Bean
    TestObservationRegistry observations() {
      return TestObservationRegistry.create();
    }

    @Bean
    MeterRegistry meters() {
      return new SimpleMeterRegistry();
    }

    @Bean
    CountDownLatch delivered() {
      return new CountDownLatch(1);
    }

    @Bean
    MjProbe own(CountDownLatch delivered) {
      return new MjProbe() {
        @Override
        public void hookSent(HookSent result) {
          delivered.countDown();
        }
      };
    }
  }

  private static Server watched(String... properties) {
    List<String> all = new ArrayList<>(PROXY);
    all.addAll(List.of(properties));
    return Server.open(List.of(Server.Application.class, Watched.class), all);
  }

  @Test
  void observations_switchedOff_leaveOnlyTheRequest() {
    try (Server server = watched("management.observations.enable.mj=false")) {
      server.post("/mj/submit/imagine", "{\"prompt\":\"a red fox\"}");

      TestObservationRegistryAssert.assertThat(
              server.context().getBean(TestObservationRegistry.class))
          .hasNumberOfObservationsWithNameEqualTo("http.server.requests", 1)
          .hasNumberOfObservationsWithNameEqualTo("mj.submission", 0)
          .hasNumberOfObservationsWithNameEqualTo("mj.attempt", 0);
    }
  }

  @Test
  void submission_isAChildOfTheRequest_andItsMeterIsMadeOnce() {
    try (Server server = watched()) {
      server.post("/mj/submit/imagine", "{\"prompt\":\"a red fox\"}");

      TestObservationRegistryAssert.assertThat(
              server.context().getBean(TestObservationRegistry.class))
          .hasObservationWithNameEqualTo("mj.submission")
          .that()
          .hasBeenStopped()
          .hasParentObservationContextSatisfying(
              parent -> assertThat(parent.getName()).isEqualTo("http.server.requests"));
      MeterRegistry meters = server.context().getBean(MeterRegistry.class);
      assertThat(meters.get("mj.submit").timers()).hasSize(1);
      assertThat(meters.get("mj.submit").timer().count()).isEqualTo(1);
    }
  }

  @Test
  void hook_sent_isToldToEveryProbe() throws InterruptedException {
    OUTSIDE.stubFor(any(anyUrl()).willReturn(aResponse()));
    try (Server server = watched()) {
      server.post(
          "/mj/submit/imagine",
          "{\"prompt\":\"a red fox\",\"notifyHook\":\"" + OUTSIDE.baseUrl() + "/hook\"}");

      CountDownLatch delivered = server.context().getBean(CountDownLatch.class);
      assertThat(delivered.await(60, TimeUnit.SECONDS)).isTrue();
    }
  }
}
