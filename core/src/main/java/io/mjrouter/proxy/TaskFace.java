package io.mjrouter.proxy;

import io.mjrouter.model.Action;
import io.mjrouter.model.Failure;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.SubmissionKind;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.model.TaskStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A task as a client sees it: what its host said, under our id, in our words where ours count, with
 * links to us.
 */
final class TaskFace {

  private static final TaskSnapshot NOTHING_YET =
      TaskSnapshot.builder("", HostStatus.NOT_START).build();

  private TaskFace() {}

  /**
   * Draws it.
   *
   * @param base what links to pictures begin with
   */
  static TaskSnapshot of(Task task, String base) {
    TaskSnapshot seen = task.snapshot().orElse(NOTHING_YET);
    TaskSnapshot.Builder face = seen.toBuilder();
    face.id(task.id().toString());
    face.rawStatus(status(task.status()));
    face.rawAction(action(task, seen));
    face.rawProgress(task.status().isFinal() ? "100%" : task.progress() + "%");
    face.prompt(prompt(task, seen));
    if (seen.promptEn().isEmpty()) {
      face.promptEn(task.prompt());
    }
    if (seen.description().isEmpty()) {
      face.description("Submit success");
    }
    face.state(task.state());
    face.failure(task.failure().map(TaskFace::reason).orElse(""), Failure.Fault.UNSTATED);
    face.submitted(task.created());
    if (seen.started().isEmpty()) {
      task.accepted().ifPresent(face::started);
    }
    face.finished(task.ended().orElse(null));
    if (task.kind() != SubmissionKind.UPLOAD) {
      face.images(links(task, base, ImageLinks.Shelf.IMAGE, seen.images()));
      face.videos(links(task, base, ImageLinks.Shelf.VIDEO, seen.videos()));
    }
    task.mode().ifPresent(face::effectiveMode);
    face.properties(properties(seen));
    face.extra(extra(task, seen));
    return face.build();
  }

  static String status(TaskStatus status) {
    return switch (status) {
      case PENDING -> "NOT_START";
      case QUEUED -> "SUBMITTED";
      case RUNNING -> "IN_PROGRESS";
      case NEEDS_MODAL -> "MODAL";
      case SUCCEEDED -> "SUCCESS";
      case FAILED -> "FAILURE";
    };
  }

  private static String action(Task task, TaskSnapshot seen) {
    Action action = task.action();
    return switch (action) {
      case OTHER, PICK_PROMPT -> seen.rawAction().isEmpty() ? "ACTION" : seen.rawAction();
      default -> action.name();
    };
  }

  /** A describe has no prompt of its own, and its host writes the texts there. */
  private static String prompt(Task task, TaskSnapshot seen) {
    return task.prompt().isEmpty() ? seen.prompt() : task.prompt();
  }

  /** Never blank; the names of providers are not a client's business. */
  static String reason(Failure failure) {
    FailureReason reason = failure.reason();
    return switch (reason) {
      case HOST_SAID_SO -> failure.detail().isBlank() ? reason.name() : failure.detail();
      case CANCELLED, NO_IMAGE, MISMATCHED, STALLED, TIMED_OUT, LOST_BY_HOST -> reason.name();
      case UNKNOWN_OUTCOME, ORIGIN_UNAVAILABLE -> reason.name();
      case REFUSED -> failure.isCallers() ? refusal(failure) : "no route took it";
    };
  }

  private static String refusal(Failure failure) {
    String name = failure.refusal().isEmpty() ? failure.reason().name() : failure.refusal();
    return failure.detail().isBlank() ? name : failure.detail();
  }

  private static List<MediaLink> links(
      Task task, String base, ImageLinks.Shelf shelf, List<MediaLink> seen) {
    List<MediaLink> links = new ArrayList<>(seen.size());
    for (int i = 0; i < seen.size(); i++) {
      MediaLink at = seen.get(i);
      links.add(
          ImageLinks.link(base, task, shelf, i)
              .map(url -> new MediaLink(url, at.kind(), at.expires(), Optional.empty()))
              .orElse(at));
    }
    return links;
  }

  /** The hook that a host is given is ours, and secret. */
  private static Map<String, @Nullable Object> properties(TaskSnapshot seen) {
    Map<String, @Nullable Object> properties = new LinkedHashMap<>(seen.properties());
    properties.remove("notifyHook");
    return properties;
  }

  private static Map<String, @Nullable Object> extra(Task task, TaskSnapshot seen) {
    Map<String, @Nullable Object> extra = new LinkedHashMap<>(seen.extra());
    extra.remove("notifyHook");
    if (extra.containsKey("parentId")) {
      extra.put("parentId", task.parent().map(TaskId::toString).orElse(""));
    }
    return extra;
  }
}
