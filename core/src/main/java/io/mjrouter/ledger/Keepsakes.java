package io.mjrouter.ledger;

import io.mjrouter.model.Kept;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.store.TaskRecord;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** What a final task still goes through: what it made is kept, or given up, and told of. */
public final class Keepsakes {

  private Keepsakes() {}

  /** A task that is about to become final, and whose pictures are to be kept then. */
  public static Task wanted(Task task) {
    return task.toBuilder().kept(Kept.PENDING).build();
  }

  /** Whether what a final task made is yet to be kept; also what came late, in its own time. */
  public static boolean isWanted(Task task) {
    return task.kept() == Kept.PENDING || (task.kept() == Kept.NOT_ASKED && task.isLate());
  }

  /**
   * Where what a task made is kept now. Made once only.
   *
   * @param places by the host's link
   */
  public static Step kept(TaskRecord record, Map<URI, URI> places, Kept how) {
    Task task = record.task();
    if (!isWanted(task) || task.snapshot().isEmpty()) {
      return Step.none(record);
    }
    TaskSnapshot snapshot = task.snapshot().get();
    TaskSnapshot placed =
        snapshot.toBuilder()
            .images(placed(snapshot.images(), places))
            .videos(placed(snapshot.videos(), places))
            .build();
    return Step.to(record.with(task.toBuilder().snapshot(placed).kept(how).build()), List.of());
  }

  /** Every listener was told that what a task made came late. */
  public static Step lateTold(TaskRecord record) {
    return record.lateTold() || !record.task().isLate()
        ? Step.none(record)
        : Step.to(record.toBuilder().lateTold(true).build(), List.of());
  }

  private static List<MediaLink> placed(List<MediaLink> links, Map<URI, URI> places) {
    return links.stream()
        .map(link -> places.containsKey(link.url()) ? link.withKept(places.get(link.url())) : link)
        .toList();
  }
}
