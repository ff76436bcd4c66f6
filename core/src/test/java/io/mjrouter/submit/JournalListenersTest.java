package io.mjrouter.submit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.common.base.Throwables;
import io.mjrouter.event.MjEvent;
import io.mjrouter.ledger.Ledger;
import io.mjrouter.model.Failure;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.TaskId;
import io.mjrouter.store.Claim;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.testing.FakeTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalListenersTest {

  private static final TaskId ID = TaskId.of("1000000000000001");

  private final FakeTime time = FakeTime.create();
  private final MemoryTaskStore store = new MemoryTaskStore(time);
  private final Tenure tenure = new Tenure(store.leases(), "node", Tenure.LEASE, time);
  private final Journal journal = new Journal(store, time, ZoneOffset.UTC, tenure);

  @ParameterizedTest
  @ValueSource(classes = {StackOverflowError.class, InternalError.class})
  void show_watcherMeetsAnError_everybodyElseIsShownWhatIsStored(Class<? extends Error> what)
      throws Exception {
    Error error = what.getConstructor().newInstance();
    List<String> shown = new ArrayList<>();
    journal.listen(
        event -> {
          throw error;
        });
    journal.watch(
        record -> {
          throw error;
        });
    journal.watch(record -> shown.add("watched"));
    journal.wake(record -> shown.add("woken"));
    journal.compare((before, after) -> shown.add("compared"));

    Claim claim =
        journal.claim(
            Ledger.claimed(ID, Imagine.of("a red fox"), SubmitOptions.defaults(), time.now()),
            List.of());

    assertEquals(new Claim.Made(), claim);
    assertEquals(List.of("watched", "woken", "compared"), shown);
  }

  @ParameterizedTest
  @ValueSource(classes = {StackOverflowError.class, IllegalStateException.class})
  void lost_oneWhoIsToldFails_everybodyElseIsTold(Class<? extends Throwable> what)
      throws Exception {
    Throwable failure = what.getConstructor().newInstance();
    List<TaskId> told = new ArrayList<>();
    journal.watchLost(
        id -> {
          Throwables.throwIfUnchecked(failure);
        });
    journal.watchLost(told::add);

    journal.lost(ID);

    assertEquals(List.of(ID), told);
  }

  @Test
  void tell_listenerFails_whatIsStoredIsStoredAndEachEventIsToldOnce() {
    List<String> told = new ArrayList<>();
    journal.listen(
        event -> {
          throw new IllegalStateException("planted");
        });
    journal.listen(event -> told.add(event.getClass().getSimpleName()));

    Claim claim =
        journal.claim(
            Ledger.claimed(ID, Imagine.of("a red fox"), SubmitOptions.defaults(), time.now()),
            List.of());
    Failure gone = new Failure(FailureReason.REFUSED, Failure.Fault.HOST, "");
    var unused = journal.change(ID, (record, now) -> Ledger.failed(record, gone, now));

    assertEquals(new Claim.Made(), claim);
    assertEquals(
        List.of(MjEvent.Submitted.class.getSimpleName(), MjEvent.Finished.class.getSimpleName()),
        told);
  }
}
