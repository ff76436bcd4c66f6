package io.mjrouter.provider;

import com.google.common.net.HostAndPort;
import io.mjrouter.model.Mode;
import io.mjrouter.provider.internal.HeaderTexts;
import io.mjrouter.spi.BalanceProbe.Endpoint;
import io.mjrouter.spi.BalanceSettings;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.ModeSignal;
import io.mjrouter.spi.Problems;
import io.mjrouter.spi.Profile;
import io.mjrouter.spi.ProviderSettings;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must be true of settings for a host that speaks the MJ protocol. */
final class ProfileChecks {

  private ProfileChecks() {}

  /** Reports what is wrong with the base address; the address where nothing is. */
  static Optional<BaseUrl> baseUrl(Profile type, ProviderSettings settings, Problems problems) {
    if (settings.baseUrl().isEmpty()) {
      if (type.baseUrl().isEmpty()) {
        problems.add(
            "base-url", "missing (expected: the host's address, such as https://api.example.com)");
      }
      return type.baseUrl().map(uri -> new BaseUrl(uri, Optional.empty()));
    }
    BaseUrl base;
    try {
      base = BaseUrls.parse(settings.baseUrl().get());
    } catch (IllegalArgumentException e) {
      problems.add("base-url", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
    boolean plain = base.uri().getScheme().equals("http");
    if (plain
        && type.baseUrl().map(own -> own.getHost().equals(base.uri().getHost())).orElse(false)) {
      problems.add("base-url", "http would show the key to everybody (expected: https)");
    }
    base.mode()
        .filter(mode -> settings.modes().isEmpty() && !offers(type, settings, mode))
        .ifPresent(
            mode -> problems.add("base-url", "asks for " + mode.key() + expectedModes(type)));
    return Optional.of(base);
  }

  static void check(Profile type, Profile effective, ProviderSettings settings, Problems problems) {
    modes(type, effective, settings, problems);
    headers(settings, problems);
    capabilities(effective, settings, problems);
    balance(type, settings, problems);
    settings
        .proxy()
        .filter(proxy -> proxy(proxy).isEmpty())
        .ifPresent(proxy -> problems.add("http.proxy", "not understood (expected: host:port)"));
  }

  /** A proxy's address, where it is one. */
  static Optional<HostAndPort> proxy(String text) {
    if (!text.matches("(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\]):[0-9]{1,5}")) {
      return Optional.empty();
    }
    try {
      return Optional.of(HostAndPort.fromString(text)).filter(proxy -> proxy.getPort() > 0);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static void modes(
      Profile type, Profile effective, ProviderSettings settings, Problems problems) {
    settings
        .barePathMode()
        .filter(text -> Mode.parse(text).isEmpty() && !text.equals("unknown"))
        .ifPresent(
            text ->
                problems.add(
                    "http.bare-path-mode",
                    "'" + text + "' (expected: relax, fast, turbo or unknown)"));
    for (Mode mode : settings.modes()) {
      if (!offers(type, settings, mode)) {
        problems.add("modes", mode.key() + expectedModes(type));
      }
    }
    settings.modePrefixes().forEach((mode, prefix) -> prefix(mode, prefix, problems));
    if (effective.modeSignal() == ModeSignal.PREFIX) {
      Set<Mode> offered = EnumSet.copyOf(effective.modes());
      offered.removeIf(mode -> !offers(type, settings, mode));
      prefixes(offered, effective.modePrefixes(), problems);
    }
  }

  private static void prefix(Mode mode, String prefix, Problems problems) {
    boolean wellFormed = prefix.matches("(?:/[A-Za-z0-9_-]+){0,4}");
    if (!wellFormed || prefix.toLowerCase(Locale.ROOT).endsWith("/mj")) {
      problems.add(
          "http.mode-prefixes." + mode.key(),
          "not understood (expected: what stands before /mj, such as /mj-fast, or nothing)");
    }
  }

  /** By prefix, every mode needs one, and no two may share it: the dearer could be billed. */
  private static void prefixes(Set<Mode> modes, Map<Mode, String> prefixes, Problems problems) {
    Map<Mode, String> seen = new EnumMap<>(Mode.class);
    for (Mode mode : modes) {
      String prefix = prefixes.get(mode);
      if (prefix == null) {
        problems.add(
            "http.mode-prefixes." + mode.key(),
            "missing (expected: such as /mj-" + mode.key() + ")");
        continue;
      }
      seen.forEach(
          (other, taken) -> {
            if (taken.equals(prefix)) {
              problems.add(
                  "http.mode-prefixes." + mode.key(),
                  "the same as that of " + other.key() + " (expected: one for each mode)");
            }
          });
      seen.put(mode, prefix);
    }
  }

  /** Whether a host has a mode by itself, or has it since the user says how to ask for it. */
  private static boolean offers(Profile type, ProviderSettings settings, Mode mode) {
    return type.modes().contains(mode)
        || settings.modePrefixes().containsKey(mode)
        || settings.barePathMode().flatMap(Mode::parse).map(mode::equals).orElse(false);
  }

  private static String expectedModes(Profile type) {
    return ", which "
        + type.name()
        + " does not offer (expected: "
        + String.join(", ", type.modes().stream().map(Mode::key).toList())
        + ")";
  }

  private static void headers(ProviderSettings settings, Problems problems) {
    settings
        .userAgent()
        .filter(text -> text.isBlank() || !HeaderTexts.isValue(text))
        .ifPresent(
            text ->
                problems.add(
                    "http.user-agent",
                    "blank or with characters that no header takes (expected: such as my-app/1.0)"));
    settings
        .headers()
        .forEach(
            (name, value) -> {
              if (!HeaderTexts.isName(name)) {
                problems.add("http.headers", "a name that no header can have");
              } else if (HeaderTexts.isReserved(name)) {
                problems.add(
                    "http.headers." + name,
                    "set by the library (expected: api-key, http.auth or http.user-agent)");
              } else if (!HeaderTexts.isValue(value)) {
                problems.add(
                    "http.headers." + name, "holds line breaks or characters that no header takes");
              }
            });
  }

  private static void capabilities(
      Profile effective, ProviderSettings settings, Problems problems) {
    Set<Capability> both = EnumSet.noneOf(Capability.class);
    both.addAll(settings.addedCapabilities());
    both.retainAll(settings.removedCapabilities());
    both.forEach(
        capability ->
            problems.add("profile.capabilities", capability.key() + " both added and removed"));
    if (effective.capabilities().contains(Capability.RECONCILE)
        && !effective.capabilities().contains(Capability.LIST)) {
      problems.add("profile.capabilities", "reconcile without list (expected: both, or neither)");
    }
  }

  private static void balance(Profile type, ProviderSettings settings, Problems problems) {
    BalanceSettings balance = settings.balance();
    balance.key().flatMap(ApiKeys::problem).ifPresent(wrong -> problems.add("balance.key", wrong));
    balance
        .accessToken()
        .flatMap(ApiKeys::problem)
        .ifPresent(wrong -> problems.add("balance.access-token", wrong));
    balance
        .userId()
        .filter(id -> !HeaderTexts.isKey(id))
        .ifPresent(
            id -> problems.add("balance.user-id", "not understood (expected: new-api's user id)"));
    boolean userSelf = balance.endpoint().filter(Endpoint.USER_SELF::equals).isPresent();
    if (balance.accessToken().isEmpty() && (userSelf || balance.userId().isPresent())) {
      problems.add(
          "balance.access-token", "missing (expected: new-api's system access token, not the key)");
    }
    if (balance.userId().isEmpty() && (userSelf || balance.accessToken().isPresent())) {
      problems.add("balance.user-id", "missing (expected: new-api's user id)");
    }
    boolean cometOnly =
        balance.endpoint().filter(Endpoint.COMET_QUOTA::equals).isPresent()
            && type.balanceProbes().stream().noneMatch(p -> p.endpoint() == Endpoint.COMET_QUOTA);
    if (cometOnly) {
      problems.add("balance.endpoint", "comet-quota is CometAPI's alone (expected: auto)");
    }
  }
}
