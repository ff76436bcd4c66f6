package io.mjrouter.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProfileTest {

  @Test
  void capabilities_none_canBeAddedToAndCopied() {
    Profile nothing = Profile.builder("acme").capabilities(List.of()).build();

    assertEquals(Set.of(), nothing.capabilities());
    assertEquals(nothing, nothing.toBuilder().build());
    assertEquals(
        Set.of(Capability.IMAGINE),
        nothing.toBuilder().add(Capability.IMAGINE).build().capabilities());
  }

  @Test
  void modes_none_isRefusedByName() {
    Profile.Builder builder = Profile.builder("acme");

    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> builder.modes(List.of()));

    assertEquals("modes: none (expected: at least one)", e.getMessage());
  }
}
