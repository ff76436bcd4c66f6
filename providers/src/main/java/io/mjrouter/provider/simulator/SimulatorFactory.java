package io.mjrouter.provider.simulator;

import static java.util.Objects.requireNonNull;

import io.mjrouter.model.Mode;
import io.mjrouter.model.ProviderId;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.NearestName;
import io.mjrouter.spi.Problems;
import io.mjrouter.spi.Profile;
import io.mjrouter.spi.ProviderContext;
import io.mjrouter.spi.ProviderFactory;
import io.mjrouter.spi.ProviderInfo;
import io.mjrouter.spi.ProviderSettings;
import io.mjrouter.spi.SimulatorSettings;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes providers of the type {@code simulator}: hosts that are not there, with everything a real
 * one does, in the program itself. Nothing they draw is real and nothing they charge is paid.
 *
 * <p>The setting {@code simulator.profile} names the host they are like; the other settings below
 * {@code simulator} are those of {@link SimulatedHostBuilder}. A key is not needed. Pictures have
 * links that only this provider can open. A provider that is made again under its name, with other
 * settings, still has the tasks of the one before.
 */
public final class SimulatorFactory implements ProviderFactory {

  /** The type that this makes. */
  public static final String TYPE = "simulator";

  private final Map<ProviderId, HostCalls> hosts = new ConcurrentHashMap<>();

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public void validate(ProviderSettings settings, Problems problems) {
    settings.validate(problems);
    SimulatorSettings simulator = settings.simulator();
    Problems below = problems.in("simulator");
    Optional<Profile> profile = SimulatedProfiles.byName(simulator.profile());
    if (profile.isEmpty()) {
      below.add(
          "profile",
          "'"
              + simulator.profile()
              + "' is not known (expected: one of "
              + String.join(", ", SimulatedProfiles.NAMES)
              + ")"
              + NearestName.hint(simulator.profile(), SimulatedProfiles.NAMES));
    }
    for (String fault : simulator.faults()) {
      FaultScript.problem(fault).ifPresent(problem -> below.add("faults", problem));
    }
    simulator
        .durations()
        .forEach(
            (mode, duration) -> {
              if (duration.isNegative() || duration.isZero()) {
                below.add("durations." + mode.key(), duration + " (expected: more than nothing)");
              }
            });
    simulator
        .balance()
        .filter(balance -> balance.micros() < 0)
        .ifPresent(balance -> below.add("balance", balance + " (expected: not negative)"));
    profile
        .filter(known -> modes(settings, known).isEmpty())
        .ifPresent(
            known ->
                problems.add(
                    "modes", settings.modes() + " (expected: some of " + known.modes() + ")"));
  }

  @Override
  public MjProvider create(ProviderSettings settings, ProviderContext context) {
    Problems problems = Problems.under(settings.id().toString());
    validate(settings, problems);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems.lines()));
    }
    SimulatorSettings simulator = settings.simulator();
    Profile profile = SimulatedProfiles.byName(simulator.profile()).orElseThrow();
    SimulatedHostBuilder host =
        SimulatedHost.builder(profile, context.time())
            .seed(Chance.mix(Chance.hash(settings.id().toString()), context.random().nextLong()))
            .speed(simulator.speed())
            .durations(simulator.durations())
            .faults(simulator.faults())
            .prices(settings.prices().inUsd(settings.usdPerUnit()))
            .refundsFailures(settings.refundsFailures().orElse(profile.refundsFailures()));
    simulator.balance().ifPresent(host::balance);
    SimulatedHost built = host.build();
    HostCalls calls =
        requireNonNull(
            hosts.merge(
                settings.id(), built.calls(), (before, now) -> new Succession(now, before)));
    return new SimulatedProvider(settings.id(), info(settings, built), calls, context.time());
  }

  /** The same as {@link #create}, in front of a host that a test or demonstration holds. */
  public static MjProvider inFrontOf(
      SimulatedHost host, ProviderSettings settings, ProviderContext context) {
    return new SimulatedProvider(settings.id(), info(settings, host), host.calls(), context.time());
  }

  private static ProviderInfo info(ProviderSettings settings, SimulatedHost host) {
    Profile profile = host.profile();
    Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
    capabilities.addAll(profile.capabilities());
    capabilities.addAll(settings.addedCapabilities());
    capabilities.removeAll(settings.removedCapabilities());
    // Nothing here has an address that could be called back from.
    capabilities.remove(Capability.WEBHOOK);
    return new ProviderInfo(
        TYPE, modes(settings, profile), capabilities, host.prices(), host.refundsFailures(), true);
  }

  private static Set<Mode> modes(ProviderSettings settings, Profile profile) {
    Set<Mode> modes = EnumSet.copyOf(profile.modes());
    if (!settings.modes().isEmpty()) {
      modes.retainAll(settings.modes());
    }
    return modes;
  }
}
