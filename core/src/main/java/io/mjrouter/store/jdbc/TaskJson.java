package io.mjrouter.store.jdbc;

import io.mjrouter.model.Action;
import io.mjrouter.model.Decision;
import io.mjrouter.model.Failure;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.HostTask;
import io.mjrouter.model.Kept;
import io.mjrouter.model.Mode;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Route;
import io.mjrouter.model.SubmissionKind;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskStatus;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A task as it is stored; what it has from its options is stored there. */
record TaskJson(
    SubmissionKind kind,
    Action action,
    @Nullable String prompt,
    @Nullable Long parent,
    TaskStatus status,
    @Nullable FailureJson failure,
    @Nullable RouteJson route,
    @Nullable HostTaskJson hostTask,
    @Nullable List<AttemptJson> attempts,
    @Nullable String decision,
    @Nullable SnapshotJson snapshot,
    @Nullable Kept kept,
    int progress,
    Instant created,
    @Nullable Instant accepted,
    @Nullable Instant ended) {

  /** A failure as it is stored. */
  record FailureJson(
      FailureReason reason,
      Failure.Fault fault,
      @Nullable String detail,
      @Nullable String refusal,
      @Nullable String bannedWord) {

    static FailureJson of(Failure it) {
      return new FailureJson(
          it.reason(), it.fault(), it.detail(), it.refusal(), it.bannedWord().orElse(null));
    }

    Failure toModel() {
      return new Failure(
          reason,
          fault,
          RecordJson.text(detail),
          RecordJson.text(refusal),
          Optional.ofNullable(bannedWord));
    }
  }

  /** A route as it is stored. */
  record RouteJson(String provider, Mode mode) {}

  /** A host's name of a task as it is stored. */
  record HostTaskJson(String provider, String id) {}

  static TaskJson of(Task it) {
    return new TaskJson(
        it.kind(),
        it.action(),
        it.prompt(),
        it.parent().map(TaskId::value).orElse(null),
        it.status(),
        it.failure().map(FailureJson::of).orElse(null),
        it.route().map(r -> new RouteJson(r.provider().name(), r.mode())).orElse(null),
        it.hostTask().map(h -> new HostTaskJson(h.provider().name(), h.id())).orElse(null),
        it.attempts().stream().map(AttemptJson::of).toList(),
        it.decision().map(d -> Base64.getEncoder().encodeToString(d.packed())).orElse(null),
        it.snapshot().map(SnapshotJson::of).orElse(null),
        it.kept() == Kept.NOT_ASKED ? null : it.kept(),
        it.progress(),
        it.created(),
        it.accepted().orElse(null),
        it.ended().orElse(null));
  }

  Task toModel(TaskId id, SubmitOptions options) {
    Task.Builder task =
        Task.builder(
            id,
            kind,
            action,
            RecordJson.text(prompt),
            Optional.ofNullable(parent).map(TaskId::new),
            options,
            created);
    if (failure != null) {
      task.failed(failure.toModel());
    } else {
      task.status(status);
    }
    if (route != null) {
      task.route(new Route(ProviderId.of(route.provider()), route.mode()));
    }
    if (hostTask != null) {
      task.hostTask(new HostTask(ProviderId.of(hostTask.provider()), hostTask.id()));
    }
    if (decision != null) {
      task.decision(Decision.unpack(Base64.getDecoder().decode(decision)));
    }
    if (snapshot != null) {
      task.snapshot(snapshot.toModel());
    }
    if (accepted != null) {
      task.accepted(accepted);
    }
    if (ended != null) {
      task.ended(ended);
    }
    return task.attempts(RecordJson.list(attempts).stream().map(AttemptJson::toModel).toList())
        .kept(kept == null ? Kept.NOT_ASKED : kept)
        .progress(progress)
        .build();
  }
}
