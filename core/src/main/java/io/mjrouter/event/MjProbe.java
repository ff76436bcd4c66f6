package io.mjrouter.event;

import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Submission;
import io.mjrouter.model.Task;
import java.time.Duration;
import java.util.Optional;

/**
 * Is told how the router works, for meters and traces: each choice, each call, each record.
 * Override what is of interest.
 *
 * <p>Whoever wants to know what happens to tasks takes an {@link MjListener}: that one has a thread
 * to itself and may be slow. A probe is told at once, on whatever thread of a caller's or of the
 * library's does the work, by many threads at a time, under no lock but that of a change of
 * providers ({@link #routesChanged}). It must not wait; what it throws is logged and disturbs
 * nobody.
 */
public interface MjProbe {

  /** The router begins. Until {@link #closed} its gauges may be read at any time. */
  default void opened(RouterGauges gauges) {}

  /** Providers or modes were added or taken away. */
  default void routesChanged() {}

  /**
   * A submission was handed over, or is tried once more elsewhere; told on its caller's thread.
   *
   * @return is told how it goes on
   */
  default SubmitProbe submitting(Submission submission) {
    return SubmitProbe.NONE;
  }

  /** A routing choice was made for a submission, and took this long. */
  default void decided(Duration took) {}

  /**
   * A submission was answered, well or not: what its caller waited for. Not told of one that a
   * store did not even record.
   */
  default void submitted(Task task, Duration took) {}

  /**
   * A record was changed here. Over all nodes each change is told once; only one that the store
   * made and reported as failed is not.
   *
   * @param before the task before this change; empty when it was just claimed
   */
  default void changed(Optional<Task> before, Task after) {}

  /**
   * A host was asked how tasks stand, in one call.
   *
   * @param tasks how many the call asked for
   */
  default void polled(ProviderId provider, int tasks) {}

  /**
   * A look at a host showed a change of a task.
   *
   * @param age how long the change had been true, unseen: since the finish that the host tells, if
   *     that lies after the look before; else since the look before, which is the most it can be
   */
  default void seen(Duration age) {}

  /** A host's webhook came in. */
  default void hookReceived(HookReceived result) {}

  /** A webhook of a client's was called. */
  default void hookSent(HookSent result) {}

  /** The router ended; little may still be told, and no gauge read. */
  default void closed() {}

  /** What became of a webhook that a host sent. */
  enum HookReceived {
    /** It claimed something new, and the task was looked at. */
    LOOKED,
    /** It claimed nothing worth a look, or the task was looked at just before. */
    IGNORED,
    /** No task has this address. */
    UNKNOWN,
    /** Its secret was wrong. */
    FORGED,
    /** More came in a minute than are listened to. */
    TOO_MANY,
    TOO_LARGE
  }

  /** What became of one call of a client's webhook. */
  enum HookSent {
    DELIVERED,
    /** It is tried again. */
    FAILED,
    /** A step on the way that is not told any more; the end still is. */
    SKIPPED,
    /** An end that nobody took for a day and a half, or that its receiver does not want (410). */
    GIVEN_UP,
    /** Its address is not one that may be called. */
    REFUSED
  }
}
