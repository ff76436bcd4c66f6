package io.mjrouter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;

import io.mjrouter.error.ConfigurationException;
import io.mjrouter.event.Deliveries;
import io.mjrouter.event.MjListener;
import io.mjrouter.event.MjProbe;
import io.mjrouter.event.Probes;
import io.mjrouter.ledger.Token;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.TimeSource;
import io.mjrouter.route.RouterState;
import io.mjrouter.route.RoutingPolicy;
import io.mjrouter.route.RoutingSettings;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.ImageSink;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.Problems;
import io.mjrouter.spi.ProviderContext;
import io.mjrouter.spi.ProviderFactory;
import io.mjrouter.spi.ProviderSettings;
import io.mjrouter.spi.ProviderSource;
import io.mjrouter.spi.Secret;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.store.SparingStore;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.TaskStore;
import io.mjrouter.submit.Accounts;
import io.mjrouter.submit.Board;
import io.mjrouter.submit.HookAddresses;
import io.mjrouter.submit.Journal;
import io.mjrouter.submit.Roster;
import io.mjrouter.submit.Submitter;
import io.mjrouter.submit.Tenure;
import io.mjrouter.submit.Upkeep;
import io.mjrouter.task.Endings;
import io.mjrouter.task.Keeper;
import io.mjrouter.task.OtherNodes;
import io.mjrouter.task.TaskSettings;
import io.mjrouter.task.Tracker;
import io.mjrouter.task.Waiters;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the configuration of a {@link Midjourney} and wires it: the same tree as in YAML.
 *
 * <p>Factories of provider types are found by {@link java.util.ServiceLoader} and can be added by
 * hand. Not safe for use by several threads.
 */
public final class MidjourneyBuilder {

  private static final Logger LOG = LoggerFactory.getLogger(MidjourneyBuilder.class);

  private static final Duration LONGEST_REFRESH = Duration.ofDays(1);

  private final List<ProviderSettings> settings = new ArrayList<>();
  private final List<MjProvider> providers = new ArrayList<>();
  private final List<ProviderFactory> factories = new ArrayList<>();
  private final List<MjListener> listeners = new ArrayList<>();
  private final List<MjProbe> probes = new ArrayList<>();
  private final Map<String, RoutingPolicy> policies = new LinkedHashMap<>();
  private final List<String> found = new ArrayList<>();
  private RoutingSettings routing = RoutingSettings.defaults();
  private TaskSettings tasks = TaskSettings.defaults();
  private WebhookSettings webhooks = WebhookSettings.defaults();
  private ImageSettings images = ImageSettings.defaults();
  private @Nullable ProviderSource source;
  private Duration sourceRefresh = Duration.ofMinutes(1);
  private @Nullable ImageSink sink;
  private @Nullable TaskStore store;
  private TimeSource time = TimeSource.system();
  private RandomGenerator random = new SecureRandom();
  private @Nullable Executor calls;
  private Duration lease = Tenure.LEASE;

  MidjourneyBuilder() {}

  /** Adds a provider; those added first win among equals. */
  public MidjourneyBuilder provider(ProviderSettings settings) {
    this.settings.add(requireNonNull(settings, "settings"));
    return this;
  }

  /** Adds a provider that was made elsewhere, and is closed there; it stands after the others. */
  public MidjourneyBuilder provider(MjProvider provider) {
    this.providers.add(requireNonNull(provider, "provider"));
    return this;
  }

  /**
   * Reads further providers from elsewhere: now, every minute, and on {@link
   * Midjourney#refreshProviders}. Of two with one name the one given here holds.
   */
  public MidjourneyBuilder providers(ProviderSource source) {
    this.source = requireNonNull(source, "source");
    return this;
  }

  /** The same, read at another interval. */
  public MidjourneyBuilder providers(ProviderSource source, Duration refresh) {
    this.sourceRefresh = requireNonNull(refresh, "refresh");
    return providers(source);
  }

  /** Adds a type of provider that the {@link java.util.ServiceLoader} does not find. */
  public MidjourneyBuilder factory(ProviderFactory factory) {
    this.factories.add(requireNonNull(factory, "factory"));
    return this;
  }

  public MidjourneyBuilder routing(RoutingSettings routing) {
    this.routing = requireNonNull(routing, "routing");
    return this;
  }

  /** Adds a routing policy that settings and requests can name. */
  public MidjourneyBuilder policy(String name, RoutingPolicy policy) {
    policies.put(requireNonNull(name, "name"), requireNonNull(policy, "policy"));
    return this;
  }

  public MidjourneyBuilder tasks(TaskSettings tasks) {
    this.tasks = requireNonNull(tasks, "tasks");
    return this;
  }

