package io.mjrouter.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

import io.mjrouter.Midjourney;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Task;
import io.mjrouter.model.TimeSource;
import io.mjrouter.testing.FakeTime;
import io.mjrouter.testing.ScriptedProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.support.GenericApplicationContext;

@Timeout(60)
class LifecycleTest {

  /** Stands for what is closed after the router, as a data source is. */
  static final class Closed implements DisposableBean {
    private final List<String> order;

    Closed(List<String> order) {
      this.order = order;
    }

    @Override
    public void destroy() {
      order.add("beans destroyed");
    }
  }

  @Test
  void close_waitsForASubmissionUnderWay_beforeBeansAreDestroyed() throws Exception {
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch sending = new CountDownLatch(1);
    CountDownLatch closing = new CountDownLatch(1);
    ScriptedProvider host =
        ScriptedProvider.named("host")
            .thenAccepts("1")
            .whileSubmitting(
                attempt -> {
                  sending.countDown();
                  await(closing);
                  order.add("accepted");
                });
    CompletableFuture<Task> submitted = new CompletableFuture<>();
    Contexts.empty()
        .withBean(ScriptedProvider.class, () -> host)
        .withBean(Closed.class, () -> new Closed(order))
        .run(
            context -> {
              Midjourney midjourney = context.getBean(Midjourney.class);
              submitted.completeAsync(() -> midjourney.submit(Imagine.of("a red fox")));
              await(sending);
              context
                  .getSourceApplicationContext(ConfigurableApplicationContext.class)
                  .addApplicationListener((ContextClosedEvent event) -> closing.countDown());
            });
    assertThat(submitted.get(30, TimeUnit.SECONDS).hostTask()).isPresent();
    assertThat(order).containsExactly("accepted", "beans destroyed");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void stopAndStart_withoutClosing_leavesTheRouterOpen() {
    Contexts.simulated()
        .run(
            context -> {
              ConfigurableApplicationContext application =
                  context.getSourceApplicationContext(ConfigurableApplicationContext.class);
              application.stop();
              application.start();
              assertThat(context.getBean(Midjourney.class).submit(Imagine.of("a red fox")))
                  .isNotNull();
            });
  }

  @Test
  void anotherContextBelow_thatIsClosed_closesNothing() {
    Contexts.simulated()
        .run(
            context -> {
              ConfigurableApplicationContext application =
                  context.getSourceApplicationContext(ConfigurableApplicationContext.class);
              try (GenericApplicationContext below = new GenericApplicationContext(application)) {
                below.refresh();
              }
              application.stop();
              application.start();
              assertThat(context.getBean(Midjourney.class).submit(Imagine.of("a red fox")))
                  .isNotNull();
            });
  }

  @Test
  void closed_takesNothing() {
    Midjourney[] kept = new Midjourney[1];
    Contexts.simulated().run(context -> kept[0] = context.getBean(Midjourney.class));
    assertThatThrownBy(() -> kept[0].submit(Imagine.of("a red fox")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void readiness_waitsForRecovery() {
    Contexts.simulated()
        .run(
            context -> {
              context.getBean("midjourneyReadiness", ApplicationRunner.class).run(null);
              assertThat(context.getBean(Midjourney.class).isRecovering()).isFalse();
            });
  }

  /** As tests of an application put one in the place of the router. */
  @Test
  void readiness_ofAMock_waitsForNothing() {
    FakeTime time = FakeTime.create();
    Contexts.simulated()
        .withBean(Midjourney.class, () -> mock(Midjourney.class))
        .withBean(TimeSource.class, () -> time)
        .run(
            context -> {
              context.getBean("midjourneyReadiness", ApplicationRunner.class).run(null);
              assertThat(time.now()).isEqualTo(FakeTime.START);
            });
  }

  @Test
  void readiness_recoveryThatFails_isNotWaitedForForEver() throws InterruptedException {
    try (Midjourney midjourney =
        Midjourney.builder()
            .provider(ScriptedProvider.named("a"))
            .store(Stores.thatCannotBeReadAtStart())
            .build()) {
      FakeTime time = FakeTime.create();
      Readiness.awaitRecovered(midjourney, time, Duration.ofSeconds(1));
      assertThat(midjourney.isRecovering()).isTrue();
      assertThat(time.now()).isEqualTo(FakeTime.START.plusSeconds(1));
    }
  }
}
