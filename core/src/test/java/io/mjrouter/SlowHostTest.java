package io.mjrouter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.MediaLink;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.spi.MediaStream;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.ProviderInfo;
import io.mjrouter.spi.Reading;
import io.mjrouter.spi.SubmitAttempt;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.spi.SubmitOutcome.Acceptance;
import io.mjrouter.testing.FakeTime;
import io.mjrouter.testing.ScriptedProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A host that hangs, beside one that does not, with the threads an application has. */
@Timeout(120)
class SlowHostTest {

  private static final int HANGING = 10;

  private final FakeTime time = FakeTime.stepped();
  private final Hanging slow = new Hanging("slow");
  private final ScriptedProvider fast = ScriptedProvider.named("fast");

  /** Takes submissions, and then hangs: reads always, submissions when told to. */
  private static final class Hanging implements MjProvider {
    private final ScriptedProvider sound;
    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch reading = new CountDownLatch(1);
    private final CountDownLatch submitting = new CountDownLatch(HANGING);
    private volatile boolean hangsInSubmit;

    private Hanging(String name) {
      sound = ScriptedProvider.named(name);
    }

    @Override
    public ProviderId id() {
      return sound.id();
    }

    @Override
    public ProviderInfo info() {
      return sound.info();
    }

    @Override
    public SubmitOutcome submit(SubmitAttempt attempt) {
      if (hangsInSubmit) {
        submitting.countDown();
        Rig.await(released);
      }
      return sound.submit(attempt);
    }

    @Override
    public Reading<TaskSnapshot> fetch(String hostTaskId) {
      reading.countDown();
      Rig.await(released);
      return sound.fetch(hostTaskId);
    }

    @Override
    public Reading<List<TaskSnapshot>> fetchAll(Collection<String> hostTaskIds) {
      reading.countDown();
      Rig.await(released);
      return sound.fetchAll(hostTaskIds);
    }

    @Override
    public Reading<MediaStream> open(MediaLink link, long maxBytes) {
      return Reading.absent();
    }

    @Override
    public void close() {
      released.countDown();
    }
  }

  private static SubmitOptions at(String provider) {
    return SubmitOptions.builder().provider(ProviderId.of(provider)).build();
  }

  /** Lets the background run until a host is asked. */
  private void passUntil(CountDownLatch asked) throws InterruptedException {
    for (int i = 0; i < 60; i++) {
      time.awaitSleepers(1);
      time.advance(Duration.ofSeconds(1));
    }
    asked.await();
  }

  @Test
  void f99_oneHostHangs_theOtherSubmitsAndFinishes() throws Exception {
    CountDownLatch fastAsked = new CountDownLatch(1);
    ExecutorService callers = Executors.newFixedThreadPool(HANGING);
    try (Midjourney mj =
        Midjourney.builder()
            .provider(slow)
            .provider(fast)
            .time(time)
            .random(new Random(1))
            .build()) {
      mj.submit(Rig.FOX, at("slow"));
      passUntil(slow.reading);
      slow.hangsInSubmit = true;
      List<Future<Task>> hanging = new ArrayList<>();
      for (int i = 0; i < HANGING; i++) {
        hanging.add(callers.submit(() -> mj.submit(Rig.FOX, at("slow"))));
      }
      slow.submitting.await();

      fast.then(SubmitOutcome.Accepted.of(Acceptance.STARTED, "7"));
      fast.shows(Rig.done("7"));
      Task task = mj.submit(Rig.FOX);
      assertEquals(ProviderId.of("fast"), task.route().orElseThrow().provider());
      CompletableFuture<Task> done = mj.future(task.id());
      done.thenRun(fastAsked::countDown);
      passUntil(fastAsked);

      assertEquals(TaskStatus.SUCCEEDED, done.get().status());
      assertTrue(hanging.stream().noneMatch(Future::isDone));
      slow.close();
      Rig.all(hanging);
    } finally {
      slow.close();
      callers.shutdownNow();
    }
  }
}
