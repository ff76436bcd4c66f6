package io.mjrouter.guard;

import static java.util.Objects.requireNonNull;

import io.mjrouter.model.Balance;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.spi.MediaStream;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.ProviderInfo;
import io.mjrouter.spi.Reading;
import io.mjrouter.spi.SubmitAttempt;
import io.mjrouter.spi.SubmitOutcome;
import java.io.FilterInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * The provider of one name, whoever is configured under it now: a call goes to the one that is
 * current when it begins, and stays there. One that was replaced is closed once its last call has
 * ended, and its last picture is read.
 *
 * <p>So {@link #info()} is constant only between two replacements. Safe for use by many threads;
 * adds no waiting.
 */
public final class CurrentProvider implements MjProvider {

  private final ProviderId id;
  private final Terms terms;
  private final boolean repeats;
  private final CurrentProvider withoutRepeats;

  private CurrentProvider(ProviderId id, Terms terms) {
    this.id = id;
    this.terms = terms;
    this.repeats = true;
    this.withoutRepeats = new CurrentProvider(this);
  }

  private CurrentProvider(CurrentProvider repeating) {
    this.id = repeating.id;
    this.terms = repeating.terms;
    this.repeats = false;
    this.withoutRepeats = this;
  }

  /** The provider of a name, which is this one at first. */
  public static CurrentProvider of(GuardedProvider first) {
    return new CurrentProvider(first.id(), new Terms(first));
  }

  /**
   * Puts another in the place of the one that is current.
   *
   * @throws IllegalArgumentException when it has another name
   */
  public void become(GuardedProvider next) {
    if (!next.id().equals(id)) {
      throw new IllegalArgumentException("next: " + next.id() + " (expected: " + id + ")");
    }
    terms.begin(next);
  }

  /** The same provider for whoever comes back by a plan of their own: nothing is repeated. */
  public CurrentProvider withoutRepeats() {
    return withoutRepeats;
  }

  /** How long the host is not asked for anything free, since it is down; empty: it may be asked. */
  public Optional<Duration> leftAloneFor() {
    return terms.current().repeating.leftAloneFor();
  }

  @Override
  public ProviderId id() {
    return id;
  }

  @Override
  public ProviderInfo info() {
    return terms.current().repeating.info();
  }

  @Override
  public SubmitOutcome submit(SubmitAttempt attempt) {
    return call(provider -> provider.submit(attempt));
  }

  @Override
  public Reading<TaskSnapshot> fetch(String hostTaskId) {
    return call(provider -> provider.fetch(hostTaskId));
  }

  @Override
  public Reading<List<TaskSnapshot>> fetchAll(Collection<String> hostTaskIds) {
    return call(provider -> provider.fetchAll(hostTaskIds));
  }

  @Override
  public Reading<List<TaskSnapshot>> list() {
    return call(MjProvider::list);
  }

  @Override
  public Reading<List<TaskSnapshot>> listUntil(Instant latest) {
    return call(provider -> provider.listUntil(latest));
  }

  @Override
  public Reading<String> seed(String hostTaskId) {
    return call(provider -> provider.seed(hostTaskId));
  }

  @Override
  public Reading<Boolean> cancel(String hostTaskId) {
    return call(provider -> provider.cancel(hostTaskId));
  }

  @Override
  public Reading<Balance> balance() {
    return call(MjProvider::balance);
  }

  @Override
  public Reading<MediaStream> open(MediaLink link, long maxBytes) {
    Term term = terms.enter();
    boolean reads = false;
    try {
      Reading<MediaStream> reading = term.seen(repeats).open(link, maxBytes);
      Optional<MediaStream> stream = reading.value();
      reads = stream.isPresent();
      return stream.isEmpty() ? reading : Reading.found(counted(stream.get(), term));
    } finally {
      if (!reads) {
        terms.leave(term);
      }
    }
  }

  private MediaStream counted(MediaStream stream, Term term) {
    AtomicBoolean closed = new AtomicBoolean();
    return new MediaStream(
        stream.contentType(),
        stream.length(),
        new FilterInputStream(stream.content()) {
          @Override
          public void close() throws IOException {
            try {
              super.close();
            } finally {
              if (!closed.getAndSet(true)) {
                terms.leave(term);
              }
            }
          }
        });
  }

  /** Closes the current one, and those that were replaced and still answer somebody. */
  @Override
  public void close() {
    terms.close();
  }

  private <T> T call(Function<MjProvider, T> question) {
    Term term = terms.enter();
    try {
      return question.apply(term.seen(repeats));
    } finally {
      terms.leave(term);
    }
  }

  @Override
  public String toString() {
    return "CurrentProvider[" + terms.current().repeating + "]";
  }

  /** The time of one provider in the place. Guarded by {@link Terms}. */
  private static final class Term {
    private final GuardedProvider repeating;
    private final GuardedProvider unrepeating;
    private int calls;

    private Term(GuardedProvider provider) {
      repeating = requireNonNull(provider, "provider");
      unrepeating = provider.withoutRepeats();
    }

    private MjProvider seen(boolean repeats) {
      return repeats ? repeating : unrepeating;
    }
  }

  /** Who has the place, and who still answers. */
  private static final class Terms {
    private final Set<Term> ending = new HashSet<>();
    private volatile Term current;

    private Terms(GuardedProvider first) {
      current = new Term(first);
    }

    private Term current() {
      return current;
    }

    private synchronized Term enter() {
      current.calls++;
      return current;
    }

    private void leave(Term term) {
      boolean over;
      synchronized (this) {
        term.calls--;
        over = term.calls == 0 && ending.remove(term);
      }
      if (over) {
        term.repeating.close();
      }
    }

    private void begin(GuardedProvider next) {
      Term before;
      boolean over;
      synchronized (this) {
        before = current;
        current = new Term(next);
        over = before.calls == 0;
        if (!over) {
          ending.add(before);
        }
      }
      if (over) {
        before.repeating.close();
      }
    }

    private void close() {
      List<Term> all;
      synchronized (this) {
        all = new ArrayList<>(ending);
        all.add(current);
        ending.clear();
      }
      all.forEach(term -> term.repeating.close());
    }
  }
}
