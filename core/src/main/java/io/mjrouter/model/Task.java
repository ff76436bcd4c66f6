package io.mjrouter.model;

import static java.util.Objects.requireNonNull;

import com.google.common.base.MoreObjects;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A submission that we recorded, as it stands at one moment.
 *
 * <p>An immutable value, equal to another that says the same in everything; how the task stands
 * later is another value with the same {@link #id()}. Which host has it, and under which id, are
 * attributes of the task that may be absent or change; {@link #id()} never does.
 */
public final class Task {

  private final TaskId id;
  private final SubmissionKind kind;
  private final Action action;
  private final String prompt;
  private final @Nullable TaskId parent;
  private final String caller;
  private final @Nullable String reference;
  private final Map<String, String> tags;
  private final String state;
  private final TaskStatus status;
  private final @Nullable Failure failure;
  private final @Nullable Route route;
  private final @Nullable HostTask hostTask;
  private final List<Attempt> attempts;
  private final @Nullable Decision decision;
  private final @Nullable TaskSnapshot snapshot;
  private final Kept kept;
  private final int progress;
  private final Instant created;
  private final @Nullable Instant accepted;
  private final @Nullable Instant ended;
  private final boolean durable;

  private Task(Builder builder) {
    id = requireNonNull(builder.id, "id");
    kind = requireNonNull(builder.kind, "kind");
    action = requireNonNull(builder.action, "action");
    prompt = builder.prompt;
    parent = builder.parent;
    caller = builder.caller;
    reference = builder.reference;
    tags =
        builder.tags.isEmpty()
            ? Collections.emptyMap()
            : Collections.unmodifiableMap(new LinkedHashMap<>(builder.tags));
    state = builder.state;
    status = requireNonNull(builder.status, "status");
    failure = builder.failure;
    route = builder.route;
    hostTask = builder.hostTask;
    attempts = List.copyOf(builder.attempts);
    decision = builder.decision;
    snapshot = builder.snapshot;
    kept = requireNonNull(builder.kept, "kept");
    progress = builder.progress;
    created = requireNonNull(builder.created, "created");
    accepted = builder.accepted;
    ended = builder.ended;
    durable = builder.durable;
    if ((status == TaskStatus.FAILED) != (failure != null)) {
      throw new IllegalArgumentException("task: " + status + " with failure " + failure);
    }
  }

  /** A task just asked for: pending, tried nowhere. */
  public static Task claimed(TaskId id, Submission submission, SubmitOptions options, Instant now) {
    return builder(
            id,
            submission.kind(),
            submission.action(),
            submission.prompt(),
            submission.parent(),
            options,
            now)
        .build();
  }

  /**
   * Begins a task with what never changes about it.
   *
   * @param options whose caller, reference, tags and state it gets
   */
  public static Builder builder(
      TaskId id,
      SubmissionKind kind,
      Action action,
      String prompt,
      Optional<TaskId> parent,
      SubmitOptions options,
      Instant created) {
    Builder builder = new Builder(id, kind, action, created);
    builder.prompt = prompt;
    builder.parent = parent.orElse(null);
    builder.caller = options.caller();
    builder.reference = options.reference().orElse(null);
    builder.tags = options.tags();
    builder.state = options.state();
    return builder;
  }

  public Builder toBuilder() {
    Builder builder = new Builder(id, kind, action, created);
    builder.prompt = prompt;
    builder.parent = parent;
    builder.caller = caller;
    builder.reference = reference;
    builder.tags = tags;
    builder.state = state;
    builder.status = status;
    builder.failure = failure;
    builder.route = route;
    builder.hostTask = hostTask;
    builder.attempts = attempts;
    builder.decision = decision;
    builder.snapshot = snapshot;
    builder.kept = kept;
    builder.progress = progress;
    builder.accepted = accepted;
    builder.ended = ended;
    builder.durable = durable;
    return builder;
  }

  public TaskId id() {
    return id;
  }

  public SubmissionKind kind() {
    return kind;
  }

  public Action action() {
    return action;
  }

  /** The prompt as it was asked; empty where there is none. */
  public String prompt() {
    return prompt;
  }

  /** The task it follows up. */
  public Optional<TaskId> parent() {
    return Optional.ofNullable(parent);
  }

  /** Who asked for it; empty where callers are not told apart. */
  public String caller() {
    return caller;
  }

  /** Whether it is there for a caller: another's task is not. Without a name, every task is. */
  public boolean isFor(String asking) {
    return asking.isEmpty() || asking.equals(caller);
  }

  /** The caller's own key. */
  public Optional<String> reference() {
    return Optional.ofNullable(reference);
  }

  /** The caller's labels. */
  public Map<String, String> tags() {
    return tags;
  }

  /** The caller's text, unchanged. */
  public String state() {
    return state;
  }

  public TaskStatus status() {
    return status;
  }

  /** Why it failed; present exactly when it did. */
  public Optional<Failure> failure() {
    return Optional.ofNullable(failure);
  }

  /** The provider that has it, and the mode it was sent in. */
  public Optional<Route> route() {
    return Optional.ofNullable(route);
  }

  /** The host's name for it. */
  public Optional<HostTask> hostTask() {
    return Optional.ofNullable(hostTask);
  }

  /** Every try, oldest first. */
  public List<Attempt> attempts() {
    return attempts;
  }

  /**
   * Why it went where it went last, or nowhere; empty until a route was looked for, and where every
   * host would have refused it.
   */
  public Optional<Decision> decision() {
    return Optional.ofNullable(decision);
  }

  /** What the host said last. */
  public Optional<TaskSnapshot> snapshot() {
    return Optional.ofNullable(snapshot);
  }

  /** Whether its pictures and videos are kept beyond the life of the host's links. */
  public Kept kept() {
    return kept;
  }

  /** Per cent; never falls. */
  public int progress() {
    return progress;
  }

  public Instant created() {
    return created;
  }

  /** When a host took it. */
  public Optional<Instant> accepted() {
    return Optional.ofNullable(accepted);
  }

  /** When it became final. */
  public Optional<Instant> ended() {
    return Optional.ofNullable(ended);
  }

  /**
   * Whether the store knows what is told here. It does not yet where it was away just when a host
   * had taken the task: this process goes on to record it, and only its end before that loses it.
   */
  public boolean isDurable() {
    return durable;
  }

  /** What was spent on it so far, as far as prices are known. */
  public Money spent() {
    return attempts.stream()
        .filter(attempt -> attempt.charge().isSpent())
        .flatMap(attempt -> attempt.price().stream())
        .reduce(Money.ZERO, Money::plus);
  }

  /**
   * Whether its host finished it after we had given it up. It stays failed; its pictures are there.
   */
  public boolean isLate() {
    return failure != null
        && failure.reason().mayStillFinish()
        && snapshot != null
        && snapshot.status() == HostStatus.SUCCESS;
  }

  /** The finished pictures, best first. */
  public List<MediaLink> images() {
    return snapshot == null ? List.of() : snapshot.images();
  }

  public List<MediaLink> videos() {
    return snapshot == null ? List.of() : snapshot.videos();
  }

  /** The numbered prompts of a describe or shorten. */
  public List<String> texts() {
    return snapshot == null ? List.of() : snapshot.texts();
  }

  public List<Button> buttons() {
    return snapshot == null ? List.of() : snapshot.buttons();
  }

  /** The mode in which the host really drew it, where it shows; else the mode it was sent in. */
  public Optional<Mode> mode() {
    Optional<Mode> effective = snapshot == null ? Optional.empty() : snapshot.effectiveMode();
    return effective.or(() -> route().map(Route::mode));
  }

  /** The button that a person means by {@code U1}, {@code pan left}, a label or a customId. */
  public Optional<Button> button(String called) {
    return buttons().stream().filter(button -> button.isCalled(called)).findFirst();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Task that && parts().equals(that.parts());
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, status, progress);
  }

  private List<@Nullable Object> parts() {
    return Arrays.asList(
        id, kind, action, prompt, parent, caller, reference, tags, state, status, failure, route,
        hostTask, attempts, decision, snapshot, kept, progress, created, accepted, ended, durable);
  }

  @Override
  public String toString() {
    return MoreObjects.toStringHelper(this)
        .omitNullValues()
        .add("id", id)
        .add("action", action.key())
        .add("status", status)
        .add("failure", failure == null ? null : failure.reason())
        .add("hostTask", hostTask)
        .toString();
  }

  /** Collects a {@link Task}. Not safe for use by several threads. */
  public static final class Builder {
    private final TaskId id;
    private final SubmissionKind kind;
    private final Action action;
    private final Instant created;
    private String prompt = "";
    private @Nullable TaskId parent;
    private String caller = "";
    private @Nullable String reference;
    private Map<String, String> tags = Map.of();
    private String state = "";
    private TaskStatus status = TaskStatus.PENDING;
    private @Nullable Failure failure;
    private @Nullable Route route;
    private @Nullable HostTask hostTask;
    private List<Attempt> attempts = List.of();
    private @Nullable Decision decision;
    private @Nullable TaskSnapshot snapshot;
    private Kept kept = Kept.NOT_ASKED;
    private int progress;
    private @Nullable Instant accepted;
    private @Nullable Instant ended;
    private boolean durable = true;

    private Builder(TaskId id, SubmissionKind kind, Action action, Instant created) {
      this.id = id;
      this.kind = kind;
      this.action = action;
      this.created = created;
    }

    /** Any status but {@link TaskStatus#FAILED}, which needs a reason. */
    public Builder status(TaskStatus status) {
      this.status = status;
      return this;
    }

    public Builder failed(Failure failure) {
      this.status = TaskStatus.FAILED;
      this.failure = failure;
      return this;
    }

    public Builder route(Route route) {
      this.route = route;
      return this;
    }

    public Builder hostTask(HostTask hostTask) {
      this.hostTask = hostTask;
      return this;
    }

    /** No host has it any more. */
    public Builder atNoHost() {
      this.route = null;
      this.hostTask = null;
      return this;
    }

    public Builder attempts(List<Attempt> attempts) {
      this.attempts = attempts;
      return this;
    }

    /** Takes over the tags and the state of other options. */
    public Builder labels(SubmitOptions options) {
      this.tags = options.tags();
      this.state = options.state();
      return this;
    }

    public Builder decision(Decision decision) {
      this.decision = decision;
      return this;
    }

    public Builder snapshot(@Nullable TaskSnapshot snapshot) {
      this.snapshot = snapshot;
      return this;
    }

    public Builder kept(Kept kept) {
      this.kept = kept;
      return this;
    }

    public Builder progress(int progress) {
      this.progress = progress;
      return this;
    }

    public Builder accepted(Instant accepted) {
      this.accepted = accepted;
      return this;
    }

    public Builder ended(Instant ended) {
      this.ended = ended;
      return this;
    }

    /** Whether the store knows that a host took it. */
    public Builder durable(boolean durable) {
      this.durable = durable;
      return this;
    }

    public Task build() {
      return new Task(this);
    }
  }
}
