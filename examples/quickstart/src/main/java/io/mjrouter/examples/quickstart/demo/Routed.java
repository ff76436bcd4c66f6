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
import io.mjrouter.task.PollSettings;
import io.mjrouter.task.TaskSettings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The same through the router. */
final class Routed implements Contender {

  private static final Duration LOOK_EVERY = Duration.ofSeconds(3);
  private static final Duration USUALLY_DRAWN = Duration.ofMinutes(5);
  private static final Duration SEARCH = Duration.ofSeconds(10);

  private final Midjourney midjourney;
  private final TimeSource time;

  Routed(List<DemoHost> hosts, TimeSource time) {
    MidjourneyBuilder builder = Midjourney.builder().time(time).tasks(tasks());
    hosts.forEach(host -> builder.provider(host.settings()));
    this.midjourney = builder.build();
    this.time = time;
  }

  /** The hosts live in this program: looking often costs nobody anything. */
  private static TaskSettings tasks() {
    return TaskSettings.defaults()
        .withPoll(
            PollSettings.defaults()
                .withMin(Duration.ofMillis(20))
                .withMax(Duration.ofMillis(20))
                .withPerSecond(100));
  }

  @Override
  public Optional<String> draw(String prompt) throws InterruptedException {
    try {
      return picture(drawn(midjourney.submit(Imagine.of(prompt))));
    } catch (OutcomeUnknownException e) {
      return found(e.taskId()).flatMap(Routed::picture);
    } catch (SubmissionRefusedException | NoRouteException e) {
      return Optional.empty();
    }
  }

  /** In an application this is await(); here time goes on only while this thread sleeps. */
  private Task drawn(Task task) throws InterruptedException {
    Task now = task;
    while (!now.status().isFinal()) {
      time.sleep(LOOK_EVERY);
      now = midjourney.refresh(now.id());
    }
    return now;
  }

  /** Where a host shows its tasks, the router finds by itself what was taken without a word. */
  private Optional<Task> found(TaskId id) throws InterruptedException {
    if (!canBeFound(midjourney.get(id))) {
      return Optional.empty();
    }
    time.sleep(USUALLY_DRAWN);
    try {
      return Optional.of(midjourney.await(id, SEARCH));
    } catch (WaitTimeoutException e) {
      return Optional.empty();
    }
  }

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