  /** Has hosts call back; what they send is handed to {@link Midjourney#webhook}. */
  public MidjourneyBuilder webhooks(WebhookSettings webhooks) {
    this.webhooks = requireNonNull(webhooks, "webhooks");
    return this;
  }

  public MidjourneyBuilder images(ImageSettings images) {
    this.images = requireNonNull(images, "images");
    return this;
  }

  /** Keeps finished pictures, in place of {@code images.keep}. It is closed where it was made. */
  public MidjourneyBuilder imageSink(ImageSink sink) {
    this.sink = requireNonNull(sink, "sink");
    return this;
  }

  /** Where tasks are remembered; without one, in memory. It is closed where it was made. */
  public MidjourneyBuilder store(TaskStore store) {
    this.store = requireNonNull(store, "store");
    return this;
  }

  /** Adds somebody who is told what happens, on a thread of their own. */
  public MidjourneyBuilder listener(MjListener listener) {
    this.listeners.add(requireNonNull(listener, "listener"));
    return this;
  }

  /**
   * Adds somebody who is told how the router works, such as meters ({@link
   * io.mjrouter.metrics.MjMeters}) and traces ({@link io.mjrouter.metrics.MjObservations}).
   */
  public MidjourneyBuilder probe(MjProbe probe) {
    this.probes.add(requireNonNull(probe, "probe"));
    return this;
  }

  /** The clocks; the machine's own unless a test has others. */
  public MidjourneyBuilder time(TimeSource time) {
    this.time = requireNonNull(time, "time");
    return this;
  }

  /** The chance behind ids and tokens; must be safe for many threads, and hard to guess. */
  public MidjourneyBuilder random(RandomGenerator random) {
    this.random = requireNonNull(random, "random");
    return this;
  }

  /** Without threads of its own: {@link Midjourney#tick} is called by hand, and calls run there. */
  MidjourneyBuilder drivenByHand() {
    return drivenByHand(Runnable::run);
  }

  /** The same, with calls where the executor runs them. */
  MidjourneyBuilder drivenByHand(Executor calls) {
    this.calls = calls;
    return this;
  }

  /** So long after its end other nodes take over what this one looks after. */
  MidjourneyBuilder lease(Duration length) {
    this.lease = length;
    return this;
  }

  /**
   * Adds what was found to be wrong where the settings were read, so that it is reported with
   * everything else.
   *
   * @param problems as {@link Problems#lines} has them
   */
  public MidjourneyBuilder problems(List<String> problems) {
    found.addAll(problems);
    return this;
  }

  /**
   * Checks everything, and makes nothing.
   *
   * @throws ConfigurationException with everything that is wrong, at once
   */
  public void validate() {
    checked();
  }

  /**
   * Checks everything, makes the providers, and begins to follow what the store remembers.
   *
   * @throws ConfigurationException with everything that is wrong, at once
   */
  public Midjourney build() {
    Reconfiguration fleet = checked();
    SourceReader reader = new SourceReader(source, sourceRefresh, time);
    RouterState first = first(fleet, reader);
    try {
      return wire(fleet, first, reader);
    } catch (RuntimeException e) {
      fleet.close();
      throw e;
    }
  }

  private Reconfiguration checked() {
    Problems problems = Problems.under("midjourney");
    routing.validate(problems.in("routing"), policies.keySet());
    tasks.validate(problems.in("tasks"));
    webhooks.validate(problems.in("webhooks"));
    images.validate(problems.in("images"), sink != null);
    problems.in("provider-source").within("refresh", sourceRefresh, LONGEST_REFRESH);
    Providers types =
        new Providers(factories, new ProviderContext(time, random), problems.in("providers"));
    Reconfiguration fleet = new Reconfiguration(types, new Fleet(types, providers), routing, time);
    fleet.check(settings, source != null, problems);
    List<String> lines = together(found, problems.lines());
    if (!lines.isEmpty()) {
      throw new ConfigurationException(lines);
    }
    return fleet;
  }

  /** What was found first about a property is said of it, and no more. */
  private static List<String> together(List<String> found, List<String> further) {
    Set<String> named = found.stream().map(MidjourneyBuilder::property).collect(toSet());
    return Stream.concat(
            found.stream(), further.stream().filter(line -> !named.contains(property(line))))
        .distinct()
        .toList();
  }

  private static String property(String line) {
    return line.substring(0, Math.max(0, line.indexOf(": ")));
  }

  /** A source that cannot be read is waited for, where there are other providers meanwhile. */
  private RouterState first(Reconfiguration fleet, SourceReader reader) {
    Optional<List<ProviderSettings>> found = reader.read();
    if (source != null
        && found.isEmpty()
        && providers.isEmpty()
        && settings.stream().noneMatch(ProviderSettings::enabled)) {
      throw new ConfigurationException(reader.problems(fleet));
    }
    RouterState state = fleet.begin(settings, found.orElse(List.of()), zone());
    reader.warn(fleet);
    return state;
  }

