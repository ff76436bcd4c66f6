package io.mjrouter;

import io.mjrouter.model.Balance;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.spi.MediaStream;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.NotSentReason;
import io.mjrouter.spi.Problems;
import io.mjrouter.spi.ProviderContext;
import io.mjrouter.spi.ProviderFactory;
import io.mjrouter.spi.ProviderInfo;
import io.mjrouter.spi.ProviderSettings;
import io.mjrouter.spi.ReadFailure;
import io.mjrouter.spi.Reading;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.Secret;
import io.mjrouter.spi.SubmitAttempt;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.testing.ScriptedProvider;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Hosts that stay while the providers in front of them are made and closed, and that know which
 * keys are good. Type {@code tenant}. Safe for use by many threads.
 */
final class Tenants implements ProviderFactory {

  private static final String REVOKED = "revoked";

  final List<Front> made = new CopyOnWriteArrayList<>();

  /** What must never happen: a call cut off, or one after the end. */
  final List<String> wrong = new CopyOnWriteArrayList<>();

  private final Map<ProviderId, ScriptedProvider> hosts = new ConcurrentHashMap<>();
  private final Set<String> revoked = ConcurrentHashMap.newKeySet();
  private volatile Runnable whileMaking = () -> {};

  static ProviderSettings.Builder settings(String name) {
    return settings(name, "key-of-" + name);
  }

  static ProviderSettings.Builder settings(String name, String key) {
    return ProviderSettings.builder(name, "tenant").apiKey(key);
  }

  /** The host that a name stands for. */
  ScriptedProvider host(String name) {
    return hosts.computeIfAbsent(
        ProviderId.of(name), any -> ScriptedProvider.named(name).charges("0.10"));
  }

  /** The host takes a key no more. */
  void revoke(String key) {
    revoked.add(key);
  }

  /** Has something done whenever a provider is made. */
  void whileMaking(Runnable what) {
    whileMaking = what;
  }

  /** The last one that was made under a name. */
  Front last(String name) {
    return made.stream()
        .filter(front -> front.id().name().equals(name))
        .reduce((first, second) -> second)
        .orElseThrow();
  }

  @Override
  public String type() {
    return "tenant";
  }

  @Override
  public void validate(ProviderSettings settings, Problems problems) {
    if (settings.apiKey().isEmpty()) {
      problems.add("api-key", "missing");
    }
  }

  @Override
  public MjProvider create(ProviderSettings settings, ProviderContext context) {
    if (settings.userAgent().filter("cannot be made"::equals).isPresent()) {
      throw new IllegalStateException("no room for " + settings.apiKey().map(Secret::reveal));
    }
    whileMaking.run();
    Front front = new Front(settings, host(settings.id().name()));
    made.add(front);
    return front;
  }

  /** One provider in front of a host. */
  final class Front implements MjProvider {
    private final ProviderSettings settings;
    private final ScriptedProvider host;
    private final AtomicInteger calls = new AtomicInteger();
    private volatile boolean closed;

    private Front(ProviderSettings settings, ScriptedProvider host) {
      this.settings = settings;
      this.host = host;
    }

    boolean isClosed() {
      return closed;
    }

    String key() {
      return settings.apiKey().orElseThrow().reveal();
    }

    private <T> T call(Supplier<T> good, Supplier<T> refused, Supplier<T> over) {
      calls.incrementAndGet();
      try {
        if (closed) {
          wrong.add(id() + " was asked after its end");
          return over.get();
        }
        return revoked.contains(key()) ? refused.get() : good.get();
      } finally {
        calls.decrementAndGet();
      }
    }

    private <T> Reading<T> read(Supplier<Reading<T>> good) {
      return call(
          good,
          () -> Reading.failed(ReadFailure.Reason.AUTH, REVOKED),
          () -> Reading.failed(ReadFailure.Reason.UNREACHABLE, "closed"));
    }

    @Override
    public ProviderId id() {
      return settings.id();
    }

    @Override
    public ProviderInfo info() {
      ProviderInfo info = host.info();
      return settings.modes().isEmpty()
          ? info
          : new ProviderInfo(
              info.type(), settings.modes(), info.capabilities(), info.prices(), false, false);
    }

    @Override
    public SubmitOutcome submit(SubmitAttempt attempt) {
      return call(
          () -> host.submit(attempt),
          () -> SubmitOutcome.Rejected.of(RejectReason.AUTH, REVOKED),
          () -> new SubmitOutcome.NotSent(NotSentReason.CLOSED, "closed"));
    }

    @Override
    public Reading<TaskSnapshot> fetch(String hostTaskId) {
      return read(() -> host.fetch(hostTaskId));
    }

    @Override
    public Reading<List<TaskSnapshot>> fetchAll(Collection<String> hostTaskIds) {
      return read(() -> host.fetchAll(hostTaskIds));
    }

    @Override
    public Reading<List<TaskSnapshot>> list() {
      return read(host::list);
    }

    @Override
    public Reading<Balance> balance() {
      return read(host::balance);
    }

    @Override
    public Reading<MediaStream> open(MediaLink link, long maxBytes) {
      return read(() -> host.open(link, maxBytes));
    }

    @Override
    public void close() {
      if (calls.get() > 0) {
        wrong.add(id() + " was closed during a call");
      }
      closed = true;
    }
  }
}
