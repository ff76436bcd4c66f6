package io.mjrouter.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mjrouter.model.ProviderId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What all nodes must have in common. */
public interface SharedSettingsContract extends StoreContract {

  @Test
  default void marks_drainedAndReadmitted_areSeenByEveryNode() {
    ProviderId other = ProviderId.of("other");
    assertEquals(Map.of(), store().shared().marks());

    store().shared().readmit(other);
    another().shared().readmit(HOST);
    store().shared().readmit(HOST);
    another().shared().drain(HOST, true);

    assertEquals(
        Map.of(
            HOST, new SharedSettings.Mark(Optional.of(true), 2),
            other, new SharedSettings.Mark(Optional.of(false), 1)),
        another().shared().marks());

    another().shared().readmit(HOST);

    assertEquals(
        new SharedSettings.Mark(Optional.of(false), 3), store().shared().marks().get(HOST));

    store().shared().drain(other, false);

    assertEquals(
        new SharedSettings.Mark(Optional.of(false), 1), another().shared().marks().get(other));
  }

  @Test
  default void readmit_manyAtOnce_countsEach() throws Exception {
    atOnce(
        rival -> {
          (rival % 2 == 0 ? store() : another()).shared().readmit(HOST);
          return rival;
        });

    assertEquals(
        new SharedSettings.Mark(Optional.of(false), RIVALS), store().shared().marks().get(HOST));
  }

  @Test
  default void common_manyPropose_allGetTheSame() throws Exception {
    List<String> got =
        atOnce(
            rival -> (rival % 2 == 0 ? store() : another()).shared().common("secret", "s" + rival));

    assertEquals(1, got.stream().distinct().count(), () -> "" + got);
    assertEquals(got.get(0), another().shared().common("secret", "late"));
    assertEquals("late", store().shared().common("another", "late"));
  }
}