  private Midjourney wire(Reconfiguration fleet, RouterState first, SourceReader reader) {
    Roster roster = fleet.roster();
    TaskStore given = store == null ? new MemoryTaskStore(time) : store;
    // First, since it may fail, and no thread is left behind then.
    HookAddresses hooks = hooks(roster, given);
    Threads threads = calls == null ? Threads.create() : null;
    Executor runs = threads == null ? requireNonNull(calls) : threads.common();
    Function<ProviderId, Executor> hosts = threads == null ? any -> runs : threads::of;
    SparingStore sparing =
        given instanceof MemoryTaskStore ? null : new SparingStore(given, time, runs);
    TaskStore remembers = sparing == null ? given : sparing;
    Deliveries deliveries = new Deliveries(listeners, Threads.platform(), time);
    Tenure tenure = new Tenure(remembers.leases(), Token.random(random), lease, time);
    tenure.renewWhenDue();
    Journal journal = new Journal(remembers, time, zone(), tenure);
    Board board = new Board(first, time, random);
    tenure.watchPlace(place -> board.change(state -> state.sharedBy(place)));
    Probes told = new Probes(probes);
    Submitter submitter =
        new Submitter(journal, roster, board, hooks, routing, policies, time, random, told);
    Tracker tracker =
        new Tracker(
            journal,
            tenure,
            roster.with(Providers::withoutRepeats),
            tasks,
            routing.submitDeadline(),
            time,
            random,
            runs,
            hosts,
            submitter.resubmitter(runs),
            board,
            told);
    Waiters waiters = new Waiters(journal, time, runs);
    Accounts accounts = new Accounts(roster, board, time, random, hosts);
    journal.watch(tracker::changed);
    journal.watch(board::changed);
    journal.watch(accounts::changed);
    // Last: whoever is told that a task ended finds its place free.
    journal.wake(waiters::changed);
    journal.watchLost(tracker::lost);
    journal.watchLost(board::lost);
    journal.watchLost(waiters::lost);
    journal.compare((before, after) -> told.changed(before.map(TaskRecord::task), after.task()));
    board.watchRoutes(told::routesChanged);
    ImageDirectory directory =
        images.keep().map(at -> new ImageDirectory(at, images.retention(), time)).orElse(null);
    ImageSink keeps = sink == null ? directory : sink;
    Media media = new Media(roster, keeps, time, images.maxSize());
    Keeper keeper = keeps == null ? Keeper.NONE : new MediaKeeper(media, keeps);
    Upkeep upkeep = new Upkeep(remembers, board, zone(), submitter::recordLate, time, runs);
    fleet.tells(new Reconfiguration.Parts(board, accounts, upkeep, tracker, remembers));
    Engine engine =
        new Engine(
            new Engine.Parts(
                journal,
                board,
                accounts,
                upkeep,
                fleet,
                reader,
                submitter,
                tenure,
                Optional.ofNullable(sparing),
                tracker,
                new OtherNodes(journal, tenure, waiters, board, time, runs),
                waiters,
                new Reminders(time, runs),
                new Webhooks(hooks, tracker, told, time),
                media,
                deliveries,
                new Endings(journal, tenure, deliveries, keeper, time, runs),
                directory == null ? () -> {} : new DirectorySweeper(directory, time, runs)::tick,
                runs,
                time,
                random));
    told.opened(board.gauges());
    engine.closes(told::closed);
    if (store == null) {
      engine.closes(given);
    }
    engine.closes(submitter::recordLate);
    engine.closes(fleet);
    if (threads != null) {
      engine.closes(threads);
      Thread background = Threads.platform().newThread(engine::run);
      engine.closes(background::interrupt);
      background.start();
    }
    return new Midjourney(engine);
  }

  private HookAddresses hooks(Roster roster, TaskStore remembers) {
    if (webhooks.baseUrl().isPresent()
        && roster.offers().stream().noneMatch(offer -> offer.info().can(Capability.WEBHOOK))) {
      LOG.warn(
          "midjourney.webhooks.base-url is set, and no provider calls back;"
              + " where one does, add capability webhook to its profile");
    }
    return webhooks
        .prefix()
        .map(prefix -> HookAddresses.below(prefix, hookKey(remembers)))
        .orElseGet(HookAddresses::none);
  }

  private byte[] hookKey(TaskStore remembers) {
    return webhooks
        .secret()
        .map(Secret::reveal)
        .orElseGet(() -> remembers.shared().common("webhooks.secret", Token.random(random)))
        .getBytes(UTF_8);
  }

  private ZoneId zone() {
    return routing.zone().orElseGet(ZoneId::systemDefault);
  }
}
