package io.mjrouter.examples.quickstart.demo;

import io.mjrouter.Midjourney;
import io.mjrouter.MidjourneyBuilder;
import io.mjrouter.error.NoRouteException;
import io.mjrouter.error.OutcomeUnknownException;
import io.mjrouter.error.SubmissionRefusedException;
import io.mjrouter.error.WaitTimeoutException;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TimeSource;
import io.mjrouter.spi.Capability;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The same through the router. */
final class Routed implements Contender {

  private static final Duration LOOK_EVERY = Duration.ofSeconds(3);
  private static final Duration A_MOMENT = Duration.ofMillis(50);

  private final Midjourney midjourney;
  private final TimeSource time;

  Routed(List<DemoHost> hosts, TimeSource time) {
    MidjourneyBuilder builder = Midjourney.builder().time(time);
    hosts.forEach(host -> builder.provider(host.settings()));
    this.midjourney = builder.build();
    this.time = time;
  }

  @Override
  public Optional<String> draw(String prompt) throws InterruptedException {
    try {
      return picture(ended(midjourney.submit(Imagine.of(prompt)).id()));
    } catch (OutcomeUnknownException e) {
      return canBeFound(midjourney.get(e.taskId())) ? picture(ended(e.taskId())) : Optional.empty();
    } catch (SubmissionRefusedException | NoRouteException e) {
      return Optional.empty();
    }
  }

  /** In an application this is await(); here time goes on only while this thread sleeps. */
  private Task ended(TaskId id) throws InterruptedException {
    Task task = midjourney.get(id);
    while (!task.status().isFinal()) {
      time.sleep(LOOK_EVERY);
      task = task.hostTask().isPresent() ? midjourney.refresh(id) : searched(id);
    }
    return task;
  }

  /** The router finds by itself what was taken without a word; that takes it a moment. */
  private Task searched(TaskId id) throws InterruptedException {
    try {
      return midjourney.await(id, A_MOMENT);
    } catch (WaitTimeoutException e) {
      return midjourney.get(id);
    }
  }

  /** Whether the host shows what it took. */
  private boolean canBeFound(Task lost) {
    return midjourney.providers().stream()
        .filter(provider -> lost.attempts().stream().anyMatch(a -> isUnknownAt(a, provider.id())))
        .anyMatch(provider -> provider.info().can(Capability.RECONCILE));
  }

  private static boolean isUnknownAt(Attempt attempt, ProviderId id) {
    return attempt.state() == Attempt.State.UNKNOWN && attempt.route().provider().equals(id);
  }

  private static Optional<String> picture(Task task) {
    return task.images().stream().findFirst().map(link -> link.url().toString());
  }

  @Override
  public void close() {
    midjourney.close();
  }
}
