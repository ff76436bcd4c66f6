package io.mjrouter.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.Mode;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.NotSentReason;
import io.mjrouter.spi.ReadFailure;
import io.mjrouter.spi.Reading;
import io.mjrouter.spi.SubmitAttempt;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.spi.Timeouts;
import io.mjrouter.spi.UnknownReason;
import io.mjrouter.testing.BrokenProvider;
import io.mjrouter.testing.FakeTime;
import io.mjrouter.testing.ScriptedProvider;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class GuardedProviderTest {

  private static final SubmitAttempt FOX = SubmitAttempt.of(Imagine.of("a red fox"), Mode.FAST);

  private final FakeTime time = FakeTime.create();
  private final ScriptedProvider host =
      ScriptedProvider.named("host").shows(TaskSnapshot.builder("7", HostStatus.SUCCESS).build());
  private final GuardedProvider guarded =
      GuardedProvider.of(
          host, new GuardSettings(2, 2, 2, Timeouts.defaults()), time, new Random(1));

  private void fails(ReadFailure.Reason reason, int times) {
    for (int i = 0; i < times; i++) {
      host.thenReadingFails(reason);
    }
  }

  private static ReadFailure failure(Reading<?> reading) {
    return assertInstanceOf(Reading.Failed.class, reading).failure();
  }

  private static ReadFailure.Reason reason(Reading<?> reading) {
    return failure(reading).reason();
  }

  // ---- Repeating.

  @Test
  void fetch_hostFailsForAMoment_isAskedAgainWithBackoff() {
    fails(ReadFailure.Reason.HOST_TROUBLE, 2);

    assertTrue(guarded.fetch("7").value().isPresent());

    assertEquals(3, host.requests());
    assertEquals(2, time.sleeps().size());
    assertTrue(time.sleeps().get(0).compareTo(Duration.ofMillis(250)) >= 0);
    assertTrue(time.sleeps().get(1).compareTo(Duration.ofMillis(500)) >= 0);
  }

  @Test
  void fetch_hostKeepsFailing_isAskedThreeTimesAndTold() {
    fails(ReadFailure.Reason.HOST_TROUBLE, 9);

    assertEquals(ReadFailure.Reason.HOST_TROUBLE, reason(guarded.fetch("7")));
    assertEquals(3, host.requests());
  }

  @Test
  void anyRead_adapterBreaksItsContract_isAFailureThatSaysSo() {
    GuardedProvider broken =
        GuardedProvider.of(
            BrokenProvider.of(host),
            new GuardSettings(2, 2, 2, Timeouts.defaults()),
            time,
            new Random(1));
    MediaLink picture = MediaLink.of(URI.create("https://cdn.example/1.png"));

    for (int i = 0; i < 9; i++) {
      assertEquals(ReadFailure.Reason.GARBLED, reason(broken.fetch("7")));
    }
    assertEquals(ReadFailure.Reason.GARBLED, reason(broken.open(picture, 9)));
    assertEquals(
        "the adapter failed: java.lang.IllegalStateException",
        failure(broken.open(picture, 9)).message());
    assertEquals(Optional.empty(), broken.leftAloneFor(), "the host is not to blame");
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        StackOverflowError.class,
        NoClassDefFoundError.class,
        InternalError.class,
        AssertionError.class
      })
  void anyRead_adapterCannotGoOn_isAFailureThatSaysSo(Class<? extends Error> what)
      throws Exception {
    Error error = what.getConstructor().newInstance();
    GuardedProvider guard =
        guarded(
            called -> {
              if (called.equals("fetch")) {
                throw error;
              }
            });

    assertEquals("the adapter failed: " + what.getName(), failure(guard.fetch("7")).message());
  }

  /** Everybody asks, also whoever looks after all providers. */
  @Test
  void idAndInfo_adapterFailsLater_areAsTheyWereAtFirst() {
    AtomicBoolean failing = new AtomicBoolean();
    GuardedProvider guard =
        guarded(
            called -> {
              if (failing.get()) {
                throw new IllegalStateException("a bug");
              }
            });
    failing.set(true);

    assertEquals(host.info(), guard.withoutRepeats().info());
    assertEquals(host.id(), guard.id());
    assertEquals(ReadFailure.Reason.GARBLED, reason(guard.fetch("7")));
  }

  /** The host behind an adapter that fails where it is told to. */
  private GuardedProvider guarded(Consumer<String> before) {
    MjProvider adapter =
        (MjProvider)
            Proxy.newProxyInstance(
                MjProvider.class.getClassLoader(),
                new Class<?>[] {MjProvider.class},
                (proxy, called, args) -> {
                  before.accept(called.getName());
                  return called.invoke(host, args);
                });
    return GuardedProvider.of(
        adapter, new GuardSettings(2, 2, 2, Timeouts.defaults()), time, new Random(1));
  }

  @Test
  void fetch_keyIsRefused_isAskedOnce() {
    fails(ReadFailure.Reason.AUTH, 1);

    assertEquals(ReadFailure.Reason.AUTH, reason(guarded.fetch("7")));
    assertEquals(1, host.requests());
  }

  @Test
  void f21_fetch_retryAfter_isHeededWithinTheTimeout() {
    ReadFailure throttled = ReadFailure.of(ReadFailure.Reason.THROTTLED, "");
    host.thenReadingFails(throttled.withRetryAfter(Duration.ofSeconds(4)));
    assertTrue(guarded.fetch("7").value().isPresent());
    assertEquals(List.of(Duration.ofSeconds(4)), time.sleeps());

    ReadFailure long_ = throttled.withRetryAfter(Duration.ofSeconds(15));
    host.thenReadingFails(long_);
    assertSame(long_, failure(guarded.fetch("7")));
    assertEquals(1, time.sleeps().size());
  }

  @Test
  void fetch_interrupted_returnsTheLastAnswerAndStaysInterrupted() {
    fails(ReadFailure.Reason.HOST_TROUBLE, 1);
    Thread.currentThread().interrupt();
    Reading<TaskSnapshot> reading = guarded.fetch("7");

    assertTrue(Thread.interrupted());
    assertEquals(ReadFailure.Reason.HOST_TROUBLE, reason(reading));
    assertEquals(1, host.requests());
  }

  @Test
  void withoutRepeats_hostFails_isAskedOnceAndCountsForBoth() {
    GuardedProvider once = guarded.withoutRepeats();
    fails(ReadFailure.Reason.HOST_TROUBLE, ReadBreaker.FAILURES);
    for (int i = 0; i < ReadBreaker.FAILURES; i++) {
      once.fetch("7");
    }

    assertEquals(ReadBreaker.FAILURES, host.requests());
    assertEquals(List.of(), time.sleeps());
    assertEquals(ReadFailure.Reason.NOT_ASKED, reason(guarded.fetch("7")));
  }

  @Test
  void cancel_always_isAskedOnce() {
    ScriptedProvider gone = ScriptedProvider.named("gone");
    gone.close();
    GuardedProvider provider =
        GuardedProvider.of(
            gone, new GuardSettings(2, 2, 2, Timeouts.defaults()), time, new Random(1));

    assertEquals(ReadFailure.Reason.UNREACHABLE, reason(provider.cancel("7")));
    assertEquals(List.of(), time.sleeps());
    assertEquals(ReadFailure.Reason.UNREACHABLE, reason(provider.balance()));
    assertEquals(2, time.sleeps().size());
  }

  // ---- Down and back.

  @Test
  void fetch_hostIsDown_costsOneCheapRefusedCall() {
    fails(ReadFailure.Reason.UNREACHABLE, ReadBreaker.FAILURES);
    guarded.fetch("7");
    guarded.fetch("7");
    int asked = host.requests();

    ReadFailure refusal = failure(guarded.fetch("7"));

    assertEquals(ReadFailure.Reason.NOT_ASKED, refusal.reason());
    assertEquals(guarded.leftAloneFor(), refusal.retryAfter());
    assertEquals(asked, host.requests());
    time.advance(refusal.retryAfter().orElseThrow());
    assertTrue(guarded.fetch("7").value().isPresent());
    assertEquals(Optional.empty(), guarded.leftAloneFor());
  }

  @Test
  void f71_trialThrows_anotherCallMayTry() {
    fails(ReadFailure.Reason.UNREACHABLE, ReadBreaker.FAILURES);
    guarded.fetch("7");
    guarded.fetch("7");
    time.advance(guarded.leftAloneFor().orElseThrow());

    assertEquals(ReadFailure.Reason.GARBLED, reason(guarded.fetch("../7")));
    assertTrue(guarded.fetch("7").value().isPresent());
  }

  @Test
  void outage_isSaidOnceAndOnceThatItIsOver() {
    Logger logger = (Logger) LoggerFactory.getLogger(GuardedProvider.class);
    ListAppender<ILoggingEvent> lines = new ListAppender<>();
    lines.start();
    Level before = logger.getLevel();
    logger.addAppender(lines);
    logger.setLevel(Level.INFO);
    try {
      GuardedProvider plain = guarded.withoutRepeats();
      fails(ReadFailure.Reason.UNREACHABLE, ReadBreaker.FAILURES - 1);
      for (int i = 1; i < ReadBreaker.FAILURES; i++) {
        plain.fetch("7");
      }
      assertEquals(List.of(), lines.list, "not yet");

      fails(ReadFailure.Reason.UNREACHABLE, 2);
      plain.fetch("7");
      time.advance(plain.leftAloneFor().orElseThrow());
      plain.fetch("7");
      time.advance(plain.leftAloneFor().orElseThrow());
      plain.fetch("7");
      plain.fetch("7");
    } finally {
      logger.detachAppender(lines);
      logger.setLevel(before);
    }
    assertEquals(
        List.of(
            "WARN provider host: down, 5 looks in a row came to nothing; its tasks wait, and it is"
                + " asked ever more seldom",
            "INFO provider host: answers again"),
        lines.list.stream()
            .map(line -> line.getLevel() + " " + line.getFormattedMessage())
            .toList());
  }

  @Test
  void seed_hostIsDownAndTellsNoSeeds_isUnsupported() {
    host.cannot(Capability.SEED);
    GuardedProvider seedless = guarded(called -> {});
    fails(ReadFailure.Reason.UNREACHABLE, ReadBreaker.FAILURES);
    seedless.fetch("7");
    seedless.fetch("7");

    assertInstanceOf(Reading.Unsupported.class, seedless.seed("7"));
  }

  @Test
  void open_hostIsDown_picturesLieElsewhere() {
    URI link = URI.create("https://cdn.example/1.png");
    host.serves(link, new byte[] {1});
    fails(ReadFailure.Reason.UNREACHABLE, ReadBreaker.FAILURES);
    guarded.fetch("7");
    guarded.fetch("7");

    assertTrue(guarded.open(MediaLink.of(link), 10).value().isPresent());
    assertTrue(guarded.leftAloneFor().isPresent());
  }

  // ---- Submitting.

  @ParameterizedTest
  @EnumSource(UnknownReason.class)
  void submit_unknown_goesThroughOnce(UnknownReason reason) {
    host.thenFails(reason);

    assertInstanceOf(SubmitOutcome.Unknown.class, guarded.submit(FOX));
    assertEquals(1, host.submits());
    assertEquals(List.of(), time.sleeps());
  }

  @ParameterizedTest
  @EnumSource(NotSentReason.class)
  void submit_notSent_isNotSentAgain(NotSentReason reason) {
    host.thenFails(reason);

    assertInstanceOf(SubmitOutcome.NotSent.class, guarded.submit(FOX));
    assertEquals(1, host.submits());
    assertEquals(List.of(), time.sleeps());
  }

  @Test
  void submit_readsFindTheHostDown_isNoneOfItsBusiness() {
    fails(ReadFailure.Reason.UNREACHABLE, ReadBreaker.FAILURES);
    guarded.fetch("7");
    guarded.fetch("7");

    assertInstanceOf(SubmitOutcome.Accepted.class, guarded.submit(FOX));
  }

  @Test
  void f99_submit_pastTheLimit_isNotSentAtOnceAndPlacesComeBack() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    CountDownLatch underWay = new CountDownLatch(2);
    host.whileSubmitting(
        attempt -> {
          underWay.countDown();
          awaited(answer);
        });
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<SubmitOutcome> first = threads.submit(() -> guarded.submit(FOX));
      Future<SubmitOutcome> second = threads.submit(() -> guarded.submit(FOX));
      underWay.await();

      SubmitOutcome.NotSent refused =
          assertInstanceOf(SubmitOutcome.NotSent.class, guarded.submit(FOX));
      assertEquals(NotSentReason.LOCAL_LIMIT, refused.reason());
      assertEquals(2, host.submits());
      assertTrue(guarded.fetch("7").value().isPresent(), "submissions took the places of reads");

      answer.countDown();
      assertInstanceOf(SubmitOutcome.Accepted.class, first.get());
      assertInstanceOf(SubmitOutcome.Accepted.class, second.get());
    } finally {
      threads.shutdownNow();
    }
    assertInstanceOf(SubmitOutcome.Accepted.class, guarded.submit(FOX));
  }

  @Test
  void submit_adapterThrows_placeComesBack() {
    host.whileSubmitting(
        attempt -> {
          throw new IllegalStateException("scripted");
        });
    for (int i = 0; i < 5; i++) {
      assertThrows(IllegalStateException.class, () -> guarded.submit(FOX));
    }
    assertEquals(5, host.submits());
  }

  @Test
  void close_readUnderWay_isNotRepeated() {
    guarded.close();

    assertTrue(host.isClosed());
    assertEquals(ReadFailure.Reason.UNREACHABLE, reason(guarded.fetch("7")));
    assertEquals(List.of(), time.sleeps());
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
