package io.mjrouter.provider.compatible;

import io.mjrouter.provider.KnownProfiles;
import io.mjrouter.provider.ProfiledProviderFactory;
import io.mjrouter.spi.NearestName;
import io.mjrouter.spi.Problems;
import io.mjrouter.spi.Profile;
import io.mjrouter.spi.ProviderSettings;
import java.util.List;

/**
 * Type {@code compatible}: any host that speaks the MJ protocol, by configuration alone.
 *
 * <p>It begins as one of the {@linkplain KnownProfiles#families() families}, {@code new-api} unless
 * told otherwise, and every quirk is a setting:
 *
 * <pre>{@code
 * acme:
 *   type: compatible
 *   base-url: https://api.acme.example
 *   api-key: ${ACME_KEY}
 *   prices: { default: { relax: 0.015, fast: 0.04 } }
 *   modes: [relax, fast]
 *   http: { mode-prefixes: { relax: "", fast: /mj-fast }, bare-path-mode: relax }
 *   profile: { compatible: new-api, capabilities: { remove: [swap-face] } }
 * }</pre>
 */
public final class CompatibleFactory extends ProfiledProviderFactory {

  public CompatibleFactory() {
    super(KnownProfiles.newApi());
  }

  @Override
  public String type() {
    return "compatible";
  }

  @Override
  protected Profile profileFor(ProviderSettings settings, Problems problems) {
    String wanted = settings.profile().orElse(KnownProfiles.newApi().name());
    List<Profile> families = KnownProfiles.families();
    for (Profile family : families) {
      if (family.name().equals(wanted)) {
        return family;
      }
    }
    List<String> names = families.stream().map(Profile::name).toList();
    problems.add(
        "profile.compatible",
        "'"
            + wanted
            + "' (expected: "
            + String.join(", ", names)
            + NearestName.hint(wanted, names)
            + ")");
    return KnownProfiles.newApi();
  }
}
