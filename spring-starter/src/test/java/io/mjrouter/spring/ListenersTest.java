package io.mjrouter.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.mjrouter.Midjourney;
import io.mjrouter.event.MjEvent;
import io.mjrouter.event.MjListener;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.annotation.ReflectiveRuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.event.EventListener;

@Timeout(60)
class ListenersTest {

  private static Task draw(ApplicationContext context) throws InterruptedException {
    Midjourney midjourney = context.getBean(Midjourney.class);
    return midjourney.await(midjourney.submit(Imagine.of("a red fox")).id());
  }

  private static <T> T next(BlockingQueue<T> heard) throws InterruptedException {
    T event = heard.poll(30, TimeUnit.SECONDS);
    assertThat(event).as("told in time").isNotNull();
    return event;
  }

  // ---- MjListener beans.

  /** Needs the router to be made, as most listeners do. */
  static final class Pictures implements MjListener {
    private final Midjourney midjourney;
    private final BlockingQueue<byte[]> pictures = new LinkedBlockingQueue<>();

    Pictures(Midjourney midjourney) {
      this.midjourney = midjourney;
    }

    @Override
    public void onFinished(MjEvent.Finished event) {
      pictures.add(midjourney.bytes(event.task()));
    }
  }

  @Test
  void listenerBean_thatNeedsTheRouter_isTold() {
    Contexts.simulated()
        .withBean(Pictures.class)
        .run(
            context -> {
              draw(context);
              assertThat(next(context.getBean(Pictures.class).pictures)).isNotEmpty();
            });
  }

  // ---- Annotated methods.

  static class Annotated {
    final BlockingQueue<MjEvent> finished = new LinkedBlockingQueue<>();
    final BlockingQueue<MjEvent> all = new LinkedBlockingQueue<>();
    final CountDownLatch failures = new CountDownLatch(1);

    @OnMjEvent
    void finished(MjEvent.Finished event) {
      if (failures.getCount() > 0) {
        failures.countDown();
        throw new IllegalStateException("not yet");
      }
      finished.add(event);
    }

    @OnMjEvent
    void everything(MjEvent event) {
      all.add(event);
    }
  }

  @Test
  void annotatedMethod_isToldOfItsRecord_untilItReturns() {
    Contexts.simulated()
        .withBean(Annotated.class)
        .run(
            context -> {
              Task drawn = draw(context);
              Annotated bean = context.getBean(Annotated.class);
              assertThat(next(bean.finished).id()).isEqualTo(drawn.id() + "-finished");
              assertThat(bean.finished).isEmpty();
              assertThat(bean.failures.getCount()).isZero();
            });
  }

  @Test
  void annotatedMethod_thatFails_isLoggedByItsName() {
    try (Logs logs = Logs.capture()) {
      Contexts.simulated()
          .withBean("cards", Annotated.class)
          .run(
              context -> {
                draw(context);
                next(context.getBean(Annotated.class).finished);
              });
      assertThat(logs.text()).contains("listener cards.finished failed at");
    }
  }

  @Test
  void annotatedMethod_thatTakesMjEvent_isToldOfEverything() {
    Contexts.simulated()
        .withBean(Annotated.class)
        .run(
            context -> {
              draw(context);
              Annotated bean = context.getBean(Annotated.class);
              assertThat(next(bean.all)).isInstanceOf(MjEvent.Submitted.class);
              assertThat(next(bean.all)).isInstanceOf(MjEvent.AttemptEnded.class);
              assertThat(next(bean.all)).isInstanceOf(MjEvent.Accepted.class);
            });
  }

  static final class Wrong {
    @OnMjEvent
    void drawn(String event) {}
  }

  @Test
  void annotatedMethod_thatTakesSomethingElse_isNamed() {
    Contexts.simulated()
        .withBean(Wrong.class)
        .run(
            context ->
                assertThat(Contexts.problems(context))
                    .singleElement()
                    .asString()
                    .startsWith("@OnMjEvent on Wrong.drawn: "));
  }

  static class Scoped {
    final BlockingQueue<MjEvent> finished = new LinkedBlockingQueue<>();

    @OnMjEvent
    void finished(MjEvent.Finished event) {
      finished.add(event);
    }

    BlockingQueue<MjEvent> finished() {
      return finished;
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class WithScoped {
    @Bean
    @Scope(value = "singleton", proxyMode = ScopedProxyMode.TARGET_CLASS)
    Scoped scoped() {
      return new Scoped();
    }
  }

  @Test
  void annotatedMethod_behindAScopedProxy_isOneListener() {
    Contexts.simulated()
        .withUserConfiguration(WithScoped.class)
        .run(
            context -> {
              List<String> beans = new ArrayList<>();
              context.getBean(EventMethods.class).find((bean, method) -> beans.add(bean));
              assertThat(beans).containsExactly("scoped");
              Task drawn = draw(context);
              BlockingQueue<MjEvent> heard = context.getBean("scoped", Scoped.class).finished();
              assertThat(next(heard).task().id()).isEqualTo(drawn.id());
            });
  }

  interface Shown {}

  static final class Behind implements Shown {
    @OnMjEvent
    void finished(MjEvent.Finished event) {}
  }

  /** It needs the router, so that it is made after it. */
  @Configuration(proxyBeanMethods = false)
  static class WithBehind {
    @Bean
    Shown shown(Midjourney midjourney) {
      return new Behind();
    }
  }

  @Test
  void annotatedMethod_behindAnInterface_isNamed_forNobodyWouldCallIt() {
    Contexts.simulated()
        .withUserConfiguration(WithBehind.class)
        .run(
            context ->
                assertThat(Contexts.problems(context))
                    .containsExactly(
                        "@OnMjEvent on Behind.finished: bean shown is declared as Shown"
                            + " (expected: as Behind)"));
  }

  @Test
  void annotatedMethod_canBeCalledInANativeImage() {
    RuntimeHints hints = new RuntimeHints();
    new ReflectiveRuntimeHintsRegistrar().registerRuntimeHints(hints, Annotated.class);
    assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Annotated.class, "finished"))
        .accepts(hints);
  }

  // ---- Application events.

  static final class Applicational {
    final BlockingQueue<MjEvent> finished = new LinkedBlockingQueue<>();

    @EventListener
    void failing(MjEvent.Submitted event) {
      throw new IllegalStateException("disturbs nobody");
    }

    @EventListener
    void finished(MjEvent.Finished event) {
      finished.add(event);
    }
  }

  @Test
  void applicationEvent_isPublished_andAFailureDisturbsNobody() {
    Contexts.simulated()
        .withBean(Applicational.class)
        .run(
            context -> {
              Task drawn = draw(context);
              BlockingQueue<MjEvent> heard = context.getBean(Applicational.class).finished;
              assertThat(next(heard).task().id()).isEqualTo(drawn.id());
            });
  }

  // ---- Not before the application is up.

  @Test
  void gate_isClosedUntilTheApplicationIsUp() throws InterruptedException {
    ListenerGate gate = new ListenerGate();
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    Thread listener =
        new Thread(
            () -> {
              gate.pass();
              told.add("told");
            });
    listener.start();
    while (listener.isAlive() && listener.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertThat(told).isEmpty();
    gate.open();
    assertThat(next(told)).isEqualTo("told");
    listener.join();
    assertThat(List.copyOf(told)).isEmpty();
  }
}
