package io.mjrouter.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.error.StoreException;
import io.mjrouter.model.Action;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.Mode;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Route;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.route.DurationModel;
import io.mjrouter.store.DurationBook;
import io.mjrouter.store.DurationCount;
import io.mjrouter.testing.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HabitsTest {

  private static final Route ROUTE = new Route(ProviderId.of("host"), Mode.FAST);
  private static final TaskSnapshot BARE = TaskSnapshot.builder("1", HostStatus.SUCCESS).build();

  private final FakeTime time = FakeTime.create();
  private final Book book = new Book();
  private final Habits habits = new Habits(book, new Random(1), time);

  @Test
  void ended_hostTellsTimes_itsDurationCountsWhateverItsClockSays() {
    Instant wrong = Instant.parse("2031-01-01T00:00:00Z");
    TaskSnapshot told = BARE.toBuilder().submitted(wrong).finished(wrong.plusSeconds(20)).build();
    ended(told, 10, 30);
    habits.save();

    assertEquals(DurationModel.bucket(Duration.ofSeconds(20)), only().bucket());
  }

  @Test
  void ended_hostTellsTimesThatCannotBe_aTimeBetweenTheLooksCounts() {
    Instant at = FakeTime.START;
    for (int i = 0; i < 100; i++) {
      ended(BARE.toBuilder().submitted(at).finished(at.plusSeconds(3_000)).build(), 10, 30);
      ended(BARE.toBuilder().submitted(at).finished(at.minusSeconds(3_000)).build(), 10, 30);
      ended(BARE, 10, 30);
    }
    habits.save();

    int low = DurationModel.bucket(Duration.ofSeconds(10));
    int high = DurationModel.bucket(Duration.ofSeconds(30));
    assertTrue(book.counts.stream().allMatch(c -> c.bucket() >= low && c.bucket() <= high));
    assertEquals(300, book.counts.stream().mapToDouble(DurationCount::count).sum());
    assertTrue(book.counts.size() > 4, () -> "" + book.counts);
  }

  @Test
  void ended_unseenForLong_teachesNothing() {
    ended(BARE, 10, 3_600);
    habits.save();
    assertEquals(List.of(), book.counts);
  }

  @Test
  void saveWhenDue_onceAMinute() {
    ended(BARE, 10, 11);
    habits.saveWhenDue();
    assertEquals(List.of(), book.counts);
    time.advance(Duration.ofMinutes(1));
    habits.saveWhenDue();
    assertEquals(1, only().count());
    time.advance(Duration.ofMinutes(1));
    habits.saveWhenDue();
    assertEquals(1, book.counts.size());
  }

  @Test
  void save_storeIsDown_waitsForTheNextTime() {
    book.down = true;
    ended(BARE, 10, 11);
    habits.save();
    book.down = false;
    ended(BARE, 10, 11);
    habits.save();

    assertEquals(2, book.counts.stream().mapToDouble(DurationCount::count).sum());
  }

  @Test
  void read_countsOfANewerVersion_areLeftOut() {
    book.counts.add(count(-1));
    book.counts.add(count(1_000));
    book.counts.add(count(3));
    habits.read();

    assertTrue(habits.of(ROUTE, Action.IMAGINE).outlook(null, 0).delay(0, 10) > 1);
  }

  @Test
  void read_afterRestart_durationsAndProgressAreWhatTheyWere() {
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      double took = 40 + 20 * random.nextDouble();
      habits.ended(
          ROUTE,
          Action.IMAGINE,
          seconds(took),
          seconds(took),
          BARE,
          halfWay(took / 4),
          time.nanoTime());
    }
    habits.save();

    Habits restarted = new Habits(book, new Random(2), time);
    restarted.read();

    for (Marks marks : Arrays.asList(null, halfWay(12))) {
      double before = delay(habits, marks);
      assertEquals(before, delay(restarted, marks), 1e-9);
      assertTrue(Math.abs(before - delay(new Habits(book, random, time), marks)) > 0.1);
    }
    assertTrue(
        Math.abs(delay(restarted, null) - delay(restarted, halfWay(12))) > 0.1,
        "progress tells nothing");
  }

  @Test
  void outlook_seenInTheQueue_expectsNoEndBeforeItCanBeDrawn() {
    Random random = new Random(3);
    for (int i = 0; i < 500; i++) {
      double queued = 60 * random.nextDouble();
      double took = queued + 30;
      habits.ended(ROUTE, Action.IMAGINE, seconds(took), seconds(took), BARE, waited(queued), 0);
    }

    double told = habits.of(ROUTE, Action.IMAGINE).outlook(waited(41), 0).delay(41, 61);
    double untold = habits.of(ROUTE, Action.IMAGINE).outlook(null, 0).delay(41, 61);

    assertTrue(
        told < untold / 10, () -> told + " s for one in the queue, " + untold + " s for all");
  }

  /** Seen in the queue every five seconds for so long. */
  private static Marks waited(double seconds) {
    Marks marks = new Marks();
    for (double age = 1; age <= seconds; age += 5) {
      marks.noteQueued(age);
    }
    return marks;
  }

  private static Marks halfWay(double age) {
    Marks marks = new Marks();
    marks.note(age, 50);
    return marks;
  }

  private static double delay(Habits of, @Nullable Marks marks) {
    return of.of(ROUTE, Action.IMAGINE).outlook(marks, FakeTime.create().nanoTime()).delay(20, 55);
  }

  private static Duration seconds(double seconds) {
    return Duration.ofNanos((long) (seconds * 1e9));
  }

  private static DurationCount count(int bucket) {
    return new DurationCount(ROUTE.provider(), ROUTE.mode(), Action.IMAGINE, bucket, 50);
  }

  private void ended(TaskSnapshot seen, int low, int high) {
    habits.ended(
        ROUTE,
        Action.IMAGINE,
        Duration.ofSeconds(low),
        Duration.ofSeconds(high),
        seen,
        null,
        time.nanoTime());
  }

  private DurationCount only() {
    assertEquals(1, book.counts.size());
    return book.counts.get(0);
  }

  /** Remembers what was written. */
  private static final class Book implements DurationBook {
    private final List<DurationCount> counts = new ArrayList<>();
    private boolean down;

    @Override
    public void add(LocalDate day, List<DurationCount> more) {
      if (down) {
        throw new StoreException("down", null);
      }
      assertEquals(LocalDate.parse("2026-01-01"), day);
      counts.addAll(more);
    }

    @Override
    public List<DurationCount> weights(LocalDate today) {
      return counts;
    }
  }
}
