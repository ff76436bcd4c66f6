package io.mjrouter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mjrouter.testing.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class RemindersTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final FakeTime time = FakeTime.create();
  private final List<String> done = new ArrayList<>();
  private boolean refusing;
  private final Executor executor =
      work -> {
        if (refusing) {
          throw new RejectedExecutionException("no thread");
        }
        work.run();
      };
  private final Reminders reminders = new Reminders(time, executor);

  private Reminders.Reminder in(int seconds, String what) {
    return reminders.in(Duration.ofSeconds(seconds), () -> done.add(what));
  }

  private void pass(int seconds) {
    time.advance(Duration.ofSeconds(seconds));
    reminders.tick();
  }

  @Test
  void tick_someAreDue_areDoneInOrderAndOnce() {
    in(3, "later");
    in(2, "second");
    in(2, "third");
    in(1, "first");
    pass(2);
    assertEquals(List.of("first", "second", "third"), done);
    assertEquals(Duration.ofSeconds(1), reminders.rest(MINUTE));
    assertEquals(Duration.ofMillis(3), reminders.rest(Duration.ofMillis(3)));
    pass(1);
    assertEquals(List.of("first", "second", "third", "later"), done);
    assertEquals(MINUTE, reminders.rest(MINUTE));
  }

  @Test
  void cancel_isNeverDone() {
    Reminders.Reminder called = in(1, "never");
    pass(0);
    called.cancel();
    pass(1);
    assertEquals(List.of(), done);
    assertEquals(MINUTE, reminders.rest(MINUTE));
  }

  @Test
  void tick_noThreadIsLeft_isDoneWithTheNext() {
    in(1, "once");
    refusing = true;
    pass(1);
    assertEquals(List.of(), done);
    assertEquals(MINUTE, reminders.rest(MINUTE), "nobody is kept awake by it");
    refusing = false;
    reminders.tick();
    assertEquals(List.of("once"), done);
  }

  @Test
  void close_allThatWaitAndWhatComesAfterwardsAreDoneAtOnce() {
    in(5, "waiting");
    reminders.close();
    assertEquals(List.of("waiting"), done);
    in(5, "afterwards");
    assertEquals(List.of("waiting", "afterwards"), done);
  }
}
