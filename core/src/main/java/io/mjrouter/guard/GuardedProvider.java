package io.mjrouter.guard;

import static java.util.Objects.requireNonNull;

import dev.failsafe.Bulkhead;
import io.mjrouter.model.Balance;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.model.TimeSource;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.MediaStream;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.NotSentReason;
import io.mjrouter.spi.ProviderInfo;
import io.mjrouter.spi.ReadFailure;
import io.mjrouter.spi.Reading;
import io.mjrouter.spi.SubmitAttempt;
import io.mjrouter.spi.SubmitOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A provider with a guard around it: what is free is repeated a little where the host failed for a
 * moment, a host that is down is left alone for a while, and one that is slow holds no more than
 * its own places.
 *
 * <p>What it is called and what it can do is asked once, since everybody asks for that and nobody
 * expects it to fail.
 *
 * <p>A submission goes through exactly once, at once or not at all: past the limit it is {@link
 * NotSentReason#LOCAL_LIMIT}. Deadlines are the adapter's. An answer stays what it is; the guard
 * adds only {@link ReadFailure.Reason#NOT_ASKED}, and makes a read that throws, or returns nothing,
 * a failed one for which the host is not to blame. Pictures lie elsewhere than the host's answers:
 * opening them is repeated, and neither counts for the host nor waits for it.
 *
 * <p>Safe for use by many threads. A call may wait up to its own timeout to be repeated; an
 * interrupt ends that with the last answer.
 */
public final class GuardedProvider implements MjProvider {

  private static final Logger LOG = LoggerFactory.getLogger(GuardedProvider.class);

  private final MjProvider provider;
  private final GuardSettings settings;
  private final Shared shared;
  private final Repeats repeats;

  /** What every view of one provider has in common. */
  private static final class Shared {
    private final ProviderId id;
    private final ProviderInfo info;
    private final TimeSource time;
    private final RandomGenerator random;
    private final Bulkhead<Object> submits;
    private final Bulkhead<Object> reads;
    private final Bulkhead<Object> pictures;
    private final ReadBreaker breaker;
    private volatile boolean closed;

    private Shared(
        MjProvider provider, GuardSettings settings, TimeSource time, RandomGenerator random) {
      id = requireNonNull(provider.id(), "id");
      info = requireNonNull(provider.info(), "info");
      this.time = time;
      this.random = random;
      submits = Bulkhead.of(settings.submits());
      reads = Bulkhead.of(settings.reads());
      pictures = Bulkhead.of(settings.pictures());
      breaker = new ReadBreaker(time, random);
    }
  }

  private GuardedProvider(
      MjProvider provider, GuardSettings settings, Shared shared, Repeats repeats) {
    this.provider = provider;
    this.settings = settings;
    this.shared = shared;
    this.repeats = repeats;
  }

  /** Guards a provider, which is closed with the guard. */
  public static GuardedProvider of(
      MjProvider provider, GuardSettings settings, TimeSource time, RandomGenerator random) {
    requireNonNull(provider, "provider");
    return new GuardedProvider(
        provider, settings, new Shared(provider, settings, time, random), Repeats.TWICE);
  }

  /**
   * The same provider behind the same guard, for whoever comes back by a plan of their own: nothing
   * is repeated, so that the plan's rate is the rate of calls.
   */
  public GuardedProvider withoutRepeats() {
    return new GuardedProvider(provider, settings, shared, Repeats.NEVER);
  }

  /** How long the host is not asked for anything free, since it is down; empty: it may be asked. */
  public Optional<Duration> leftAloneFor() {
    return shared.breaker.closedFor();
  }

  @Override
  public ProviderId id() {
    return shared.id;
  }

  @Override
  public ProviderInfo info() {
    return shared.info;
  }

  @Override
  public SubmitOutcome submit(SubmitAttempt attempt) {
    if (!shared.submits.tryAcquirePermit()) {
      return new SubmitOutcome.NotSent(
          NotSentReason.LOCAL_LIMIT, settings.submits() + " submissions are under way");
    }
    try {
      return provider.submit(attempt);
    } finally {
      shared.submits.releasePermit();
    }
  }

  @Override
  public Reading<TaskSnapshot> fetch(String hostTaskId) {
    return repeated(settings.timeouts().read(), () -> asked(() -> provider.fetch(hostTaskId)));
  }

  @Override
  public Reading<List<TaskSnapshot>> fetchAll(Collection<String> hostTaskIds) {
    return optional(
        Capability.BATCH_FETCH,
        settings.timeouts().read(),
        repeats,
        () -> provider.fetchAll(hostTaskIds));
  }

  @Override
  public Reading<List<TaskSnapshot>> list() {
    return optional(Capability.LIST, settings.timeouts().read(), repeats, provider::list);
  }

  @Override
  public Reading<List<TaskSnapshot>> listUntil(Instant latest) {
    return optional(
        Capability.LIST, settings.timeouts().read(), repeats, () -> provider.listUntil(latest));
  }

  @Override
  public Reading<String> seed(String hostTaskId) {
    return optional(
        Capability.SEED, settings.timeouts().seed(), repeats, () -> provider.seed(hostTaskId));
  }

  /** Changes something at the host, and so is asked once. */
  @Override
  public Reading<Boolean> cancel(String hostTaskId) {
    return optional(
        Capability.CANCEL,
        settings.timeouts().read(),
        Repeats.NEVER,
        () -> provider.cancel(hostTaskId));
  }

  @Override
  public Reading<Balance> balance() {
    return optional(Capability.BALANCE, settings.timeouts().read(), repeats, provider::balance);
  }

  @Override
  public Reading<MediaStream> open(MediaLink link, long maxBytes) {
    return repeated(
        settings.timeouts().image(),
        repeats,
        () -> within(shared.pictures, settings.pictures(), () -> provider.open(link, maxBytes)));
  }

  /** Whoever closes it may be bringing an answer that was paid for: what fails is logged. */
  @Override
  public void close() {
    shared.closed = true;
    try {
      provider.close();
    } catch (Exception | LinkageError | VirtualMachineError e) {
      LOG.warn("provider {} could not be closed", id(), e);
    }
  }

  /** What a provider cannot do it says itself, whatever state its host is in. */
  private <T> Reading<T> optional(
      Capability capability, Duration whole, Repeats repeats, Supplier<Reading<T>> call) {
    return info().can(capability) ? repeated(whole, repeats, () -> asked(call)) : call.get();
  }

  private <T> Reading<T> repeated(Duration whole, Supplier<Reading<T>> call) {
    return repeated(whole, repeats, call);
  }

  private <T> Reading<T> repeated(Duration whole, Repeats repeats, Supplier<Reading<T>> call) {
    long end = shared.time.nanoTime() + whole.toNanos();
    Reading<T> reading = call.get();
    for (int done = 0; ; done++) {
      Duration left = Duration.ofNanos(end - shared.time.nanoTime());
      Optional<Duration> wait = repeats.next(reading, done, left, shared.random);
      if (wait.isEmpty() || !slept(wait.get())) {
        return reading;
      }
      Reading<T> again = call.get();
      if (isNotAsked(again)) {
        return reading;
      }
      reading = again;
    }
  }

  private static boolean isNotAsked(Reading<?> reading) {
    return reading instanceof Reading.Failed<?> failed
        && failed.failure().reason() == ReadFailure.Reason.NOT_ASKED;
  }

  private boolean slept(Duration wait) {
    if (shared.closed) {
      return false;
    }
    try {
      shared.time.sleep(wait);
      return !shared.closed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private <T> Reading<T> asked(Supplier<Reading<T>> call) {
    return within(
        shared.reads,
        settings.reads(),
        () -> {
          Optional<ReadBreaker.Pass> pass = shared.breaker.pass();
          if (pass.isEmpty()) {
            ReadFailure failure =
                ReadFailure.of(ReadFailure.Reason.NOT_ASKED, id() + " was down a moment ago");
            return Reading.failed(
                shared.breaker.closedFor().map(failure::withRetryAfter).orElse(failure));
          }
          Sign sign = Sign.NONE;
          try {
            Reading<T> reading = requireNonNull(call.get(), "reading");
            sign = shared.closed ? Sign.NONE : Sign.of(reading);
            return reading;
          } finally {
            tell(shared.breaker.ended(pass.get(), sign));
          }
        });
  }

  private void tell(ReadBreaker.News news) {
    switch (news) {
      case WENT_DOWN ->
          LOG.warn(
              "provider {}: down, {} looks in a row came to nothing; its tasks wait, and it is asked"
                  + " ever more seldom",
              id(),
              ReadBreaker.FAILURES);
      case CAME_BACK -> LOG.info("provider {}: answers again", id());
      case NONE -> {}
    }
  }

  private <T> Reading<T> within(Bulkhead<Object> bulkhead, int most, Supplier<Reading<T>> call) {
    if (!bulkhead.tryAcquirePermit()) {
      return Reading.failed(
          ReadFailure.Reason.NOT_ASKED, most + " calls to " + id() + " are under way");
    }
    try {
      return requireNonNull(call.get(), "reading");
    } catch (Throwable e) {
      LOG.warn("provider {} threw while reading", id(), e);
      return Reading.failed(
          ReadFailure.Reason.GARBLED, "the adapter failed: " + e.getClass().getName());
    } finally {
      bulkhead.releasePermit();
    }
  }

  @Override
  public String toString() {
    return "GuardedProvider[" + provider + "]";
  }
}
