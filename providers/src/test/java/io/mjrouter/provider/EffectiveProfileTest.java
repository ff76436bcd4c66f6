package io.mjrouter.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Mode;
import io.mjrouter.spi.BalanceProbe;
import io.mjrouter.spi.BalanceProbe.Endpoint;
import io.mjrouter.spi.BalanceSettings;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.CodeMeaning;
import io.mjrouter.spi.ImageRule;
import io.mjrouter.spi.Problems;
import io.mjrouter.spi.Profile;
import io.mjrouter.spi.ProviderSettings;
import io.mjrouter.spi.Secret;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class EffectiveProfileTest {

  private static ProviderSettings.Builder settings() {
    return ProviderSettings.builder("acme", "any").apiKey("sk-1");
  }

  private static Profile of(Profile type, ProviderSettings.Builder settings) {
    return EffectiveProfile.of(type, settings.build(), Optional.empty());
  }

  @Test
  void of_barePathIsFast_movesTheOtherModesToPrefixes() {
    Profile fast = of(KnownProfiles.cometApi(), settings().barePathMode("fast"));

    assertEquals(
        Map.of(Mode.RELAX, "/mj-relax", Mode.FAST, "", Mode.TURBO, "/mj-turbo"),
        fast.modePrefixes());
    assertEquals(Optional.of(Mode.FAST), fast.barePathMode());
  }

  @Test
  void of_barePathUnknown_asksForEveryModeByPrefix() {
    Profile unknown = of(KnownProfiles.cometApi(), settings().barePathMode("unknown"));

    assertEquals("/mj-relax", unknown.modePrefixes().get(Mode.RELAX));
    assertEquals(Optional.empty(), unknown.barePathMode());
  }

  @Test
  void of_barePathOfAHostWithoutModes_renamesItsOnlyMode() {
    Profile relaxed = of(KnownProfiles.midjourneyProxy(), settings().barePathMode("relax"));

    assertEquals(Set.of(Mode.RELAX), relaxed.modes());
    assertEquals(Map.of(Mode.RELAX, ""), relaxed.modePrefixes());
  }

  @Test
  void of_prefixForAFurtherMode_offersIt() {
    Profile turbo =
        of(KnownProfiles.yutoAi(), settings().modePrefixes(Map.of(Mode.TURBO, "/turbo")));

    assertEquals(Set.of(Mode.RELAX, Mode.FAST, Mode.TURBO), turbo.modes());
    assertEquals("/turbo", turbo.modePrefixes().get(Mode.TURBO));
    assertEquals("/mj-fast", turbo.modePrefixes().get(Mode.FAST));
  }

  @Test
  void of_codesAndRules_overrideOneByOne() {
    Profile own =
        of(
            KnownProfiles.newApi(),
            settings()
                .codes(Map.of(24, CodeMeaning.TROUBLE, 0, CodeMeaning.ACCEPTED))
                .imageRule(ImageRule.REWRITE_HOST)
                .headers(Map.of("x-storage-options", "1")));

    assertEquals(CodeMeaning.TROUBLE, own.codes().get(24));
    assertEquals(CodeMeaning.ACCEPTED, own.codes().get(0));
    assertEquals(CodeMeaning.QUEUED, own.codes().get(22));
    assertEquals(ImageRule.REWRITE_HOST, own.imageRule());
    assertEquals(Map.of("x-storage-options", "1"), own.headers());
  }

  @Test
  void of_balanceDisabledOrNone_isNoCapability() {
    for (BalanceSettings off :
        List.of(
            BalanceSettings.defaults().disabled(),
            BalanceSettings.defaults().withEndpoint(Endpoint.NONE))) {
      Profile none = of(KnownProfiles.cometApi(), settings().balance(off));

      assertEquals(List.of(), none.balanceProbes());
      assertFalse(none.capabilities().contains(Capability.BALANCE));
    }
  }

  @Test
  void of_oneBalanceEndpoint_isTheOnlyOneAsked() {
    Profile billing =
        of(
            KnownProfiles.plus(),
            settings().balance(BalanceSettings.defaults().withEndpoint(Endpoint.BILLING)));

    assertEquals(List.of(BalanceProbe.of(Endpoint.BILLING)), billing.balanceProbes());
    assertTrue(billing.capabilities().contains(Capability.BALANCE));
  }

  @Test
  void of_consoleCredential_readsTheAccountFirstAndMakesTasksFindable() {
    Profile console =
        of(
            KnownProfiles.newApi(),
            settings()
                .balance(BalanceSettings.defaults().withAccessToken(Secret.of("token"), "7")));

    assertEquals(
        List.of(Endpoint.USER_SELF, Endpoint.TOKEN_USAGE, Endpoint.BILLING),
        console.balanceProbes().stream().map(BalanceProbe::endpoint).toList());
    assertTrue(console.capabilities().containsAll(Set.of(Capability.LIST, Capability.RECONCILE)));
    assertFalse(KnownProfiles.newApi().capabilities().contains(Capability.RECONCILE));
  }

  @Test
  void of_balanceInAnotherUnit_countsItsWorth() {
    Profile yuan = of(KnownProfiles.newApi(), settings().usdPerUnit(new BigDecimal("0.5")));
    Profile points =
        of(
            KnownProfiles.newApi(),
            settings()
                .usdPerUnit(new BigDecimal("0.5"))
                .balance(BalanceSettings.defaults().withUnitUsd(new BigDecimal("0.001"))));

    assertEquals(0, new BigDecimal(1_000_000).compareTo(yuan.balanceProbes().get(0).unitsPerUsd()));
    assertEquals(0, new BigDecimal(1_000).compareTo(points.balanceProbes().get(0).unitsPerUsd()));
  }

  /** DataEyes' edge refuses calls without a User-Agent: no settings may bring that about. */
  @Property
  void of_anySettings_haveAUserAgent(
      @ForAll("texts") String userAgent,
      @ForAll("texts") String name,
      @ForAll("texts") String value) {
    ProviderSettings settings =
        settings().userAgent(userAgent).headers(Map.of(name, value)).build();

    Profile effective = EffectiveProfile.of(KnownProfiles.dataEyes(), settings, Optional.empty());
    assertFalse(effective.userAgent().isBlank());

    Problems problems = Problems.under("");
    new ProfiledProviderFactory(KnownProfiles.dataEyes(), v -> null).validate(settings, problems);
    assertTrue(
        !problems.isEmpty() || !name.strip().equalsIgnoreCase("user-agent") && !userAgent.isBlank(),
        "taken: " + settings.headers());
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            "", " ", "\t", "\u00a0", "User-Agent", "user-agent", "USER-AGENT ", "my-app/1"),
        Arbitraries.strings().ascii().ofMaxLength(12));
  }
}
