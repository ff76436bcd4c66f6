package io.mjrouter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.micrometer.core.instrument.Tag;
import io.mjrouter.error.MjException;
import io.mjrouter.model.Action;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Failure;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.RouteStatus;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.spi.SubmitOutcome.Acceptance;
import io.mjrouter.spi.UnknownReason;
import io.mjrouter.testing.ScriptedProvider;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What hosts and callers say makes no meter and is in no tag. */
class MeterTagsTest {

  private final ScriptedProvider host =
      ScriptedProvider.named("host").offers(Mode.FAST).charges("0.05");

  @Test
  void hostileHostAndCaller_makeNoMeterAndReachNoTag() {
    String canary = "canary-7f3a";
    host.then(SubmitOutcome.Rejected.of(RejectReason.HOST_TROUBLE, canary))
        .then(new SubmitOutcome.Unknown(UnknownReason.NOT_JSON, canary))
        .then(SubmitOutcome.Accepted.of(Acceptance.NEEDS_MODAL, canary + "-w"));
    try (Rig rig = Rig.of(host)) {
      int before = 0;
      for (int i = 0; i < 60; i++) {
        String word = canary + "-" + i;
        String id = "id-" + word;
        host.then(SubmitOutcome.Accepted.of(Acceptance.STARTED, id))
            .shows(
                TaskSnapshot.builder(id, i % 2 == 0 ? HostStatus.UNKNOWN : HostStatus.FAILURE)
                    .rawStatus(word)
                    .rawAction(word)
                    .rawProgress(word)
                    .failure(word, Failure.Fault.HOST)
                    .images(List.of(Rig.link(word + ".png")))
                    .build());
        SubmitOptions.Builder options =
            SubmitOptions.builder()
                .reference(word)
                .state(word)
                .tags(Map.of(word, word))
                .caller("caller-" + i)
                .extra(Map.of(word, word));
        try {
          rig.submit(Imagine.of(word), options);
        } catch (MjException e) {
          assertFalse(e.getMessage().isBlank());
        }
        rig.pass(Duration.ofMinutes(3));
        if (i == 29) {
          before = rig.meters.getMeters().size();
        }
      }

      assertEquals(before, rig.meters.getMeters().size());
      Set<String> allowed =
          Stream.of(
                  Stream.of("host", "none", "other", "refused", "no-route", "fast"),
                  Arrays.stream(Action.values()).map(Action::key),
                  spelled(RouteStatus.values()),
                  spelled(Attempt.State.values()),
                  spelled(ChargeState.values()),
                  spelled(RejectReason.values()),
                  Stream.of("succeeded", "failed"))
              .flatMap(each -> each)
              .collect(Collectors.toSet());
      assertEquals(
          List.of(),
          rig.meters.getMeters().stream()
              .flatMap(meter -> meter.getId().getTags().stream())
              .map(Tag::getValue)
              .filter(value -> !allowed.contains(value))
              .toList());
      assertFalse(rig.meters.getMetersAsString().contains(canary));
    }
  }

  private static Stream<String> spelled(Enum<?>[] constants) {
    return Arrays.stream(constants).map(each -> each.name().toLowerCase().replace('_', '-'));
  }
}
