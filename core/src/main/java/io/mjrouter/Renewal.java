package io.mjrouter;

import io.mjrouter.model.HostStatus;
import io.mjrouter.model.Task;
import io.mjrouter.submit.Roster;

/** Another look at a task that is final: its status stays, its links and buttons may be newer. */
final class Renewal {

  private Renewal() {}

  /** The task as its host shows it now; as it was, where the host does not show it. */
  static Task of(Roster roster, Task task) {
    return task.hostTask().stream()
        .flatMap(
            at ->
                roster.provider(at.provider()).stream()
                    .flatMap(provider -> provider.fetch(at.id()).value().stream())
                    .filter(seen -> seen.id().isBlank() || seen.id().equals(at.id())))
        .filter(seen -> seen.status() == HostStatus.SUCCESS)
        .map(seen -> task.toBuilder().snapshot(seen).build())
        .findFirst()
        .orElse(task);
  }
}
