package io.mjrouter.testing;

import io.mjrouter.model.Balance;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.PriceList;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.SubmissionKind;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.spi.Capability;
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
import io.mjrouter.spi.SubmitAttempt;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.spi.SubmitOutcome.Acceptance;
import io.mjrouter.spi.SubmitOutcome.Accepted;
import io.mjrouter.spi.SubmitOutcome.NotSent;
import io.mjrouter.spi.SubmitOutcome.Rejected;
import io.mjrouter.spi.SubmitOutcome.Unknown;
import io.mjrouter.spi.UnknownReason;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A provider that plays what a test wrote for it, and counts what it was asked.
 *
 * <pre>{@code
 * var cheap = ScriptedProvider.named("cheap").thenFails(RejectReason.QUEUE_FULL).thenAccepts("7");
 * }</pre>
 *
 * <p>Each submission takes the next line of the script; after its end every one is accepted under a
 * new id ({@code cheap-1}, {@code cheap-2} …). An accepted task is SUBMITTED until the test {@link
 * #shows} something else. It can do everything, in every mode, free of charge and without refunds,
 * unless told otherwise. Safe for use by many threads.
 */
public final class ScriptedProvider implements MjProvider {

  private final ProviderId id;
  private final Deque<SubmitOutcome> script = new ArrayDeque<>();
  private final Deque<ReadFailure> failures = new ArrayDeque<>();
  private final Deque<ReadFailure> balanceFailures = new ArrayDeque<>();
  private final List<SubmitAttempt> attempts = new ArrayList<>();
  private final List<List<String>> reads = new ArrayList<>();
  private final Map<String, Deque<TaskSnapshot>> tasks = new LinkedHashMap<>();
  private final Map<URI, byte[]> media = new HashMap<>();
  private final Set<URI> refused = new HashSet<>();
  private Consumer<SubmitAttempt> whileSubmitting = attempt -> {};
  private ProviderInfo info =
      new ProviderInfo(
          "scripted",
          EnumSet.allOf(Mode.class),
          EnumSet.allOf(Capability.class),
          free(),
          false,
          false);
  private Optional<Money> balance = Optional.empty();
  private int made;
  private int balanceReads;
  private int requests;
  private boolean closed;
  private boolean closesBadly;
  private int listed = Integer.MAX_VALUE;
  private boolean listsBack;

  private ScriptedProvider(String name) {
    id = ProviderId.of(name);
  }

  public static ScriptedProvider named(String name) {
    return new ScriptedProvider(name);
  }

  /** A factory of type {@code scripted} that hands out these, each under its own name. */
  public static ProviderFactory factory(ScriptedProvider... providers) {
    List<ScriptedProvider> all = List.of(providers);
    return new ProviderFactory() {
      @Override
      public String type() {
        return "scripted";
      }

      @Override
      public void validate(ProviderSettings settings, Problems problems) {
        if (all.stream().noneMatch(p -> p.id().equals(settings.id()))) {
          problems.add("", "no script (expected: one of " + all.stream().map(p -> p.id()).toList());
        }
      }

      @Override
      public MjProvider create(ProviderSettings settings, ProviderContext context) {
        return all.stream().filter(p -> p.id().equals(settings.id())).findFirst().orElseThrow();
      }
    };
  }

  // ---- What it is.

  /** Sets the modes it offers. */
  public synchronized ScriptedProvider offers(Mode... modes) {
    return with(Set.of(modes), info.capabilities(), info.prices(), info.refundsFailures());
  }

  /** Lists no more than so many tasks at once, by their times of submission; the newest first. */
  public synchronized ScriptedProvider lists(int most) {
    listed = most;
    return this;
  }

  /** The same, and can be asked for those that were submitted by a time. */
  public synchronized ScriptedProvider listsBack(int most) {
    listsBack = true;
    return lists(most);
  }

  /** Takes away what it cannot do. */
  public synchronized ScriptedProvider cannot(Capability... capabilities) {
    Set<Capability> left = EnumSet.copyOf(info.capabilities());
    List.of(capabilities).forEach(left::remove);
    return with(info.modes(), left, info.prices(), info.refundsFailures());
  }

  public synchronized ScriptedProvider charges(PriceList prices) {
    return with(info.modes(), info.capabilities(), prices, info.refundsFailures());
  }

  /** One price in dollars for everything, such as {@code "0.05"}. */
  public ScriptedProvider charges(String usd) {
    PriceList.Builder prices = PriceList.builder();
    for (Mode mode : Mode.values()) {
      prices.otherwise(mode, Money.usd(usd));
    }
    return charges(prices.build());
  }

  public synchronized ScriptedProvider refundsFailures() {
    return with(info.modes(), info.capabilities(), info.prices(), true);
  }

  private ScriptedProvider with(
      Set<Mode> modes, Set<Capability> capabilities, PriceList prices, boolean refunds) {
    info = new ProviderInfo("scripted", modes, capabilities, prices, refunds, false);
    return this;
  }

  private static PriceList free() {
    PriceList.Builder prices = PriceList.builder();
    for (Mode mode : Mode.values()) {
      prices.otherwise(mode, Money.ZERO);
    }
    return prices.build();
  }

  // ---- The script.

  /** The next submission without a line of its own is taken and started under this id. */
  public ScriptedProvider thenAccepts(String hostTaskId) {
    return thenAccepts(Acceptance.STARTED, hostTaskId);
  }

  public ScriptedProvider thenAccepts(Acceptance how, String hostTaskId) {
    return then(Accepted.of(how, hostTaskId));
  }

  public ScriptedProvider thenFails(RejectReason reason) {
    return then(Rejected.of(reason, "scripted"));
  }

  public ScriptedProvider thenFails(NotSentReason reason) {
    return then(new NotSent(reason, "scripted"));
  }

  public ScriptedProvider thenFails(UnknownReason reason) {
    return then(new Unknown(reason, "scripted"));
  }

  /** Adds any outcome to the script. */
  public synchronized ScriptedProvider then(SubmitOutcome outcome) {
    script.add(outcome);
    return this;
  }

  /**
   * Runs something during each submission that reached the host, before its answer and on its
   * thread: turn the clock, wait for a latch, throw. No lock is held.
   */
  public synchronized ScriptedProvider whileSubmitting(Consumer<SubmitAttempt> what) {
    whileSubmitting = what;
    return this;
  }

  /** Shows a task, or several views of one task: one a reading, the last for ever. */
  public synchronized ScriptedProvider shows(TaskSnapshot... views) {
    for (TaskSnapshot view : views) {
      tasks.computeIfAbsent(view.id(), any -> new ArrayDeque<>()).add(view);
    }
    return this;
  }

  /** The host does not know the task any more. */
  public synchronized ScriptedProvider forgets(String hostTaskId) {
    tasks.remove(hostTaskId);
    return this;
  }

  /** The next reading of tasks, of one or of many, fails. */
  public ScriptedProvider thenReadingFails(ReadFailure.Reason reason) {
    return thenReadingFails(ReadFailure.of(reason, "scripted"));
  }

  public synchronized ScriptedProvider thenReadingFails(ReadFailure failure) {
    failures.add(failure);
    return this;
  }

  /** The next reading of the balance fails. */
  public synchronized ScriptedProvider thenBalanceFails(ReadFailure.Reason reason) {
    balanceFailures.add(ReadFailure.of(reason, "scripted"));
    return this;
  }

  public synchronized ScriptedProvider has(Money balance) {
    this.balance = Optional.of(balance);
    return this;
  }

  /** Serves these bytes as a PNG under a link. */
  public synchronized ScriptedProvider serves(URI link, byte[] picture) {
    media.put(link, picture.clone());
    return this;
  }

  /** Answers 403 under a link, as clouds do when its signature has run out. */
  public synchronized ScriptedProvider refuses(URI link) {
    refused.add(link);
    return this;
  }

  // ---- What it was asked.

  /** How many submissions reached the host; what it cannot do is not among them. */
  public synchronized int submits() {
    return attempts.size();
  }

  /** Every submission that reached the host, in order. */
  public synchronized List<SubmitAttempt> attempts() {
    return List.copyOf(attempts);
  }

  /** How many calls of any kind reached the host. */
  public synchronized int requests() {
    return requests;
  }

  /** The ids of each reading of tasks, in order; none for a list. */
  public synchronized List<List<String>> reads() {
    return List.copyOf(reads);
  }

  public synchronized int balanceReads() {
    return balanceReads;
  }

  /** It throws when it is closed, which it is then. */
  public synchronized ScriptedProvider closesBadly() {
    closesBadly = true;
    return this;
  }

  public synchronized boolean isClosed() {
    return closed;
  }

  // ---- The provider.

  @Override
  public ProviderId id() {
    return id;
  }

  @Override
  public synchronized ProviderInfo info() {
    return info;
  }

  @Override
  public SubmitOutcome submit(SubmitAttempt attempt) {
    SubmitOutcome outcome;
    Consumer<SubmitAttempt> meanwhile;
    synchronized (this) {
      if (closed) {
        return new NotSent(NotSentReason.CLOSED, "closed");
      }
      Capability needed = Capability.neededFor(attempt.submission());
      if (!info.can(needed)) {
        return Rejected.of(RejectReason.UNSUPPORTED, "cannot " + needed.key());
      }
      if (!info.modes().contains(attempt.mode())) {
        return Rejected.of(RejectReason.UNSUPPORTED, "no mode " + attempt.mode().key());
      }
      requests++;
      attempts.add(attempt);
      outcome = script.isEmpty() ? Accepted.of(Acceptance.STARTED, newId()) : script.remove();
      if (attempt.submission().kind() == SubmissionKind.UPLOAD
          && outcome instanceof Accepted accepted) {
        outcome = uploaded(accepted);
      }
      meanwhile = whileSubmitting;
      if (outcome instanceof Accepted accepted && accepted.uploaded().isEmpty()) {
        String taskId = accepted.hostTaskId();
        HostStatus status =
            accepted.how() == Acceptance.NEEDS_MODAL ? HostStatus.MODAL : HostStatus.SUBMITTED;
        TaskSnapshot first =
            TaskSnapshot.builder(taskId, status)
                .prompt(attempt.submission().prompt())
                .state(attempt.token())
                .build();
        tasks.computeIfAbsent(taskId, any -> new ArrayDeque<>(List.of(first)));
      }
    }
    meanwhile.accept(attempt);
    return outcome;
  }

  private static SubmitOutcome uploaded(Accepted accepted) {
    return accepted.hostTaskId().isEmpty()
        ? accepted
        : new Accepted(
            accepted.how(),
            "",
            List.of(URI.create("https://scripted.example/" + accepted.hostTaskId() + ".png")),
            accepted.queue(),
            "",
            accepted.message());
  }

  private String newId() {
    return id + "-" + ++made;
  }

  @Override
  public Reading<TaskSnapshot> fetch(String hostTaskId) {
    if (!hostTaskId.matches("[0-9A-Za-z_-]{1,64}")) {
      throw new IllegalArgumentException("task id: not usable (expected: [0-9A-Za-z_-]{1,64})");
    }
    return read(
        List.of(hostTaskId), () -> look(hostTaskId).map(Reading::found).orElseGet(Reading::absent));
  }

  @Override
  public Reading<List<TaskSnapshot>> fetchAll(Collection<String> hostTaskIds) {
    List<String> ids = List.copyOf(hostTaskIds);
    return ask(
        Capability.BATCH_FETCH,
        () ->
            read(
                ids,
                () -> Reading.found(ids.stream().flatMap(task -> look(task).stream()).toList())));
  }

  @Override
  public Reading<List<TaskSnapshot>> list() {
    return listed(Instant.MAX);
  }

  @Override
  public synchronized Reading<List<TaskSnapshot>> listUntil(Instant latest) {
    return listsBack ? listed(latest) : Reading.unsupported(Capability.LIST);
  }

  private Reading<List<TaskSnapshot>> listed(Instant latest) {
    return ask(
        Capability.LIST,
        () ->
            read(
                List.of(),
                () ->
                    Reading.found(
                        List.copyOf(tasks.keySet()).stream()
                            .flatMap(task -> look(task).stream())
                            .filter(task -> !submitted(task).isAfter(latest))
                            .sorted(Comparator.comparing(ScriptedProvider::submitted).reversed())
                            .limit(listed)
                            .toList())));
  }

  private static Instant submitted(TaskSnapshot task) {
    return task.submitted().orElse(Instant.MIN);
  }

  private synchronized <T> Reading<T> ask(Capability capability, Supplier<Reading<T>> question) {
    return info.can(capability) ? question.get() : Reading.unsupported(capability);
  }

  private synchronized <T> Reading<T> read(List<String> ids, Supplier<Reading<T>> answer) {
    return call(
        () -> {
          reads.add(ids);
          return failures.isEmpty() ? answer.get() : Reading.failed(failures.remove());
        });
  }

  private synchronized <T> Reading<T> call(Supplier<Reading<T>> answer) {
    if (closed) {
      return Reading.failed(ReadFailure.Reason.UNREACHABLE, "closed");
    }
    requests++;
    return answer.get();
  }

  private Optional<TaskSnapshot> look(String hostTaskId) {
    Deque<TaskSnapshot> views = tasks.get(hostTaskId);
    if (views == null) {
      return Optional.empty();
    }
    return Optional.of(views.size() > 1 ? views.remove() : views.element());
  }

  @Override
  public Reading<String> seed(String hostTaskId) {
    return ask(
        Capability.SEED,
        () ->
            call(
                () ->
                    look(hostTaskId)
                        .flatMap(TaskSnapshot::seed)
                        .map(Reading::found)
                        .orElseGet(Reading::absent)));
  }

  @Override
  public Reading<Boolean> cancel(String hostTaskId) {
    return ask(Capability.CANCEL, () -> call(() -> Reading.found(tasks.containsKey(hostTaskId))));
  }

  @Override
  public Reading<Balance> balance() {
    return ask(
        Capability.BALANCE,
        () ->
            call(
                () -> {
                  balanceReads++;
                  if (!balanceFailures.isEmpty()) {
                    return Reading.failed(balanceFailures.remove());
                  }
                  return Reading.found(
                      balance
                          .map(money -> Balance.of(money, FakeTime.START))
                          .orElseGet(() -> Balance.unlimited(FakeTime.START)));
                }));
  }

  @Override
  public Reading<MediaStream> open(MediaLink link, long maxBytes) {
    return call(
        () -> {
          if (refused.contains(link.url())) {
            return Reading.failed(ReadFailure.Reason.FORBIDDEN, "scripted");
          }
          byte[] bytes = media.get(link.url());
          if (bytes == null) {
            return Reading.absent();
          }
          if (bytes.length > maxBytes) {
            return Reading.failed(ReadFailure.Reason.TOO_LARGE, bytes.length + " bytes");
          }
          return Reading.found(
              new MediaStream(
                  "image/png", OptionalLong.of(bytes.length), new ByteArrayInputStream(bytes)));
        });
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (closesBadly) {
      throw new IllegalStateException("a bug");
    }
  }
}
