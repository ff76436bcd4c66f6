package io.mjrouter.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mjrouter.model.Action;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Route;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.spi.SubmitOutcome.Acceptance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class QueueTest {

  private static final long NOW = Duration.ofHours(3).toNanos();

  private static Duration waitAt(Queue queue, long now) {
    return Duration.ofNanos(queue.waitNanos(now));
  }

  @Test
  void told_aLength_isWaitedForAndFadesAsTheWordGrowsOld() {
    Queue queue = Queue.NONE.told(OptionalInt.of(4), NOW);

    assertEquals(Duration.ofSeconds(24), waitAt(queue, NOW));
    long later = queue.waitNanos(NOW + Queue.FADES_IN);
    assertEquals(Math.exp(-1), later / 24e9, 1e-9);
  }

  @Test
  void told_noNumberOrNobody_isNoWait() {
    Queue queue = Queue.NONE.told(OptionalInt.of(4), NOW);

    assertEquals(Duration.ZERO, waitAt(Queue.NONE, NOW));
    assertEquals(Duration.ZERO, waitAt(queue.told(OptionalInt.empty(), NOW), NOW));
    assertEquals(Duration.ZERO, waitAt(queue.told(OptionalInt.of(0), NOW), NOW));
  }

  @Test
  void waited_behindOthers_teachesWhatAPlaceTakes() {
    Queue queue = Queue.NONE.waited(10, 100);

    assertEquals(30 * 0.9 + 100, queue.waited());
    assertEquals(5 * 0.9 + 10, queue.places());
    assertEquals(Duration.ofMillis(Math.round(127_000 / 14.5 * 2)), queue.wait(2));
  }

  @Test
  void waited_lessThanUsual_isNoTimeAndNotLess() {
    assertEquals(new Queue(0, 0, 27, 5.5), Queue.NONE.waited(1, -40));
  }

  @Test
  void waited_behindNobody_teachesNothing() {
    assertEquals(Queue.NONE, Queue.NONE.waited(0, 100));
  }

  @Test
  void learned_behindOthers_isPartWaitAndPartDrawing() {
    Route route = Routes.fast("comet");
    RouteState fresh = Routes.state(Routes.offer("comet", true, "fast 0.1")).route(route).get();
    DurationModel before = DurationModel.of(Mode.FAST, Action.IMAGINE);
    Duration took = before.expected(NOW).plusSeconds(200);

    RouteState learned = fresh.learned(Action.IMAGINE, took, 10, NOW);

    Queue queue = learned.queue();
    assertEquals(30 * 0.9 + 200, queue.waited(), 1e-6);
    assertEquals(
        before.finished(took.minus(queue.wait(10)), NOW).expected(NOW),
        learned.durations(Action.IMAGINE).expected(NOW));
  }

  @Test
  void accepted_placesToldByTheHost_areTheTickets() {
    Ticket ticket =
        new Ticket(
            Routes.fast("comet"), Action.IMAGINE, Optional.empty(), "t", "", NOW, Instant.EPOCH, 0);

    assertEquals(7, ticket.accepted(taken(OptionalInt.of(7))).places());
    assertEquals(0, ticket.accepted(taken(OptionalInt.of(-1))).places());
    assertEquals(0, ticket.accepted(taken(OptionalInt.empty())).places());
  }

  private static SubmitOutcome.Accepted taken(OptionalInt queue) {
    return new SubmitOutcome.Accepted(Acceptance.QUEUED, "1", List.of(), queue, "", "");
  }
}
