package io.mjrouter;

import com.google.common.base.Throwables;
import io.mjrouter.model.TimeSource;
import io.mjrouter.spi.Problems;
import io.mjrouter.spi.ProviderSettings;
import io.mjrouter.spi.ProviderSource;
import io.mjrouter.store.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a {@link ProviderSource} at an interval, and whenever it is asked to; says once what is
 * wrong with it. What cannot be read changes nothing. Safe for use by many threads, which read one
 * after the other.
 */
final class SourceReader {

  private static final Logger LOG = LoggerFactory.getLogger(SourceReader.class);

  private final @Nullable ProviderSource source;
  private final Duration refresh;
  private final TimeSource time;
  private final ReentrantLock reading = new ReentrantLock();
  private final AtomicBoolean busy = new AtomicBoolean();
  private final Set<String> said = new HashSet<>();
  private volatile List<String> problems = List.of();
  private volatile long due;

  /** A reader; without a source there is nothing to read. */
  SourceReader(@Nullable ProviderSource source, Duration refresh, TimeSource time) {
    this.source = source;
    this.refresh = refresh;
    this.time = time;
    this.due = time.nanoTime() + refresh.toNanos();
  }

  /** Whether there is a source. */
  boolean isThere() {
    return source != null;
  }

  /** What the source gives; empty when it could not be read, or there is none. */
  Optional<List<ProviderSettings>> read() {
    if (source == null) {
      return Optional.empty();
    }
    due = time.nanoTime() + refresh.toNanos();
    Problems found = Problems.under(SourceRows.PATH);
    try {
      List<ProviderSettings> rows = List.copyOf(source.read(found));
      problems = found.lines();
      return Optional.of(rows);
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      LOG.debug("the provider source could not be read: {}", kinds(e));
      problems =
          List.of(
              SourceRows.PATH
                  + ": could not be read, what was there stays: "
                  + e.getClass().getName());
      return Optional.empty();
    }
  }

  /** Reads the source, and has the router become what it gives. */
  ProvidersChange refresh(Reconfiguration target) {
    reading.lock();
    try {
      ProvidersChange change = read().map(target::found).orElseGet(ProvidersChange::none);
      warn(target);
      return change;
    } finally {
      reading.unlock();
    }
  }

  /** What is wrong with the source and with what it gave, each beginning with its property. */
  List<String> problems(Reconfiguration target) {
    List<String> all = new ArrayList<>(problems);
    all.addAll(target.problems());
    return List.copyOf(all);
  }

  /** What went wrong, without words: a database's may hold its password. */
  private static String kinds(Throwable e) {
    return Throwables.getCausalChain(e).stream()
        .map(each -> each.getClass().getName())
        .collect(Collectors.joining(", by "));
  }

  /** Says what was not said before, and not again what is still wrong. */
  void warn(Reconfiguration target) {
    List<String> now = problems(target);
    synchronized (said) {
      now.stream().filter(line -> !said.contains(line)).forEach(line -> LOG.warn("{}", line));
      said.clear();
      said.addAll(now);
    }
  }

  /** Begins to read when it is time. */
  void tick(Reconfiguration target, Executor calls) {
    if (source == null || due - time.nanoTime() > 0 || busy.getAndSet(true)) {
      return;
    }
    Work.begin(calls, () -> run(target), () -> busy.set(false));
  }

  private void run(Reconfiguration target) {
    try {
      refresh(target);
    } catch (RuntimeException e) {
      LOG.warn("the providers could not be changed", e);
    } finally {
      busy.set(false);
    }
  }
}
