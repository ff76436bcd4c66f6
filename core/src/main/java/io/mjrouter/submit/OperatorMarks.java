package io.mjrouter.submit;

import io.mjrouter.model.ProviderId;
import io.mjrouter.route.RouterState;
import io.mjrouter.store.SharedSettings;
import io.mjrouter.store.SharedSettings.Mark;
import io.mjrouter.store.TaskStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What operators decide of providers, here and at every other node on the store.
 *
 * <p>A mark that is read is acted on once, so that what happens here meanwhile is not undone by it;
 * one that was read before somebody decided here is not acted on at all. Safe for use by many
 * threads; may block; throws {@link io.mjrouter.error.StoreException}.
 */
final class OperatorMarks {

  private final TaskStore store;
  private final Board board;
  private final Map<ProviderId, Mark> seen = new HashMap<>();
  private final Map<ProviderId, Long> decided = new HashMap<>();
  private long decisions;
  private volatile boolean begun;

  OperatorMarks(TaskStore store, Board board) {
    this.store = store;
    this.board = board;
  }

  /** Somebody here decides whether a provider takes submissions. */
  void drain(ProviderId provider, boolean drained) {
    store.shared().drain(provider, drained);
    synchronized (this) {
      decided(provider, seen.getOrDefault(provider, Mark.NONE).readmitted());
    }
    board.change(state -> state.drained(provider, drained));
  }

  /** Somebody here says that a provider works again. */
  void readmit(ProviderId provider) {
    SharedSettings marks = store.shared();
    marks.readmit(provider);
    Mark stored = marks.marks().getOrDefault(provider, Mark.NONE);
    synchronized (this) {
      decided(provider, stored.readmitted());
    }
    board.change(state -> state.readmitted(provider));
  }

  /** Whether it is drained is read again, since another node may decide at the same time. */
  private void decided(ProviderId provider, long readmitted) {
    decided.put(provider, ++decisions);
    seen.put(provider, new Mark(Optional.empty(), readmitted));
  }

  /** Providers that were not here before: what was decided of them holds for them too. */
  synchronized void appeared(Collection<ProviderId> providers) {
    seen.keySet().removeAll(providers);
  }

  /** Acts on what is new; called by one thread at a time. */
  void read() {
    long before;
    synchronized (this) {
      before = decisions;
    }
    store.shared().marks().forEach((provider, mark) -> read(provider, mark, before));
    begun = true;
  }

  private void read(ProviderId provider, Mark mark, long before) {
    Mark last;
    synchronized (this) {
      if (isOlder(provider, before)) {
        return;
      }
      last = seen.getOrDefault(provider, Mark.NONE);
      seen.put(provider, mark);
    }
    UnaryOperator<RouterState> change = change(provider, last, mark);
    // Looked at again where it counts: whoever decides meanwhile changes the board after that.
    board.change(state -> isOlder(provider, before) ? state : change.apply(state));
  }

  /** Whether somebody decided here after so many decisions. */
  private synchronized boolean isOlder(ProviderId provider, long before) {
    return decided.getOrDefault(provider, 0L) > before;
  }

  private UnaryOperator<RouterState> change(ProviderId provider, Mark last, Mark mark) {
    boolean readmitted = begun && mark.readmitted() > last.readmitted();
    Optional<Boolean> drained =
        mark.drained().filter(now -> !last.drained().equals(mark.drained()));
    return state -> {
      RouterState next = readmitted ? state.readmitted(provider) : state;
      return drained.map(now -> next.drained(provider, now)).orElse(next);
    };
  }
}
