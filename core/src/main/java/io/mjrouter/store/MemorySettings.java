package io.mjrouter.store;

import io.mjrouter.model.ProviderId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** What operators decided, as long as the process lives. */
final class MemorySettings implements SharedSettings {

  private final ConcurrentMap<ProviderId, Mark> marks = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, String> texts = new ConcurrentHashMap<>();

  @Override
  public Map<ProviderId, Mark> marks() {
    return Map.copyOf(marks);
  }

  @Override
  public void drain(ProviderId provider, boolean drained) {
    marks.compute(
        provider, (any, mark) -> new Mark(Optional.of(drained), known(mark).readmitted()));
  }

  @Override
  public void readmit(ProviderId provider) {
    marks.compute(
        provider, (any, mark) -> new Mark(Optional.of(false), known(mark).readmitted() + 1));
  }

  @Override
  public String common(String name, String proposed) {
    return texts.computeIfAbsent(name, any -> proposed);
  }

  private static Mark known(@Nullable Mark mark) {
    return mark == null ? Mark.NONE : mark;
  }
}
