package io.mjrouter;

import io.mjrouter.error.HostUnavailableException;
import io.mjrouter.error.SubmissionRefusedException;
import io.mjrouter.error.UnsupportedByHostException;
import io.mjrouter.model.HostTask;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Task;
import io.mjrouter.route.Offer;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.Reading;
import io.mjrouter.submit.Roster;
import java.util.List;
import java.util.function.Function;

/** Asks hosts what only they know; whatever they do not answer is an exception. */
final class Questions {

  private final Roster roster;

  Questions(Roster roster) {
    this.roster = roster;
  }

  /** What is asked of the host that has a task. */
  interface AboutTask<T> {
    Reading<T> ask(MjProvider provider, HostTask at);
  }

  /** What a task's host answers. */
  <T> T about(Task task, Capability capability, AboutTask<T> question) {
    HostTask at =
        task.hostTask()
            .orElseThrow(
                () ->
                    new SubmissionRefusedException(
                        task.id(), "AT_NO_HOST", "task " + task.id() + " is at no host"));
    MjProvider provider =
        roster
            .provider(at.provider())
            .orElseThrow(() -> new HostUnavailableException(at.provider(), "is not configured"));
    return answer(provider, capability, question.ask(provider, at));
  }

  /** What a host was asked for, if it answered. */
  static <T> T answer(MjProvider provider, Capability capability, Reading<T> reading) {
    return reading.<T>fold(
        Function.identity(),
        failure -> {
          throw new HostUnavailableException(
              provider.id(), failure.reason() + ": " + failure.message());
        },
        other -> {
          if (other instanceof Reading.Unsupported) {
            throw new UnsupportedByHostException(provider.id(), capability.key());
          }
          throw new HostUnavailableException(provider.id(), "does not know it");
        });
  }

  /** A provider that is configured now. */
  MjProvider provider(ProviderId id) {
    return roster.configured(id).orElseThrow(() -> notConfigured(id));
  }

  private IllegalArgumentException notConfigured(ProviderId id) {
    List<ProviderId> there = roster.offers().stream().map(Offer::provider).toList();
    return new IllegalArgumentException("provider: " + id + " (expected: one of " + there + ")");
  }
}
