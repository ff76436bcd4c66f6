package io.mjrouter.submit;

import io.mjrouter.event.MjEvent;
import io.mjrouter.model.TaskId;
import java.util.ArrayList;
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

  private final Consumer<MjEvent> target;
  private final Map<TaskId, List<Ticket>> open = new HashMap<>();

  /** The target must not wait: it is called under a lock. */
  InOrder(Consumer<MjEvent> target) {
    this.target = target;
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
  synchronized Ticket begin(TaskId id, long order) {
    Ticket ticket = new Ticket(id, order);
    open.computeIfAbsent(id, any -> new ArrayList<>(2)).add(ticket);
    return ticket;
  }

  /** After it was stored with these events, or, with none, after it was not. */
  synchronized void end(Ticket ticket, List<MjEvent> events) {
    ticket.events = events;
    ticket.done = true;
    List<Ticket> tickets = open.getOrDefault(ticket.id, List.of());
    tickets.sort((a, b) -> Long.compare(a.order, b.order));
    long first =
        tickets.stream().filter(t -> !t.done).mapToLong(t -> t.order).min().orElse(Long.MAX_VALUE);
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
}
