package io.mjrouter.store.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mjrouter.error.StoreException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class UndisturbedTest {

  /** As where a container may have no more threads. */
  @Test
  void call_noThreadIsLeft_isAFailureOfTheStoreAndNothingWasDone() {
    AtomicInteger done = new AtomicInteger();
    Undisturbed undisturbed =
        new Undisturbed(
            work -> {
              throw new OutOfMemoryError("unable to create native thread");
            });

    assertThrows(StoreException.class, () -> undisturbed.call(done::incrementAndGet));

    assertEquals(0, done.get());
  }
}
