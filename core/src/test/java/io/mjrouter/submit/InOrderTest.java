package io.mjrouter.submit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mjrouter.event.MjEvent;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InOrderTest {

  private static final TaskId ID = TaskId.of("1000000000000001");
  private static final TaskId OTHER = TaskId.of("1000000000000002");

  private final List<Integer> told = new ArrayList<>();
  private final InOrder order = new InOrder(event -> told.add(event.task().progress()));

  @Test
  void end_lastStoredTellsFirst_waitsForTheEarlier() {
    InOrder.Ticket first = order.begin(ID, 1);
    InOrder.Ticket second = order.begin(ID, 2);
    order.end(second, events(ID, 2));
    assertEquals(List.of(), told);

    order.end(first, events(ID, 1));

    assertEquals(List.of(1, 2), told);
  }

  @Test
  void end_rivalForTheSameVersion_delaysNobody() {
    InOrder.Ticket winner = order.begin(ID, 1);
    InOrder.Ticket loser = order.begin(ID, 1);
    order.end(winner, events(ID, 1));
    assertEquals(List.of(1), told);

    order.end(loser, List.of());

    assertEquals(List.of(1), told);
  }

  @Test
  void end_earlierWasNotStored_tellsTheLater() {
    InOrder.Ticket failed = order.begin(ID, 1);
    InOrder.Ticket second = order.begin(ID, 2);
    order.end(second, events(ID, 2));
    order.end(failed, List.of());

    assertEquals(List.of(2), told);
  }

  @Test
  void end_otherTasks_delayNobody() {
    order.begin(OTHER, 1);
    order.end(order.begin(ID, 7), events(ID, 7));

    assertEquals(List.of(7), told);
  }

  private static List<MjEvent> events(TaskId id, int progress) {
    Task task =
        Task.claimed(id, Imagine.of("a red fox"), SubmitOptions.defaults(), Instant.EPOCH)
            .toBuilder()
            .progress(progress)
            .build();
    return List.of(new MjEvent.Progressed(task, Instant.EPOCH));
  }
}
