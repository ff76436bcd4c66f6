package io.mjrouter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.spi.ProviderSettings;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsDiffTest {

  private static final ProviderSettings PLAIN = ProviderSettings.builder("a", "tenant").build();

  private static SettingsDiff to(ProviderSettings.Builder other) {
    return SettingsDiff.between(PLAIN, other.build());
  }

  private static ProviderSettings.Builder plain() {
    return ProviderSettings.builder("a", "tenant");
  }

  @Test
  void between_everyFieldOfSettings_isLookedAt() {
    long fields =
        Arrays.stream(ProviderSettings.class.getDeclaredFields())
            .filter(field -> !Modifier.isStatic(field.getModifiers()))
            .map(Field::getName)
            .filter(name -> !name.equals("id"))
            .count();
    assertEquals(fields, SettingsDiff.READERS.size());
  }

  @Test
  void between_same_isEmpty() {
    assertTrue(to(plain().usdPerUnit(new BigDecimal("1.00"))).isEmpty());
  }

  @Test
  void between_routersOwn_needsNoOther() {
    SettingsDiff diff = to(plain().weight(2).perMinute(4).drain(true));
    assertEquals(List.of("drain", "limits.per-minute", "weight"), diff.properties());
    assertFalse(diff.needsAnother());
    assertFalse(diff.isOtherAccess());
  }

  @Test
  void between_key_isOtherAccess() {
    SettingsDiff diff = to(plain().apiKey("k").weight(2));
    assertEquals(List.of("api-key", "weight"), diff.properties());
    assertTrue(diff.needsAnother());
    assertTrue(diff.isOtherAccess());
  }

  @Test
  void between_places_needsAnotherByTheSameWay() {
    SettingsDiff diff = to(plain().concurrent(3));
    assertTrue(diff.needsAnother());
    assertFalse(diff.isOtherAccess());
  }
}
