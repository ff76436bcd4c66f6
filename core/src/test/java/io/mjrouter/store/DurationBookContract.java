package io.mjrouter.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mjrouter.model.Action;
import io.mjrouter.model.Mode;
import io.mjrouter.model.ProviderId;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a store must remember of durations. */
public interface DurationBookContract extends StoreContract {

  LocalDate DAY = LocalDate.of(2026, 1, 10);

  @Test
  default void weights_ofOneDay_areSummedOverNodes() throws Exception {
    atOnce(
        rival -> {
          (rival % 2 == 0 ? store() : another())
              .durations()
              .add(DAY, List.of(count(7, 1), count(8, rival)));
          return rival;
        });

    assertEquals(
        Map.of(7, (double) RIVALS, 8, RIVALS * (RIVALS - 1) / 2.0), weights(another(), DAY));
  }

  @Test
  default void weights_ofOlderDays_areHalvedEveryThree() {
    store().durations().add(DAY.minusDays(6), List.of(count(7, 8)));
    store().durations().add(DAY.minusDays(3), List.of(count(7, 8), count(9, 2)));
    store().durations().add(DAY, List.of(count(7, 1)));

    assertEquals(Map.of(7, 7.0, 9, 1.0), weights(store(), DAY));
    assertEquals(Map.of(7, 3.5, 9, 0.5), weights(store(), DAY.plusDays(3)));
    assertEquals(Map.of(), weights(store(), DAY.plusDays(31)));
  }

  private static Map<Integer, Double> weights(TaskStore store, LocalDate today) {
    return store.durations().weights(today).stream()
        .collect(Collectors.toMap(DurationCount::bucket, DurationCount::count));
  }

  private static DurationCount count(int bucket, double count) {
    return new DurationCount(ProviderId.of("host"), Mode.FAST, Action.IMAGINE, bucket, count);
  }
}
