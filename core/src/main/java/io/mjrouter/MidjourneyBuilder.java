package io.mjrouter;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toSet;

import io.mjrouter.error.ConfigurationException;
import io.mjrouter.event.MjListener;
import io.mjrouter.event.MjProbe;
import io.mjrouter.model.TimeSource;
import io.mjrouter.route.RouterState;
import io.mjrouter.route.RoutingPolicy;
import io.mjrouter.route.RoutingSettings;
import io.mjrouter.spi.ImageSink;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.Problems;
import io.mjrouter.spi.ProviderContext;
import io.mjrouter.spi.ProviderFactory;
import io.mjrouter.spi.ProviderSettings;
import io.mjrouter.spi.ProviderSource;
import io.mjrouter.store.TaskStore;
import io.mjrouter.submit.Tenure;
import io.mjrouter.task.TaskSettings;
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
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Collects the configuration of a {@link Midjourney} and checks it: the same tree as in YAML.
 *
 * <p>Factories of provider types are found by {@link java.util.ServiceLoader}, through the thread's
 * class loader or else the library's own, and can be added by hand. What is built does not change
 * with the builder, which can go on. Not safe for use by several threads.
 */
public final class MidjourneyBuilder {

  private static final Duration LONGEST_REFRESH = Duration.ofDays(1);

  private final List<ProviderSettings> settings = new ArrayList<>();
  private final List<MjProvider> providers = new ArrayList<>();
  private final List<ProviderFactory> factories = new ArrayList<>();
  private final List<String> found = new ArrayList<>();
  private @Nullable ProviderSource source;
  private Duration sourceRefresh = Duration.ofMinutes(1);

  // ---- What Wiring reads.

  final List<MjListener> listeners = new ArrayList<>();
  final List<MjProbe> probes = new ArrayList<>();
  final Map<String, RoutingPolicy> policies = new LinkedHashMap<>();
  RoutingSettings routing = RoutingSettings.defaults();
  TaskSettings tasks = TaskSettings.defaults();
  WebhookSettings webhooks = WebhookSettings.defaults();
  ImageSettings images = ImageSettings.defaults();
  @Nullable ImageSink sink;
  @Nullable TaskStore store;
  TimeSource time = TimeSource.system();
  RandomGenerator random = new SecureRandom();
  @Nullable Executor calls;
  Duration lease = Tenure.LEASE;

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
   * Checks everything, and makes nothing but the directory of {@code images.keep}.
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
      return new Wiring(this, fleet, first, reader).wire();
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

  /** Where days begin and end. */
  ZoneId zone() {
    return routing.zone().orElseGet(ZoneId::systemDefault);
  }
}
