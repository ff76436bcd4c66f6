package io.mjrouter.guard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.spi.Capability;
import io.mjrouter.spi.ReadFailure;
import io.mjrouter.spi.Reading;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RepeatsTest {

  private static final Duration LEFT = Duration.ofSeconds(15);
  private static final Set<ReadFailure.Reason> TRANSIENT =
      EnumSet.of(
          ReadFailure.Reason.UNREACHABLE,
          ReadFailure.Reason.TIMED_OUT,
          ReadFailure.Reason.HOST_TROUBLE,
          ReadFailure.Reason.GARBLED,
          ReadFailure.Reason.THROTTLED);

  @ParameterizedTest
  @EnumSource(ReadFailure.Reason.class)
  void next_reason_isMadeAgainWhereItMayPass(ReadFailure.Reason reason) {
    Optional<Duration> wait =
        Repeats.TWICE.next(Reading.failed(reason, ""), 0, LEFT, new Random(1));
    assertEquals(TRANSIENT.contains(reason), wait.isPresent());
  }

  @Test
  void next_anAnswer_isFinal() {
    for (Reading<?> answer :
        new Reading<?>[] {
          Reading.found("x"), Reading.absent(), Reading.unsupported(Capability.SEED)
        }) {
      assertEquals(Optional.empty(), Repeats.TWICE.next(answer, 0, LEFT, new Random(1)));
    }
  }

  @Property
  void next_anyFailure_isBoundedAndHeedsTheHost(
      @ForAll long seed,
      @ForAll @IntRange(max = 3) int done,
      @ForAll @IntRange(max = 40_000) int leftMillis,
      @ForAll @IntRange(max = 20_000) int askedMillis) {
    Duration asked = Duration.ofMillis(askedMillis);
    Duration left = Duration.ofMillis(leftMillis);
    ReadFailure failure = ReadFailure.of(ReadFailure.Reason.THROTTLED, "").withRetryAfter(asked);

    Optional<Duration> wait =
        Repeats.TWICE.next(Reading.failed(failure), done, left, new Random(seed));

    if (done >= 2 || asked.compareTo(left) >= 0) {
      assertEquals(Optional.empty(), wait);
    }
    wait.ifPresent(
        time -> {
          assertTrue(time.compareTo(asked) >= 0, () -> time + " is sooner than " + asked);
          assertTrue(time.compareTo(left) < 0, () -> time + " is past what is left: " + left);
          long base = 500L << done;
          assertTrue(time.toMillis() >= base / 2, () -> time + " is too soon");
          assertTrue(
              time.equals(asked) || time.toMillis() <= base * 3 / 2, () -> time + " is too late");
        });
  }
}
