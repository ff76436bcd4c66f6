package io.mjrouter.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.mjrouter.Midjourney;
import io.mjrouter.error.NoRouteException;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.ProviderId;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.store.TaskStore;
import io.mjrouter.testing.ScriptedProvider;
import javax.sql.DataSource;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

class HealthTest {

  private static ApplicationContextRunner with(ApplicationContextRunner application) {
    return application.withConfiguration(
        AutoConfigurations.of(MidjourneyHealthAutoConfiguration.class));
  }

  private static Health health(ApplicationContext context) {
    Health health =
        context.getBean("midjourneyHealthIndicator", HealthIndicator.class).health(true);
    Assertions.assertNotNull(health);
    return health;
  }

  @Test
  void simulatedHost_isUp_andSaid() {
    with(Contexts.simulated())
        .run(
            context -> {
              Health health = health(context);
              assertThat(health.getStatus()).isEqualTo(Status.UP);
              assertThat(health.getDetails())
                  .containsEntry("simulated", "SIMULATED: nothing that these draw is real: [demo]")
                  .containsEntry("store", "in memory");
              assertThat(health.getDetails().get("providers").toString())
                  .contains("demo={", "fast=open");
            });
  }

  @Test
  void badKey_isDown_withTheCause() {
    ScriptedProvider host = ScriptedProvider.named("host").thenFails(RejectReason.AUTH);
    with(Contexts.empty())
        .withBean(ScriptedProvider.class, () -> host)
        .run(
            context -> {
              Midjourney midjourney = context.getBean(Midjourney.class);
              Assertions.assertThrows(
                  NoRouteException.class, () -> midjourney.submit(Imagine.of("a red fox")));
              Health health = health(context);
              assertThat(health.getStatus()).isEqualTo(Status.DOWN);
              assertThat(health.getDetails().get("providers").toString())
                  .contains("host={", "=bad-key since 2");
              assertThat(health.getDetails()).doesNotContainKey("simulated");
            });
  }

  @Test
  void everyProviderDrained_isOutOfService() {
    with(Contexts.simulated())
        .run(
            context -> {
              context.getBean(Midjourney.class).drain(ProviderId.of("demo"), true);
              Health health = health(context);
              assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
              assertThat(health.getDetails().get("providers").toString()).contains("=drained");
            });
  }

  @Test
  void storeThatCanBeRead_isUp() {
    with(Contexts.simulated())
        .withBean(DataSource.class, Databases::inMemory)
        .withPropertyValues("midjourney.store.type=jdbc")
        .run(
            context -> {
              assertThat(health(context).getStatus()).isEqualTo(Status.UP);
              assertThat(health(context).getDetails()).containsEntry("store", "can be read");
            });
  }

  @Test
  void storeThatCannotBeRead_isDown() {
    with(Contexts.simulated())
        .withBean(TaskStore.class, Stores::thatCannotFind)
        .run(
            context -> {
              assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
              assertThat(health(context).getDetails()).containsEntry("store", "cannot be read");
            });
  }

  @Test
  void storeThatFailsInAWayOfItsOwn_isDown() {
    with(Contexts.simulated())
        .withBean(TaskStore.class, Stores::thatIsBroken)
        .run(context -> assertThat(health(context).getStatus()).isEqualTo(Status.DOWN));
  }

  @Test
  void f86_memoryInProduction_isSaid() {
    with(Contexts.simulated())
        .withPropertyValues("spring.profiles.active=prod")
        .run(
            context ->
                assertThat(health(context).getDetails().get("store").toString())
                    .contains("under profile prod", "midjourney.store.type"));
  }

  @Test
  void switchedOff_isNotThere() {
    with(Contexts.simulated())
        .withPropertyValues("management.health.midjourney.enabled=false")
        .run(context -> assertThat(context).doesNotHaveBean(HealthIndicator.class));
  }

  @Test
  void noRouter_isNotThere() {
    with(Contexts.empty())
        .run(context -> assertThat(context).doesNotHaveBean(HealthIndicator.class));
  }

  @Test
  void noHealthOnTheClassPath_doesNotDisturb() {
    with(Contexts.simulated())
        .withClassLoader(new FilteredClassLoader(HealthIndicator.class))
        .run(
            context ->
                assertThat(context).hasNotFailed().doesNotHaveBean("midjourneyHealthIndicator"));
  }
}
