package io.mjrouter;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.mjrouter.error.MjException;
import io.mjrouter.error.NoRouteException;
import io.mjrouter.error.OutcomeUnknownException;
import io.mjrouter.event.MjEvent;
import io.mjrouter.event.MjListener;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.PriceList;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TimeSource;
import io.mjrouter.provider.KnownProfiles;
import io.mjrouter.provider.ProfiledProviderFactory;
import io.mjrouter.provider.simulator.HttpSimulatedHost;
import io.mjrouter.route.RoutingSettings;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.Profile;
import io.mjrouter.spi.ProviderContext;
import io.mjrouter.spi.ProviderSettings;
import io.mjrouter.store.Shards;
import io.mjrouter.store.TaskStore;
import io.mjrouter.store.jdbc.JdbcTaskStore;
import io.mjrouter.task.PollSettings;
import io.mjrouter.task.TaskSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * A process of its own with a router in it: submits what it is told to, waits until everything is
 * at rest and ends. It may stop at a {@link Step}, to be killed there or told to go on.
 *
 * <p>Arguments, as {@code name=value}: {@code store} (a file of H2, or a JDBC URL), {@code hosts}
 * (base URLs, cheapest first), {@code log} (a file for what happens), {@code prefixes}, {@code
 * count} and {@code plain} (what it submits: for each prefix so many with a reference, and so many
 * without), {@code step} and {@code nth} (where it stops), {@code lease} (milliseconds), {@code
 * expiry} (of unknown outcomes, seconds), {@code cap} (micro-USD a day).
 */
final class Node {

  /** Every node knows the same hosts at the same prices. */
  static final Profile DIALECT = KnownProfiles.midjourneyProxy();

  /** How the names of submissions without a reference begin. */
  static final String PLAIN = "plain-";

  private static final int THREADS = 4;
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Map<String, String> arguments;
  private final AtomicInteger left;
  private final Optional<Step> stop;
  private final BufferedReader orders =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));

  private Node(Map<String, String> arguments) {
    this.arguments = arguments;
    stop = Optional.ofNullable(arguments.get("step")).map(Step::valueOf);
    left = new AtomicInteger(Integer.parseInt(arguments.getOrDefault("nth", "1")));
  }

  public static void main(String[] args) throws Exception {
    new Node(
            Arrays.stream(args)
                .map(arg -> arg.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1])))
        .run();
    System.exit(0);
  }

  /** What is asked for under a name: nothing else tells submissions without a reference apart. */
  static String prompt(String name) {
    return "a fox, " + name;
  }

  static PriceList prices(int place) {
    return PriceList.builder().otherwise(Mode.FAST, Money.usd("0.01").times(1 + 2 * place)).build();
  }

  /** The store behind an argument. */
  static TaskStore open(String store) {
    if (!store.startsWith("jdbc:")) {
      return JdbcTaskStore.h2File(Path.of(store));
    }
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(store);
    config.setMaximumPoolSize(8);
    return JdbcTaskStore.over(new HikariDataSource(config));
  }

  private void run() throws Exception {
    TaskStore store = new Steps(this::passed, this::log).store(open(arguments.get("store")));
    MidjourneyBuilder builder =
        Midjourney.builder()
            .store(store)
            .lease(Duration.ofMillis(number("lease", 3_000)))
            .routing(routing())
            .tasks(
                TaskSettings.defaults()
                    .withUnknownExpiry(Duration.ofSeconds(number("expiry", 12)))
                    .withPoll(
                        PollSettings.defaults()
                            .withMin(Duration.ofMillis(200))
                            .withMax(Duration.ofSeconds(1))
                            .withPerSecond(50)))
            .listener(
                new MjListener() {
                  @Override
                  public void onFinished(MjEvent.Finished event) {
                    passed(Step.BEFORE_EVENT);
                    log("event " + event.task().id() + " " + event.id());
                    passed(Step.AFTER_EVENT);
                  }
                });
    int place = 0;
    for (String url : arguments.get("hosts").split(",")) {
      builder.provider(host(url, place++));
    }
    Midjourney mj = builder.build();
    say("READY");
    submitAll(mj);
    say("SUBMITTED");
    while (!store.open(Shards.every(), Optional.empty(), 1).isEmpty()
        || !store.finishes().untold(Shards.every(), 0, 1).records().isEmpty()) {
      TimeSource.system().sleep(PAUSE);
    }
    mj.close();
    store.close();
    say("IDLE");
  }

  private long number(String name, long otherwise) {
    return arguments.containsKey(name) ? Long.parseLong(arguments.get(name)) : otherwise;
  }

  private RoutingSettings routing() {
    RoutingSettings.Builder routing =
        RoutingSettings.builder().zone(ZoneOffset.UTC).submitDeadline(Duration.ofSeconds(3));
    Optional.ofNullable(arguments.get("cap"))
        .ifPresent(cap -> routing.dailySpend(new Money(Long.parseLong(cap))));
    return routing.build();
  }

  private MjProvider host(String url, int place) {
    MjProvider provider =
        new ProfiledProviderFactory(DIALECT)
            .create(
                ProviderSettings.builder("host-" + place, DIALECT.name())
                    .baseUrl(url)
                    .apiKey(HttpSimulatedHost.KEY)
                    .modes(Mode.FAST)
                    .prices(prices(place))
                    .build(),
                new ProviderContext(TimeSource.system(), new SecureRandom()));
    return new Steps(this::passed, this::log).provider(provider);
  }

  private void submitAll(Midjourney mj) throws Exception {
    long referring = number("count", 0);
    long plain = number("plain", 0);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    List<Future<?>> all = new ArrayList<>();
    for (String prefix : arguments.get("prefixes").split(",")) {
      for (int i = 0; i < Math.max(referring, plain); i++) {
        String name = prefix + "-" + i;
        if (i < referring) {
          all.add(threads.submit(() -> insist(mj, name)));
        }
        if (i < plain) {
          all.add(threads.submit(() -> submit(mj, PLAIN + name, SubmitOptions.defaults())));
        }
      }
    }
    for (Future<?> each : all) {
      each.get();
    }
    threads.shutdown();
  }

  /** Again and again until it is taken or nobody knows, as a patient caller would. */
  private void insist(Midjourney mj, String reference) {
    SubmitOptions options = SubmitOptions.builder().reference(reference).build();
    while (!submit(mj, reference, options)) {
      pause();
    }
  }

  /**
   * Once: without a reference, whoever asks again asks for another picture.
   *
   * @return whether there is nothing left to ask
   */
  private boolean submit(Midjourney mj, String name, SubmitOptions options) {
    try {
      Task task = mj.submit(Imagine.of(prompt(name)), options);
      log("taken " + task.id() + " " + name);
      return true;
    } catch (OutcomeUnknownException e) {
      log("unknown " + e.taskId() + " " + name);
      return true;
    } catch (MjException e) {
      log("failed " + name + " " + e);
      return e instanceof NoRouteException && arguments.containsKey("cap");
    }
  }

  private static void pause() {
    try {
      TimeSource.system().sleep(PAUSE);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void passed(Step step) {
    if (stop.filter(step::equals).isPresent() && left.decrementAndGet() == 0) {
      say("AT " + step);
      try {
        orders.readLine();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private synchronized void log(String line) {
    try {
      Files.writeString(
          Path.of(arguments.get("log")),
          line + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void say(String word) {
    System.out.println("node: " + word);
    System.out.flush();
  }
}
