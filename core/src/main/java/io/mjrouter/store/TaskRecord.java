package io.mjrouter.store;

import static java.util.Objects.requireNonNull;

import io.mjrouter.model.Submission;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is remembered about one task: the task as its user sees it, and what is needed to
 * go on with it. An immutable value.
 */
public final class TaskRecord {

  private static final int WAITING_BITS = 20;

  private final long version;
  private final int waiting;
  private final Task task;
  private final @Nullable Submission submission;
  private final SubmitOptions options;
  private final String digest;
  private final boolean shared;
  private final @Nullable String answer;
  private final boolean lateTold;

  private TaskRecord(Builder builder) {
    version = builder.version;
    waiting = builder.waiting;
    task = requireNonNull(builder.task, "task");
    submission = builder.submission;
    options = requireNonNull(builder.options, "options");
    digest = requireNonNull(builder.digest, "digest");
    shared = builder.shared;
    answer = builder.answer;
    lateTold = builder.lateTold;
  }

  /**
   * Begins the record of a task.
   *
   * @param digest tells equal content from other content; empty where there is no reference
   */
  public static Builder builder(Task task, SubmitOptions options, String digest) {
    return new Builder(task, options, digest);
  }

  public Builder toBuilder() {
    Builder builder = new Builder(task, options, digest);
    builder.version = version;
    builder.waiting = waiting;
    builder.submission = submission;
    builder.shared = shared;
    builder.answer = answer;
    builder.lateTold = lateTold;
    return builder;
  }

  /** Rises with each change; what {@link TaskStore#write} compares. 0 for a new task. */
  public long version() {
    return version;
  }

  /** How many changes were made of that version, and wait to be stored: {@link SparingStore}. */
  public int waiting() {
    return waiting;
  }

  /** Rises with each change of a task, whether it is stored or waits for that. */
  public long order() {
    return order(version, waiting);
  }

  static long order(long version, int waiting) {
    return version << WAITING_BITS | waiting;
  }

  public Task task() {
    return task;
  }

  public TaskId id() {
    return task.id();
  }

  /**
   * What is being asked: the submission that made the task, or the answer to its window. Empty once
   * the task is final; one with pictures by content, which are large, once a host has it.
   */
  public Optional<Submission> submission() {
    return Optional.ofNullable(submission);
  }

  /** How the task was to be done. */
  public SubmitOptions options() {
    return options;
  }

  /**
   * Tells whether another submission under the same reference asks for the same; empty where there
   * is no reference.
   */
  public String digest() {
    return digest;
  }

  /**
   * Whether the host may have answered with a task that it had already, so that what it shows as
   * state is not ours.
   */
  public boolean shared() {
    return shared;
  }

  /** The digest of the answer that was, or may have been, given to the task's window. */
  public Optional<String> answer() {
    return Optional.ofNullable(answer);
  }

  /** Whether every listener was told that its pictures came late. */
  public boolean lateTold() {
    return lateTold;
  }

  /** The same with another task. */
  public TaskRecord with(Task task) {
    return toBuilder().task(task).build();
  }

  @Override
  public String toString() {
    return task + " v" + version;
  }

  /** Collects a {@link TaskRecord}. Not safe for use by several threads. */
  public static final class Builder {
    private long version;
    private int waiting;
    private Task task;
    private @Nullable Submission submission;
    private SubmitOptions options;
    private final String digest;
    private boolean shared;
    private @Nullable String answer;
    private boolean lateTold;

    private Builder(Task task, SubmitOptions options, String digest) {
      this.task = task;
      this.options = options;
      this.digest = digest;
    }

    public Builder version(long version) {
      this.version = version;
      return this;
    }

    Builder waiting(int waiting) {
      this.waiting = waiting;
      return this;
    }

    public Builder task(Task task) {
      this.task = task;
      return this;
    }

    public Builder submission(@Nullable Submission submission) {
      this.submission = submission;
      return this;
    }

    public Builder options(SubmitOptions options) {
      this.options = options;
      return this;
    }

    public Builder shared(boolean shared) {
      this.shared = shared;
      return this;
    }

    public Builder answer(@Nullable String answer) {
      this.answer = answer;
      return this;
    }

    public Builder lateTold(boolean lateTold) {
      this.lateTold = lateTold;
      return this;
    }

    public TaskRecord build() {
      return new TaskRecord(this);
    }
  }
}
