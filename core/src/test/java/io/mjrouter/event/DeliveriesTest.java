package io.mjrouter.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Imagine;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeliveriesTest {

  private static final Task TASK =
      Task.claimed(
          TaskId.of("1000000000000001"),
          Imagine.of("a red fox"),
          SubmitOptions.defaults(),
          Instant.EPOCH);

  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

  /** Hears nothing before it may. */
  private final class Slow implements MjListener {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @Override
    public void onSubmitted(MjEvent.Submitted event) {
      begun.countDown();
      try {
        goOn.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void onProgressed(MjEvent.Progressed event) {
      heard.add("progressed");
    }

    @Override
    public void onFinished(MjEvent.Finished event) {
      heard.add("finished");
    }
  }

  @Test
  void accept_listenerFarBehind_leavesOutProgressFirst() throws Exception {
    Slow slow = new Slow();
    Deliveries deliveries = new Deliveries(List.of(slow), Thread::new);
    deliveries.accept(new MjEvent.Submitted(TASK, Instant.EPOCH));
    slow.begun.await();
    for (int i = 0; i < Deliveries.CAPACITY + 500; i++) {
      deliveries.accept(new MjEvent.Progressed(TASK, Instant.EPOCH));
    }
    deliveries.accept(new MjEvent.Finished(TASK, Instant.EPOCH));
    slow.goOn.countDown();
    deliveries.close();

    assertEquals(Deliveries.CAPACITY, heard.size());
    assertEquals("finished", heard.get(heard.size() - 1));
  }

  @Test
  void close_whatWaits_isStillHeard() {
    Slow slow = new Slow();
    slow.goOn.countDown();
    Deliveries deliveries = new Deliveries(List.of(slow), Thread::new);
    for (int i = 0; i < 100; i++) {
      deliveries.accept(new MjEvent.Finished(TASK, Instant.EPOCH));
    }
    deliveries.close();
    deliveries.accept(new MjEvent.Finished(TASK, Instant.EPOCH));

    assertEquals(100, heard.size());
  }

  @Test
  void accept_noListener_isNothing() {
    try (Deliveries deliveries =
        new Deliveries(
            List.of(),
            work -> {
              throw new AssertionError("a thread for nobody");
            })) {
      deliveries.accept(new MjEvent.Finished(TASK, Instant.EPOCH));
      assertTrue(heard.isEmpty());
    }
  }
}
