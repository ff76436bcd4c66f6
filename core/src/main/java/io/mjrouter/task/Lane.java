package io.mjrouter.task;

import io.mjrouter.model.ProviderId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/**
 * The tasks of one provider in the order in which they are due, and how fast it may be asked. The
 * tracker guards it.
 */
final class Lane {

  private static final Comparator<Followed> ORDER =
      (a, b) -> {
        int byTime = Long.compare(a.due - b.due, 0);
        return byTime != 0 ? byTime : a.id.compareTo(b.id);
      };

  final ProviderId provider;
  boolean busy;
  volatile boolean stripsState;
  final HookTrust hooks = new HookTrust();
  private final TreeSet<Followed> queue = new TreeSet<>(ORDER);
  private final long gap;
  private long free;

  Lane(ProviderId provider, int perSecond, long now) {
    this.provider = provider;
    gap = Duration.ofSeconds(1).toNanos() / perSecond;
    free = now;
  }

  void add(Followed followed) {
    queue.add(followed);
  }

  void remove(Followed followed) {
    queue.remove(followed);
  }

  /** Whether one that waits here is put to an earlier time; not one that is being looked at. */
  boolean bringsForward(Followed followed, long due) {
    boolean sooner = followed.due - due > 0 && queue.remove(followed);
    if (sooner) {
      followed.due = due;
      queue.add(followed);
    }
    return sooner;
  }

  /** Takes the first that is due out of the queue, and others that go together with it. */
  List<Followed> takeDue(long now, int most, BiPredicate<Followed, Followed> together) {
    List<Followed> due = new ArrayList<>();
    for (Iterator<Followed> each = queue.iterator(); each.hasNext() && due.size() < most; ) {
      Followed next = each.next();
      if (next.due - now > 0) {
        break;
      }
      if (due.isEmpty() || together.test(due.get(0), next)) {
        each.remove();
        due.add(next);
      }
    }
    return due;
  }

  /** Whether a call may be made now; if so, it is made. */
  boolean mayCall(long now) {
    if (free - now > 0) {
      return false;
    }
    free = now + gap;
    return true;
  }

  /** The host asked to be left alone for a while. */
  void pause(Duration pause, long now) {
    free = Math.max(free - now, pause.toNanos()) + now;
  }

  /** When there is something to do, on the monotonic clock. */
  OptionalLong next() {
    if (busy || queue.isEmpty()) {
      return OptionalLong.empty();
    }
    long due = queue.first().due;
    return OptionalLong.of(due - free > 0 ? due : free);
  }
}
