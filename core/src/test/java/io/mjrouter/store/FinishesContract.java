package io.mjrouter.store;

import static io.mjrouter.store.StoreContract.id;
import static io.mjrouter.store.StoreContract.ids;
import static io.mjrouter.store.StoreContract.record;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mjrouter.model.Failure;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.Kept;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a store must remember of ends. */
public interface FinishesContract extends StoreContract {

  @Test
  default void since_pages_showEveryEndOnceInTheOrderOfEnds() {
    for (int i = 1; i <= 5; i++) {
      store().claim(Write.of(record(i, "r" + i)));
    }
    succeed(4);
    Failure failure = new Failure(FailureReason.STALLED, Failure.Fault.HOST, "stands still");
    change(id(2), task -> task.failed(failure).ended(NOW));
    succeed(5);

    Finishes.Page first = store().finishes().since(0, 2);
    Finishes.Page second = store().finishes().since(first.next(), 2);
    Finishes.Page end = store().finishes().since(second.next(), 2);

    assertEquals(List.of(id(4), id(2)), ids(first.records()));
    assertEquals(List.of(id(5)), ids(second.records()));
    assertEquals(new Finishes.Page(List.of(), second.next()), end);

    succeed(1);
    assertEquals(List.of(id(1)), ids(store().finishes().since(end.next(), 2).records()));
  }

  @Test
  default void since_readWhileOthersEndTasks_missesNone() throws Exception {
    int each = 20;
    for (int i = 0; i < RIVALS * each; i++) {
      store().claim(Write.of(record(i, "r" + i)));
    }
    AtomicInteger writers = new AtomicInteger(RIVALS - 1);

    List<List<TaskId>> all =
        atOnce(
            rival -> {
              if (rival > 0) {
                for (int i = 0; i < each; i++) {
                  succeed(rival % 2 == 0 ? store() : another(), rival * each + i);
                }
                writers.decrementAndGet();
                return List.of();
              }
              List<TaskId> read = new ArrayList<>();
              long cursor = 0;
              boolean last;
              do {
                last = writers.get() == 0;
                Finishes.Page page = store().finishes().since(cursor, 7);
                read.addAll(ids(page.records()));
                last &= page.next() == cursor;
                cursor = page.next();
              } while (!last);
              return read;
            });

    assertEquals((RIVALS - 1) * each, all.get(0).size());
    assertEquals((RIVALS - 1) * each, new HashSet<>(all.get(0)).size());
  }

  @Test
  default void untold_untilTold_isShownByShard() {
    for (int i = 1; i <= 3; i++) {
      store().claim(Write.of(record(i, "r" + i)));
    }
    succeed(3);
    succeed(1);

    Finishes.Page first = store().finishes().untold(Shards.every(), 0, 1);
    assertEquals(List.of(id(3), id(1)), untold(store(), Shards.every()));
    assertEquals(List.of(id(3)), ids(first.records()));
    assertEquals(
        List.of(id(1)), ids(store().finishes().untold(Shards.every(), first.next(), 1).records()));
    Shards ofTheFirst = Shards.of(Set.of(Shards.of(id(1))));
    assertEquals(List.of(id(1)), untold(store(), ofTheFirst));

    store().finishes().told(List.of(id(3), id(77)));

    assertEquals(List.of(id(1)), untold(another(), Shards.every()));
    assertEquals(List.of(id(3), id(1)), ids(store().finishes().since(0, 10).records()));
  }

  @Test
  default void write_finalTaskWhosePicturesAreKept_keepsItsPlaceAndStaysTold() {
    store().claim(Write.of(record(1, "r1")));
    store().claim(Write.of(record(2, "r2")));
    change(id(1), task -> task.status(TaskStatus.SUCCEEDED).ended(NOW).kept(Kept.PENDING));
    succeed(2);
    store().finishes().told(List.of(id(1)));

    change(id(1), task -> task.kept(Kept.KEPT));

    Finishes.Page ends = another().finishes().since(0, 10);
    assertEquals(List.of(id(1), id(2)), ids(ends.records()));
    assertEquals(Kept.KEPT, ends.records().get(0).task().kept());
    assertEquals(List.of(id(2)), untold(another(), Shards.every()));
  }

  @Test
  default void failedSince_showsWhatFailedInTheShardsSinceThen() {
    for (int i = 1; i <= 5; i++) {
      store().claim(Write.of(record(i, "r" + i)));
    }
    Failure failure = new Failure(FailureReason.STALLED, Failure.Fault.HOST, "stands still");
    Instant now = NOW;
    change(id(1), task -> task.failed(failure).ended(now.minusSeconds(3_600)));
    change(id(2), task -> task.failed(failure).ended(now));
    change(id(3), task -> task.failed(failure).ended(now));
    succeed(4);

    assertEquals(Set.of(id(2), id(3)), failedSince(Shards.every(), now.minusSeconds(60)));
    assertEquals(Set.of(id(1), id(2), id(3)), failedSince(Shards.every(), now.minusSeconds(4_000)));
    assertEquals(Set.of(id(3)), failedSince(Shards.of(Set.of(Shards.of(id(3)))), now));
    assertEquals(Set.of(), failedSince(Shards.of(Set.of()), now));
    assertEquals(
        2, another().finishes().failedSince(Shards.every(), now.minusSeconds(4_000), 2).size());
  }

  private Set<TaskId> failedSince(Shards shards, Instant since) {
    return Set.copyOf(ids(another().finishes().failedSince(shards, since, 10)));
  }

  private static List<TaskId> untold(TaskStore store, Shards shards) {
    return ids(store.finishes().untold(shards, 0, 10).records());
  }

  private void succeed(int number) {
    change(id(number), task -> task.status(TaskStatus.SUCCEEDED).ended(NOW));
  }

  private static void succeed(TaskStore store, int number) {
    TaskRecord found = store.find(id(number)).orElseThrow();
    TaskRecord ended =
        found.with(found.task().toBuilder().status(TaskStatus.SUCCEEDED).ended(NOW).build());
    store.write(Write.of(ended)).stored().orElseThrow();
  }
}
