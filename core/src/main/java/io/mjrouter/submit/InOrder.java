package io.mjrouter.submit;

import io.mjrouter.event.MjEvent;
import io.mjrouter.model.TaskId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Tells events of one task in the order in which their records were stored, though several threads
 * store and no lock is held while they do. Whoever is first to store and last to tell finds the
 * others' events waiting behind its own.
 */
final class InOrder {

  private static final int LANES = 64;

  private final Lane[] lanes = new Lane[LANES];

  /** The target must not wait: it is called under a lock that other tasks may need, too. */
  InOrder(Consumer<MjEvent> target) {
    Arrays.setAll(lanes, any -> new Lane(target));
  }

  /** An attempt to store a change. */
  static final class Ticket {
    private final TaskId id;
    private final long order;
    private List<MjEvent> events = List.of();
    private boolean done;

    private Ticket(TaskId id, long order) {
      this.id = id;
      this.order = order;
    }
  }

  /**
   * Before a change is stored.
   *
   * @param order as {@link io.mjrouter.store.TaskRecord#order} would have it
   */
  Ticket begin(TaskId id, long order) {
    return lane(id).begin(id, order);
  }

  /** After it was stored with these events, or, with none, after it was not. */
  void end(Ticket ticket, List<MjEvent> events) {
    lane(ticket.id).end(ticket, events);
  }

  private Lane lane(TaskId id) {
    return lanes[Math.floorMod(id.hashCode(), LANES)];
  }

  /** Some of the tasks, so that most others do not wait for them. */
  private static final class Lane {
    private final Consumer<MjEvent> target;
    private final Map<TaskId, List<Ticket>> open = new HashMap<>();

    private Lane(Consumer<MjEvent> target) {
      this.target = target;
    }

    private synchronized Ticket begin(TaskId id, long order) {
      Ticket ticket = new Ticket(id, order);
      open.computeIfAbsent(id, any -> new ArrayList<>(2)).add(ticket);
      return ticket;
    }

    private synchronized void end(Ticket ticket, List<MjEvent> events) {
      ticket.events = events;
      ticket.done = true;
      List<Ticket> tickets = open.getOrDefault(ticket.id, List.of());
      tickets.sort((a, b) -> Long.compare(a.order, b.order));
      long first = firstOpen(tickets);
      tickets.removeIf(
          t -> {
            boolean due = t.done && t.order <= first;
            if (due) {
              t.events.forEach(target);
            }
            return due;
          });
      if (tickets.isEmpty()) {
        open.remove(ticket.id);
      }
    }

    private static long firstOpen(List<Ticket> sorted) {
      for (Ticket ticket : sorted) {
        if (!ticket.done) {
          return ticket.order;
        }
      }
      return Long.MAX_VALUE;
    }
  }
}
