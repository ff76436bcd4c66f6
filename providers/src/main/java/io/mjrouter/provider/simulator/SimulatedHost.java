package io.mjrouter.provider.simulator;

import io.mjrouter.model.Money;
import io.mjrouter.model.PriceList;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.model.TimeSource;
import io.mjrouter.spi.Profile;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A host that behaves like a real one and draws its own pictures.
 *
 * <p>It queues, draws for as long as hosts of its profile do, shows progress and previews, gives
 * each stage its buttons, opens windows, takes money and gives it back, and goes wrong as its
 * {@link Fault}s say. Everything follows from the submissions, the seed and the {@link TimeSource}:
 * the same ones give the same bytes. It has no threads and no connections; where a task stands is
 * worked out when somebody asks. A task's clock is the monotonic one, so a wall clock that jumps
 * does not move it.
 *
 * <p>A {@link SimulatorFactory} puts a provider in front of it, and {@link HttpSimulatedHost}
 * serves it over HTTP. What is true, whatever its callers heard, is in {@link #submissions()}. It
 * remembers every task until it is dropped. Safe for use by many threads.
 */
public final class SimulatedHost {

  private final Profile profile;
  private final HostTraits traits;
  private final PriceList prices;
  private final Gallery gallery = new Gallery();
  private final Desk desk;
  private final Object lock = new Object();

  SimulatedHost(SimulatedHostBuilder builder) {
    profile = builder.profile;
    traits = HostTraits.of(profile);
    prices = builder.prices();
    desk = new Desk(builder, traits, prices);
  }

  /** Begins a host of a profile, with its modes, prices and capabilities. */
  public static SimulatedHostBuilder builder(Profile profile, TimeSource time) {
    return new SimulatedHostBuilder(profile, time);
  }

  public Profile profile() {
    return profile;
  }

  /** What it charges: the profile's prices, overridden by configured ones, and {@link Prices}. */
  public PriceList prices() {
    return prices;
  }

  /** How many submissions it took and billed, those for nothing included. */
  public int paidSubmissions() {
    synchronized (lock) {
      desk.advance();
      return desk.account().count();
    }
  }

  /** What it billed less what it gave back. */
  public Money charged() {
    synchronized (lock) {
      desk.advance();
      return desk.account().charged();
    }
  }

  /** What is left on the account; empty when there is no end of it. */
  public Optional<Money> balance() {
    synchronized (lock) {
      desk.advance();
      return desk.account().balance();
    }
  }

  /** Every submission it took and billed, oldest first. */
  public List<PaidSubmission> submissions() {
    synchronized (lock) {
      desk.advance();
      return desk.account().paid();
    }
  }

  HostTraits traits() {
    return traits;
  }

  /** Whether the answer to the press said that a window waits. */
  boolean announcesWindow(String taskId) {
    synchronized (lock) {
      return desk.task(taskId)
          .flatMap(SimulatedTask::window)
          .filter(window -> traits.announces(window.kind()))
          .isPresent();
    }
  }

  Instant now() {
    return desk.now();
  }

  Reply submit(Order order) {
    synchronized (lock) {
      return desk.submit(order);
    }
  }

  /**
   * Where a task stands, as this host would say it; empty when it does not know the task.
   *
   * @param links makes a link of a picture's name
   */
  Optional<TaskSnapshot> fetch(String id, Function<String, URI> links) {
    synchronized (lock) {
      desk.advance();
      return desk.task(id).map(task -> snapshot(task, links));
    }
  }

  List<TaskSnapshot> fetchAll(Collection<String> ids, Function<String, URI> links) {
    synchronized (lock) {
      desk.advance();
      List<TaskSnapshot> found = new ArrayList<>();
      for (String id : ids) {
        desk.task(id).ifPresent(task -> found.add(snapshot(task, links)));
      }
      return found;
    }
  }

  /** The newest tasks first. */
  List<TaskSnapshot> list(int atMost, Function<String, URI> links) {
    synchronized (lock) {
      desk.advance();
      List<TaskSnapshot> newest = new ArrayList<>();
      for (SimulatedTask task : desk.newest(atMost)) {
        newest.add(snapshot(task, links));
      }
      return newest;
    }
  }

  /** The seed of a finished picture; empty where there is none or the task is not known. */
  Optional<String> seed(String id) {
    synchronized (lock) {
      desk.advance();
      return desk.task(id)
          .filter(task -> task.isSuccess(desk.ticks()))
          .filter(task -> task.artwork().filter(made -> !made.pictures().isEmpty()).isPresent())
          .map(Snapshots::seed);
    }
  }

  /** Stops a task; false when it was over already; empty when it is not known. */
  Optional<Boolean> cancel(String id) {
    synchronized (lock) {
      desk.advance();
      return desk.task(id).map(desk::cancel);
    }
  }

  /** A picture or video by the name in its link; empty where there is none. */
  Optional<Media> media(String name) {
    Optional<Supplier<Media>> exhibit;
    synchronized (lock) {
      desk.advance();
      exhibit = desk.exhibit(name, gallery);
    }
    return exhibit.map(Supplier::get);
  }

  private TaskSnapshot snapshot(SimulatedTask task, Function<String, URI> links) {
    return Snapshots.of(task, desk.ticks(), desk.origin(), traits, links);
  }
}
