package io.mjrouter.provider;

import io.mjrouter.model.Mode;
import io.mjrouter.spi.BalanceProbe;
import io.mjrouter.spi.BalanceProbe.Endpoint;
import io.mjrouter.spi.BalanceSettings;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.CodeMeaning;
import io.mjrouter.spi.ModeSignal;
import io.mjrouter.spi.Profile;
import io.mjrouter.spi.ProviderSettings;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A dialect with a user's settings applied; what is wrong with those is reported elsewhere. */
final class EffectiveProfile {

  private EffectiveProfile() {}

  /**
   * Applies settings to a dialect.
   *
   * @param spelled the mode that the base address asked for; it counts where no modes are set
   */
  static Profile of(Profile type, ProviderSettings settings, Optional<Mode> spelled) {
    Profile.Builder effective = type.toBuilder();
    settings.auth().ifPresent(effective::auth);
    settings.userAgent().filter(text -> !text.isBlank()).ifPresent(effective::userAgent);
    Map<String, String> headers = new LinkedHashMap<>(type.headers());
    headers.putAll(settings.headers());
    effective.headers(headers);
    settings.imageRule().ifPresent(effective::imageRule);
    Map<Integer, CodeMeaning> codes = new LinkedHashMap<>(type.codes());
    codes.putAll(settings.codes());
    effective.codes(codes);
    effective.prices(type.prices().overriddenBy(settings.prices().inUsd(worth(settings))));
    settings.refundsFailures().ifPresent(effective::refundsFailures);
    modes(type, settings, spelled, effective);
    List<BalanceProbe> probes = probes(type, settings);
    effective.balanceProbes(probes.toArray(BalanceProbe[]::new));
    effective.capabilities(capabilities(type, settings, !probes.isEmpty()));
    return effective.build();
  }

  private static void modes(
      Profile type, ProviderSettings settings, Optional<Mode> spelled, Profile.Builder effective) {
    ModeSignal signal = settings.modeBy().orElse(type.modeSignal());
    Map<Mode, String> prefixes = new EnumMap<>(Mode.class);
    prefixes.putAll(type.modePrefixes());
    Set<Mode> modes = EnumSet.copyOf(type.modes());
    Optional<Mode> bare = type.barePathMode();
    if (settings.barePathMode().isPresent()) {
      bare = settings.barePathMode().flatMap(Mode::parse);
      boolean onlyBare =
          !prefixes.isEmpty() && prefixes.values().stream().allMatch(String::isEmpty);
      if (bare.isPresent() && onlyBare) {
        prefixes.clear();
        modes = EnumSet.of(bare.get());
      } else if (!onlyBare) {
        prefixes.replaceAll((mode, prefix) -> prefix.isEmpty() ? "/mj-" + mode.key() : prefix);
      }
      bare.ifPresent(mode -> prefixes.put(mode, ""));
    }
    prefixes.putAll(settings.modePrefixes());
    modes.addAll(settings.modePrefixes().keySet());
    if (!settings.modes().isEmpty()) {
      modes = EnumSet.copyOf(settings.modes());
    } else if (spelled.isPresent()) {
      modes = EnumSet.of(spelled.get());
    }
    effective
        .modeSignal(signal)
        .modePrefixes(prefixes)
        .barePathMode(bare.orElse(null))
        .modes(modes);
  }

  private static List<BalanceProbe> probes(Profile type, ProviderSettings settings) {
    BalanceSettings balance = settings.balance();
    if (!balance.enabled()) {
      return List.of();
    }
    List<BalanceProbe> probes = new ArrayList<>();
    if (balance.endpoint().isPresent()) {
      Endpoint wanted = balance.endpoint().get();
      if (wanted != Endpoint.NONE) {
        probes.add(
            type.balanceProbes().stream()
                .filter(probe -> probe.endpoint() == wanted)
                .findFirst()
                .orElseGet(() -> BalanceProbe.of(wanted)));
      }
    } else {
      if (balance.accessToken().isPresent()) {
        probes.add(BalanceProbe.of(Endpoint.USER_SELF));
      }
      type.balanceProbes().stream()
          .filter(probe -> probe.endpoint() != Endpoint.NONE)
          .forEach(probes::add);
    }
    return probes.stream().map(probe -> inUsd(probe, settings)).toList();
  }

  /** A host whose unit is no dollar counts its balance in that unit too. */
  private static BalanceProbe inUsd(BalanceProbe probe, ProviderSettings settings) {
    Optional<BigDecimal> unitUsd = settings.balance().unitUsd();
    if (unitUsd.isPresent()) {
      return probe.withUnitsPerUsd(
          BigDecimal.ONE.divide(unitUsd.get(), MathContext.DECIMAL64).stripTrailingZeros());
    }
    return worth(settings).compareTo(BigDecimal.ONE) == 0
        ? probe
        : probe.withUnitsPerUsd(probe.unitsPerUsd().divide(worth(settings), MathContext.DECIMAL64));
  }

  private static BigDecimal worth(ProviderSettings settings) {
    return settings.usdPerUnit().signum() > 0 ? settings.usdPerUnit() : BigDecimal.ONE;
  }

  private static Set<Capability> capabilities(
      Profile type, ProviderSettings settings, boolean hasBalance) {
    Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
    capabilities.addAll(type.capabilities());
    if (hasBalance) {
      capabilities.add(Capability.BALANCE);
    } else {
      capabilities.remove(Capability.BALANCE);
    }
    boolean console =
        settings.balance().accessToken().isPresent() && settings.balance().userId().isPresent();
    if (console && type.echoesState()) {
      capabilities.add(Capability.LIST);
      capabilities.add(Capability.RECONCILE);
    }
    capabilities.addAll(settings.addedCapabilities());
    capabilities.removeAll(settings.removedCapabilities());
    return capabilities;
  }
}
