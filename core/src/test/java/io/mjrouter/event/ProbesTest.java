package io.mjrouter.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.mjrouter.model.Imagine;
import io.mjrouter.model.Submission;
import io.mjrouter.model.TaskId;
import io.mjrouter.testing.NotingProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

  @Test
  void oneThrows_theOthersFollowTheSubmission() {
    List<String> told = new ArrayList<>();
    Probes probes =
        new Probes(
            List.of(
                new NotingProbe(
                    line -> {
                      throw new IllegalStateException("broken");
                    }),
                new MjProbe() {
                  @Override
                  public SubmitProbe submitting(Submission submission) {
                    throw new IllegalStateException("broken");
                  }
                },
                new NotingProbe(told::add),
                new MjProbe() {},
                new NotingProbe(told::add)));

    SubmitProbe followed = probes.submitting(Imagine.of("a fox"));
    followed.recorded(TaskId.of("1000000000000001"));
    followed.ended(Optional.empty());

    assertEquals(List.of("recorded", "recorded", "ended", "ended"), told);
  }

  @Test
  void nobodyFollows_costsNothing() {
    assertSame(
        SubmitProbe.NONE, new Probes(List.of(new MjProbe() {})).submitting(Imagine.of("a fox")));
  }
}
