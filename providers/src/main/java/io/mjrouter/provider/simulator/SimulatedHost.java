package io.mjrouter.provider.simulator;

import io.mjrouter.model.Money;
import io.mjrouter.model.PriceList;
import io.mjrouter.model.TimeSource;
import io.mjrouter.spi.Profile;
import java.util.List;
import java.util.Optional;

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
  private final PriceList prices;
  private final boolean refunds;
  private final GuardedDesk desk;

  SimulatedHost(SimulatedHostBuilder builder) {
    profile = builder.profile;
    prices = builder.prices();
    refunds = builder.refunds;
    desk = new GuardedDesk(builder, prices);
  }

  /** Begins a host of a profile, with its modes, prices and capabilities. */
  public static SimulatedHostBuilder builder(Profile profile, TimeSource time) {
    return new SimulatedHostBuilder(profile, time);
  }

  public Profile profile() {
    return profile;
  }

  /**
   * What it charges: the profile's prices, overridden by configured ones. Where neither has one, a
   * public reseller's (MaxAPI's): a grid 0.015, 0.04 and 0.108 in relax, fast and turbo; upscale,
   * describe, shorten, upload and face swap 0.01; a video as much as eight grids; the windows of
   * Vary Region and Custom Zoom nothing, since their answers are billed.
   */
  public PriceList prices() {
    return prices;
  }

  /** Whether a task that failed costs nothing in the end. */
  public boolean refundsFailures() {
    return refunds;
  }

  /** How many submissions it took and billed, those for nothing included. */
  public int paidSubmissions() {
    return desk.statement().paid().size();
  }

  /** What it billed less what it gave back. */
  public Money charged() {
    return desk.statement().charged();
  }

  /** What is left on the account; empty when there is no end of it. */
  public Optional<Money> balance() {
    return desk.balance();
  }

  /** Every submission it took and billed, oldest first. */
  public List<PaidSubmission> submissions() {
    return desk.statement().paid();
  }

  /** Lets it be well or not from now on. */
  public void condition(Condition condition) {
    desk.condition(condition);
  }

  /**
   * Replaces what is still to go wrong, beginning with the next submission.
   *
   * @param faults in the words of {@link Fault}; none: nothing goes wrong any more
   * @throws IllegalArgumentException when a line is not understood
   */
  public void play(String... faults) {
    desk.play(FaultScript.parse(List.of(faults)));
  }

  HostCalls calls() {
    return desk;
  }
}
