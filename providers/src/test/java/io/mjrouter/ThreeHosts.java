package io.mjrouter;

import io.mjrouter.error.NoRouteException;
import io.mjrouter.error.OutcomeUnknownException;
import io.mjrouter.error.SubmissionRefusedException;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.PriceList;
import io.mjrouter.model.Route;
import io.mjrouter.model.RouteReason;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.provider.ProfiledProviderFactory;
import io.mjrouter.provider.simulator.HttpSimulatedHost;
import io.mjrouter.provider.simulator.SimulatedHost;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.Profile;
import io.mjrouter.spi.ProviderContext;
import io.mjrouter.spi.ProviderSettings;
import io.mjrouter.testing.FakeTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiFunction;

/**
 * Simulated hosts at ports of this machine, cheapest first, and one router before them, without
 * threads of its own and on a clock that the test turns. A host that keeps a client waiting turns
 * it as well, past every timeout of a submit.
 */
final class ThreeHosts implements AutoCloseable {

  private static final Mode MODE = Mode.FAST;
  private static final Duration PAST_EVERY_SUBMIT = Duration.ofSeconds(80);

  final FakeTime time = FakeTime.create();
  final List<Host> hosts = new ArrayList<>();
  final Midjourney mj;

  /** A host, and the way to it. */
  static final class Host {
    final SimulatedHost books;
    final HttpSimulatedHost server;
    final MjProvider provider;
    final Route route;
    Trouble trouble = Trouble.NONE;

    private Host(SimulatedHost books, HttpSimulatedHost server, MjProvider provider) {
      this.books = books;
      this.server = server;
      this.provider = provider;
      this.route = new Route(provider.id(), MODE);
    }

    /** The next submission here meets this trouble, and none after it. */
    void meets(Trouble next) {
      if (next == Trouble.DOWN && trouble != Trouble.DOWN) {
        server.down();
        // Connections of the pool end now, and not under the next submission.
        var unused = provider.fetch("1");
      } else if (next != Trouble.DOWN) {
        server.up();
      }
      trouble = next;
      books.play(next.fault());
    }

    /** How many submissions came, taken or not. */
    long asked() {
      return server.requests().stream()
          .filter(request -> request.method().equals("POST"))
          .filter(request -> request.target().contains("/submit/"))
          .count();
    }

    long paidFor(String prompt) {
      return books.submissions().stream()
          .filter(paid -> paid.submission().prompt().equals(prompt))
          .count();
    }
  }

  /** What a caller was told. */
  record Told(Trouble.Course course, Optional<TaskId> id, String message) {

    Task task(Midjourney mj) {
      return mj.get(id.orElseThrow());
    }
  }

  ThreeHosts(List<Profile> dialects) {
    this(dialects, (builder, time) -> builder);
  }

  /** The same with a router of other settings. */
  ThreeHosts(
      List<Profile> dialects, BiFunction<MidjourneyBuilder, FakeTime, MidjourneyBuilder> settings) {
    MidjourneyBuilder builder =
        settings.apply(Midjourney.builder(), time).time(time).random(new Random(42)).drivenByHand();
    for (int i = 0; i < dialects.size(); i++) {
      Host host = host(dialects.get(i), i);
      hosts.add(host);
      builder.provider(host.provider);
    }
    mj = builder.build();
  }

  private Host host(Profile profile, int place) {
    PriceList prices =
        PriceList.builder().otherwise(MODE, Money.usd("0.01").times(1 + 4 * place)).build();
    SimulatedHost books =
        SimulatedHost.builder(profile, time)
            .seed(place)
            .prices(prices)
            .balance(Money.usd("100"))
            .build();
    HttpSimulatedHost server =
        HttpSimulatedHost.start(profile, books, () -> time.advance(PAST_EVERY_SUBMIT));
    MjProvider provider =
        new ProfiledProviderFactory(server.profile())
            .create(
                ProviderSettings.builder("host-" + place, profile.name())
                    .baseUrl(server.baseUrl().toString())
                    .apiKey(HttpSimulatedHost.KEY)
                    .modes(MODE)
                    .prices(prices)
                    .build(),
                new ProviderContext(time, new Random(place)));
    return new Host(books, server, provider);
  }

  /** Submits and waits for no picture. */
  Told submit(String prompt) {
    try {
      Task task = mj.submit(Imagine.of(prompt));
      return new Told(Trouble.Course.TAKEN, Optional.of(task.id()), "");
    } catch (OutcomeUnknownException e) {
      return new Told(Trouble.Course.HELD, Optional.of(e.taskId()), String.valueOf(e.getMessage()));
    } catch (SubmissionRefusedException e) {
      return new Told(
          Trouble.Course.REFUSED, Optional.of(e.taskId()), String.valueOf(e.getMessage()));
    } catch (NoRouteException e) {
      return new Told(
          Trouble.Course.MOVES_ON, Optional.of(e.taskId()), String.valueOf(e.getMessage()));
    }
  }

  /** Why a host would be asked now, or why not. */
  RouteReason reason(Host host) {
    return mj.explain(Imagine.of("a red fox")).reason(host.route).orElseThrow();
  }

  /** Lets time pass while the router does what it does in the background. */
  void pass(Duration duration) {
    long end = time.nanoTime() + duration.toNanos();
    Duration rest = mj.tick();
    while (end - time.nanoTime() > 0) {
      Duration left = Duration.ofNanos(end - time.nanoTime());
      time.advance(rest.compareTo(left) < 0 ? rest : left);
      rest = mj.tick();
    }
  }

  @Override
  public void close() {
    mj.close();
    for (Host host : hosts) {
      host.provider.close();
      host.server.close();
    }
  }
}
