package io.mjrouter.provider.simulator;

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
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitAttempt;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.spi.UnknownReason;
import io.mjrouter.wire.HostIds;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** A provider in front of a {@link SimulatedHost}, without anything in between. */
final class SimulatedProvider implements MjProvider {

  private static final String IMAGES = "http://simulator.invalid/mj/image/";

  private final ProviderId id;
  private final ProviderInfo info;
  private final HostCalls host;
  private final TimeSource time;
  private volatile boolean closed;

  SimulatedProvider(ProviderId id, ProviderInfo info, HostCalls host, TimeSource time) {
    this.id = id;
    this.info = info;
    this.host = host;
    this.time = time;
  }

  @Override
  public ProviderId id() {
    return id;
  }

  @Override
  public ProviderInfo info() {
    return info;
  }

  @Override
  public SubmitOutcome submit(SubmitAttempt attempt) {
    if (closed) {
      return new SubmitOutcome.NotSent(NotSentReason.CLOSED, "the provider was closed");
    }
    if (!info.modes().contains(attempt.mode()) || !info.canTake(attempt.submission())) {
      return SubmitOutcome.Rejected.of(
          RejectReason.UNSUPPORTED,
          "the simulated host has no "
              + Capability.neededFor(attempt.submission()).key()
              + " in mode "
              + attempt.mode().key());
    }
    return switch (host.condition()) {
      case WELL -> submitTo(attempt);
      case UNREACHABLE ->
          new SubmitOutcome.NotSent(NotSentReason.CONNECT_REFUSED, "nobody is there");
      case BROKEN -> new SubmitOutcome.Unknown(UnknownReason.SERVER_ERROR, "HTTP 502");
      case LOCKED ->
          Outcomes.of(Reply.refused(Reply.Kind.BAD_KEY, ""), host, SimulatedProvider::link);
    };
  }

  private SubmitOutcome submitTo(SubmitAttempt attempt) {
    Reply reply =
        host.submit(
            new Order(attempt.submission(), attempt.parentId(), attempt.mode(), attempt.token()));
    if (reply.lost() == Fault.LATE_ANSWER || reply.lost() == Fault.DRIP) {
      waitInVain(attempt);
    }
    return Outcomes.of(reply, host, SimulatedProvider::link);
  }

  @Override
  public Reading<TaskSnapshot> fetch(String hostTaskId) {
    if (!HostIds.isUsable(hostTaskId)) {
      return invalid();
    }
    return reading(
        () ->
            host.fetch(hostTaskId, SimulatedProvider::link)
                .map(
                    task ->
                        task.id().equals(hostTaskId)
                            ? Reading.found(task)
                            : Reading.<TaskSnapshot>failed(
                                ReadFailure.Reason.MISMATCHED, "the answer is about another task"))
                .orElseGet(Reading::absent));
  }

  @Override
  public Reading<List<TaskSnapshot>> fetchAll(Collection<String> hostTaskIds) {
    if (!hostTaskIds.stream().allMatch(HostIds::isUsable)) {
      return invalid();
    }
    return with(
        Capability.BATCH_FETCH,
        () ->
            Reading.found(
                host.fetchAll(Set.copyOf(hostTaskIds), SimulatedProvider::link).stream()
                    .filter(task -> hostTaskIds.contains(task.id()))
                    .toList()));
  }

  @Override
  public Reading<List<TaskSnapshot>> list() {
    return with(
        Capability.LIST,
        () -> Reading.found(host.list(host.traits().listed(), SimulatedProvider::link)));
  }

  @Override
  public Reading<String> seed(String hostTaskId) {
    return with(
        Capability.SEED,
        () -> host.seed(hostTaskId).map(Reading::found).orElseGet(Reading::absent));
  }

  @Override
  public Reading<Boolean> cancel(String hostTaskId) {
    return with(
        Capability.CANCEL,
        () -> host.cancel(hostTaskId).map(Reading::found).orElseGet(Reading::absent));
  }

  @Override
  public Reading<Balance> balance() {
    return with(
        Capability.BALANCE,
        () ->
            Reading.found(
                host.balance()
                    .map(left -> Balance.of(left, time.now()))
                    .orElseGet(() -> Balance.unlimited(time.now()))));
  }

  @Override
  public Reading<MediaStream> open(MediaLink link, long maxBytes) {
    return reading(
        () -> {
          String url = link.url().toString();
          Optional<Media> media =
              url.startsWith(IMAGES)
                  ? host.media(url.substring(IMAGES.length()))
                  : Optional.empty();
          return media.map(found -> Streams.of(found, maxBytes)).orElseGet(Reading::absent);
        });
  }

  @Override
  public void close() {
    closed = true;
  }

  private <T> Reading<T> with(Capability capability, Supplier<Reading<T>> call) {
    return info.can(capability) ? reading(call) : Reading.unsupported(capability);
  }

  private <T> Reading<T> reading(Supplier<Reading<T>> call) {
    if (closed) {
      return Reading.failed(ReadFailure.Reason.UNREACHABLE, "the provider was closed");
    }
    return switch (host.condition()) {
      case WELL -> call.get();
      case UNREACHABLE -> Reading.failed(ReadFailure.Reason.UNREACHABLE, "nobody is there");
      case BROKEN -> Reading.failed(ReadFailure.Reason.HOST_TROUBLE, "HTTP 502");
      case LOCKED -> Reading.failed(ReadFailure.Reason.AUTH, "the key is not known");
    };
  }

  private static <T> Reading<T> invalid() {
    return Reading.failed(
        ReadFailure.Reason.INVALID_REQUEST, "task id: not usable (expected: [0-9A-Za-z_-]{1,64})");
  }

  private void waitInVain(SubmitAttempt attempt) {
    try {
      time.sleep(attempt.timeout());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static URI link(String name) {
    return URI.create(IMAGES + name);
  }
}
