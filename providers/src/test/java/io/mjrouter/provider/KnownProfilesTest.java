package io.mjrouter.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Action;
import io.mjrouter.model.Mode;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.ModeSignal;
import io.mjrouter.spi.NearestName;
import io.mjrouter.spi.Profile;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownProfilesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cometapi",
        "deerapi",
        "dataeyes",
        "yutoai",
        "new-api",
        "midjourney-proxy",
        "plus",
        "trueai"
      })
  void byName_everyProfile_isWhole(String name) {
    Profile profile = KnownProfiles.byName(name).orElseThrow();

    assertEquals(name, profile.name());
    assertTrue(profile.userAgent().matches("mj-router/[0-9].*"), profile.userAgent());
    if (profile.modeSignal() == ModeSignal.PREFIX) {
      assertTrue(profile.modePrefixes().keySet().containsAll(profile.modes()));
    }
    profile.barePathMode().ifPresent(mode -> assertEquals("", profile.modePrefixes().get(mode)));
    assertEquals(
        profile.capabilities().contains(Capability.BALANCE), !profile.balanceProbes().isEmpty());
    assertFalse(
        profile.capabilities().contains(Capability.RECONCILE)
            && !profile.capabilities().contains(Capability.LIST));
    for (Mode mode : Mode.values()) {
      assertTrue(
          profile.prices().price(Action.IMAGINE, mode).isEmpty()
              || !profile.prices().source().isEmpty());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "newapi, new-api",
    "New-API, new-api",
    "midjourny-proxy, midjourney-proxy",
    "true-ai, trueai",
    "pluss, plus",
    "plsu, plus",
    "zzz,",
    "'',",
  })
  void nearestName_typedName_isFoundWhereItIsNear(String typed, String meant) {
    assertEquals(
        Optional.ofNullable(meant),
        NearestName.of(typed, List.of("new-api", "midjourney-proxy", "plus", "trueai")));
  }
}
