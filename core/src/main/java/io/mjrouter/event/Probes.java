package io.mjrouter.event;

import static java.util.Objects.requireNonNullElse;

import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Submission;
import io.mjrouter.model.Task;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells several probes, and keeps what one throws from everybody else: the first failure of each is
 * a warning, further ones are logged at DEBUG. Safe for use by many threads.
 */
public final class Probes implements MjProbe {

  private static final Logger LOG = LoggerFactory.getLogger(Probes.class);

  private final List<Guarded> all;

  public Probes(List<MjProbe> probes) {
    all = probes.stream().map(probe -> new Guarded(probe, new AtomicBoolean())).toList();
  }

  private record Guarded(MjProbe probe, AtomicBoolean failed) {

    void tell(Consumer<MjProbe> what) {
      guarded(probe, what);
    }

    SubmitProbe submitting(Submission submission) {
      AtomicReference<SubmitProbe> follows = new AtomicReference<>();
      tell(probe -> follows.set(probe.submitting(submission)));
      SubmitProbe followed = requireNonNullElse(follows.get(), SubmitProbe.NONE);
      SubmitRelay relay = what -> guarded(followed, what);
      return followed == SubmitProbe.NONE ? followed : relay;
    }

    private <P> void guarded(P told, Consumer<P> what) {
      try {
        what.accept(told);
      } catch (Exception | LinkageError | AssertionError e) {
        String name = probe.getClass().getName();
        if (failed.getAndSet(true)) {
          LOG.debug("probe {} failed again", name, e);
        } else {
          LOG.warn("probe {} failed; what it measures may be wrong from here on", name, e);
        }
      }
    }
  }

  private void tell(Consumer<MjProbe> what) {
    all.forEach(each -> each.tell(what));
  }

  @Override
  public void opened(RouterGauges gauges) {
    tell(probe -> probe.opened(gauges));
  }

  @Override
  public void routesChanged() {
    tell(MjProbe::routesChanged);
  }

  @Override
  public SubmitProbe submitting(Submission submission) {
    return all.stream()
        .map(each -> each.submitting(submission))
        .reduce(SubmitProbe.NONE, SubmitProbe::and);
  }

  @Override
  public void decided(Duration took) {
    tell(probe -> probe.decided(took));
  }

  @Override
  public void submitted(Task task, Duration took) {
    tell(probe -> probe.submitted(task, took));
  }

  @Override
  public void changed(Optional<Task> before, Task after) {
    tell(probe -> probe.changed(before, after));
  }

  @Override
  public void polled(ProviderId provider, int tasks) {
    tell(probe -> probe.polled(provider, tasks));
  }

  @Override
  public void seen(Duration age) {
    tell(probe -> probe.seen(age));
  }

  @Override
  public void hookReceived(HookReceived result) {
    tell(probe -> probe.hookReceived(result));
  }

  @Override
  public void hookSent(HookSent result) {
    tell(probe -> probe.hookSent(result));
  }

  @Override
  public void closed() {
    tell(MjProbe::closed);
  }
}
