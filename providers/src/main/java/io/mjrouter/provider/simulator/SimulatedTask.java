package io.mjrouter.provider.simulator;

import static java.util.Objects.requireNonNull;

import io.mjrouter.model.ButtonMeaning;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Submission;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One task of the host. Where it stands at a time follows from when it began and how long it takes;
 * nothing has to happen in between. Times are nanoseconds since the host began. Guarded by the
 * host.
 */
final class SimulatedTask {

  private static final double UNSEEN = 0.06;
  private static final int STUCK = 85;

  private final String id;
  private final long ordinal;
  private final long seed;
  private Order order;
  private Fault fault;
  private final long submitted;
  private final Optional<SimulatedTask> parent;
  private @Nullable ButtonMeaning window;
  private @Nullable Artwork artwork;
  private long duration = 1;
  private long started = -1;
  private long cancelled = -1;
  private boolean answered;

  SimulatedTask(
      String id,
      long ordinal,
      long seed,
      Order order,
      Fault fault,
      long submitted,
      Optional<SimulatedTask> parent) {
    this.id = id;
    this.ordinal = ordinal;
    this.seed = seed;
    this.order = order;
    this.fault = fault;
    this.submitted = submitted;
    this.parent = parent;
  }

  /** Where a task stands at a time. */
  record Look(HostStatus status, int progress) {}

  void draw(Artwork what, long nanos) {
    artwork = what;
    duration = fault == Fault.SLOW ? nanos * 10 : nanos;
  }

  void openWindow(ButtonMeaning meaning) {
    window = meaning;
  }

  /** Goes on after the window was answered. */
  void resume(Order answer, Fault itsFault) {
    String state = answer.state().isEmpty() ? order.state() : answer.state();
    order = new Order(order.submission(), order.parentId(), answer.mode(), state);
    fault = itsFault == Fault.NONE ? fault : itsFault;
    answered = true;
  }

  void markAnswered() {
    answered = true;
  }

  void start(long now) {
    started = now;
  }

  void cancel(long now) {
    cancelled = now;
  }

  String id() {
    return id;
  }

  long ordinal() {
    return ordinal;
  }

  long seed() {
    return seed;
  }

  Submission submission() {
    return order.submission();
  }

  Mode mode() {
    return order.mode();
  }

  String state() {
    return fault == Fault.STRIP_STATE ? "" : order.state();
  }

  Fault fault() {
    return fault;
  }

  Optional<SimulatedTask> parent() {
    return parent;
  }

  Optional<Artwork> artwork() {
    return Optional.ofNullable(artwork);
  }

  /** Which button's window it is, whether answered or not. */
  Optional<ButtonMeaning> window() {
    return Optional.ofNullable(window);
  }

  boolean waitsForAnswer() {
    return window != null && !answered && cancelled < 0;
  }

  boolean isCancelled() {
    return cancelled >= 0;
  }

  long submitted() {
    return submitted;
  }

  /** When it began; negative as long as it has not. */
  long started() {
    return started;
  }

  long end() {
    return started + duration;
  }

  boolean fails() {
    return fault == Fault.FAIL
        || fault == Fault.FAIL_CONTENT
        || (artwork != null && artwork.mistake().isPresent());
  }

  /** Midjourney's id of the job, which its buttons carry. */
  String job() {
    return new UUID(
            (Chance.mix(seed, 11) & ~0xf000L) | 0x4000L,
            (Chance.mix(seed, 12) & 0x3fffffffffffffffL) | 0x8000000000000000L)
        .toString();
  }

  boolean isForgotten(long now) {
    return fault == Fault.FORGET && started >= 0 && now >= started + duration / 2;
  }

  boolean isSuccess(long now) {
    return look(now).status() == HostStatus.SUCCESS;
  }

  Look look(long now) {
    if (cancelled >= 0) {
      return new Look(HostStatus.CANCEL, 0);
    }
    if (window != null && artwork == null) {
      return new Look(HostStatus.MODAL, 0);
    }
    if (started < 0) {
      return new Look(HostStatus.NOT_START, 0);
    }
    double done = (double) (now - started) / duration;
    if (fault == Fault.GO_BACK) {
      return goingBack(done);
    }
    if (fault == Fault.STALL && (done >= 1 || running(done).progress() > STUCK)) {
      return new Look(HostStatus.IN_PROGRESS, STUCK);
    }
    if (done < 1) {
      return running(done);
    }
    return fails() ? new Look(HostStatus.FAILURE, 0) : new Look(HostStatus.SUCCESS, 100);
  }

  private Look running(double done) {
    Stage stage = requireNonNull(artwork, "artwork").stage();
    if (done < UNSEEN || !Pace.showsProgress(stage)) {
      return new Look(HostStatus.SUBMITTED, 0);
    }
    return new Look(HostStatus.IN_PROGRESS, 1 + (int) (98 * (done - UNSEEN) / (1 - UNSEEN)));
  }

  private Look goingBack(double done) {
    if (done >= 0.6 && done < 0.8) {
      return new Look(HostStatus.SUBMITTED, 0);
    }
    if (done >= 1.3 && done < 1.6) {
      return new Look(HostStatus.IN_PROGRESS, 40);
    }
    return done < 1 ? running(done) : new Look(HostStatus.SUCCESS, 100);
  }
}
