package io.mjrouter.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbesTest {

  @Test
  void oneThrows_theOthersAreTold() {
    List<Duration> told = new ArrayList<>();
    MjProbe broken =
        new MjProbe() {
          @Override
          public void decided(Duration took) {
            throw new IllegalStateException("broken");
          }
        };
    MjProbe sound =
        new MjProbe() {
          @Override
          public void decided(Duration took) {
            told.add(took);
          }
        };
    Probes probes = new Probes(List.of(broken, sound));

    probes.decided(Duration.ofMillis(1));
    probes.decided(Duration.ofMillis(2));
    assertEquals(List.of(Duration.ofMillis(1), Duration.ofMillis(2)), told);
  }
}
