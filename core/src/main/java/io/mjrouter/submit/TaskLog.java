package io.mjrouter.submit;

import io.mjrouter.event.MjEvent;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.Decision;
import io.mjrouter.model.Failure;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.Submission;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * One line for each submit and one for each end of a task; prompts at DEBUG only. A task that ends
 * on the thread that submits it has its submit line first.
 */
public final class TaskLog {

  private static final Logger LOG = LoggerFactory.getLogger("io.mjrouter.tasks");

  private static final String KEY = "mjTask";

  private static final ThreadLocal<@Nullable Submit> UNDER_WAY = new ThreadLocal<>();

  private TaskLog() {}

  /** From here on, lines of this thread carry the task's id in their context. */
  public static void mark(TaskId id) {
    MDC.put(KEY, id.toString());
  }

  /** From here on they do not. */
  public static void unmark() {
    MDC.remove(KEY);
  }

  /** What a thread submits, and the end of that where it has come already. */
  private static final class Submit {
    private final TaskId id;
    private @Nullable MjEvent end;

    Submit(TaskId id) {
      this.id = id;
    }
  }

  /** From here to {@link #answered} this thread submits a task, with its id in the context. */
  static void asked(TaskId id, Submission submission) {
    mark(id);
    UNDER_WAY.set(new Submit(id));
    LOG.debug("task={} prompt={}", id, submission.prompt());
  }

  /** Whoever submitted has been answered, with a submit line or without. */
  static void answered() {
    Submit submit = UNDER_WAY.get();
    UNDER_WAY.remove();
    if (submit != null && submit.end != null) {
      ended(submit.end);
    }
    unmark();
  }

  /** A submission was answered: taken, refused or unknown. */
  static void submitted(Task task, Duration took) {
    if (!LOG.isInfoEnabled()) {
      return;
    }
    List<Attempt> attempts = task.attempts();
    Optional<Attempt> last = attempts.stream().reduce((a, b) -> b);
    LOG.info(
        "submit task={} client={} provider={} mode={} action={} outcome={} price={} ms={} attempts={}{}",
        task.id(),
        client(task),
        last.map(a -> a.route().provider().name()).orElse("-"),
        last.map(a -> a.route().mode().key()).orElse("-"),
        task.action().key(),
        last.map(TaskLog::outcome).orElseGet(() -> unasked(task)),
        last.flatMap(Attempt::price).map(Money::toString).orElse("unknown"),
        took.toMillis(),
        attempts.size(),
        before(attempts));
  }

  /** What the attempts before the last one came to, where they were not taken. */
  private static String before(List<Attempt> attempts) {
    String refused =
        attempts.stream()
            .limit(Math.max(0, attempts.size() - 1))
            .filter(attempt -> attempt.state() != Attempt.State.ACCEPTED)
            .map(attempt -> attempt.route() + ":" + outcome(attempt))
            .collect(Collectors.joining(","));
    return refused.isEmpty() ? "" : " after=" + refused;
  }

  private static String client(Task task) {
    return task.caller().isEmpty() ? "-" : task.caller();
  }

  private static String outcome(Attempt attempt) {
    return attempt.reason().isEmpty()
        ? attempt.state().name()
        : attempt.state() + ":" + attempt.reason();
  }

  /** Why no host was asked. */
  private static String unasked(Task task) {
    String refusal = task.failure().map(Failure::refusal).orElse("");
    return refusal.isEmpty()
        ? "NO_ROUTE" + task.decision().map(TaskLog::reasons).orElse("")
        : "REFUSED:" + refusal;
  }

  private static String reasons(Decision decision) {
    String reasons =
        decision.entries().stream()
            .map(entry -> entry.reason().isAdmitted() ? "NOT_REACHED" : entry.reason().name())
            .distinct()
            .collect(Collectors.joining(","));
    return reasons.isEmpty() ? "" : ":" + reasons;
  }

  /** A task became final; anything else that happened is no line. */
  static void ended(MjEvent event) {
    if (!(event instanceof MjEvent.Finished) || !LOG.isInfoEnabled()) {
      return;
    }
    Submit submit = UNDER_WAY.get();
    if (submit != null && submit.id.equals(event.task().id())) {
      submit.end = event;
      return;
    }
    String before = MDC.get(KEY);
    mark(event.task().id());
    try {
      ended(event.task(), event.at());
    } finally {
      if (before == null) {
        unmark();
      } else {
        MDC.put(KEY, before);
      }
    }
  }

  private static void ended(Task task, Instant at) {
    LOG.info(
        "end task={} client={} provider={} mode={} action={} outcome={} spent={} ms={} attempts={}",
        task.id(),
        client(task),
        task.route().map(route -> route.provider().name()).orElse("-"),
        task.mode().map(Mode::key).orElse("-"),
        task.action().key(),
        task.failure().map(f -> "FAILED:" + f.reason()).orElse(task.status().name()),
        task.spent(),
        Duration.between(task.created(), at).toMillis(),
        task.attempts().size());
  }
}
