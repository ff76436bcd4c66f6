package io.mjrouter.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ProviderSettingsTest {

  /** A database's column may be null: what must be there is missed where it is said. */
  @Test
  @SuppressWarnings("NullAway")
  void build_withoutWhatMustBeThere_namesIt() {
    Map<String, UnaryOperator<ProviderSettings.Builder>> missing =
        Map.of(
            "prices", builder -> builder.prices(null),
            "usdPerUnit", builder -> builder.usdPerUnit(null),
            "timeouts", builder -> builder.timeouts(null),
            "headers", builder -> builder.headers(null),
            "modePrefixes", builder -> builder.modePrefixes(null),
            "codes", builder -> builder.codes(null),
            "balance", builder -> builder.balance(null),
            "simulator", builder -> builder.simulator(null));

    missing.forEach(
        (name, without) -> {
          ProviderSettings.Builder builder =
              without.apply(ProviderSettings.builder("host", "compatible"));
          NullPointerException e = assertThrows(NullPointerException.class, builder::build, name);
          assertEquals(name, e.getMessage());
        });
  }
}
