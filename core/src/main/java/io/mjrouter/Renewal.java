package io.mjrouter;

import io.mjrouter.model.HostStatus;
import io.mjrouter.model.HostTask;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.submit.Roster;
import io.mjrouter.submit.Sightings;
import java.util.Optional;

/** Another look at a task that is final: its status stays, its links and buttons may be newer. */
final class Renewal {

  private final Roster roster;
  private final Sightings sightings;

  /**
   * Looks through the providers of a roster.
   *
   * @param sightings is shown what they show, which is news where the task was given up
   */
  Renewal(Roster roster, Sightings sightings) {
    this.roster = roster;
    this.sightings = sightings;
  }

  /** The task as its host shows it now; as it was, where the host does not show it. */
  Task of(Task task) {
    return task.hostTask()
        .flatMap(at -> shown(task.id(), at))
        .filter(seen -> seen.status() == HostStatus.SUCCESS)
        .map(seen -> task.toBuilder().snapshot(seen).build())
        .orElse(task);
  }

  private Optional<TaskSnapshot> shown(TaskId id, HostTask at) {
    Optional<TaskSnapshot> shown =
        roster
            .provider(at.provider())
            .flatMap(provider -> provider.fetch(at.id()).value())
            .filter(seen -> seen.id().isBlank() || seen.id().equals(at.id()));
    shown.ifPresent(seen -> sightings.shown(id, at, seen));
    return shown;
  }
}
