package io.mjrouter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.mjrouter.model.Action;
import io.mjrouter.model.Decision;
import io.mjrouter.model.Failure;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.HostTask;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Route;
import io.mjrouter.model.SubmissionKind;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.spi.AuthScheme;
import io.mjrouter.spi.ImageRule;
import io.mjrouter.spi.ModeSignal;
import io.mjrouter.spi.Profile;
import io.mjrouter.spi.ProviderSettings;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values are equal when they say the same in every field. */
class EqualityTest {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final ProviderId HOST = ProviderId.of("host");

  /** Of each value one in which every field is filled. */
  static Stream<Named<Supplier<Object>>> full() {
    return Stream.of(
        Named.of("Task", EqualityTest::task),
        Named.of("TaskSnapshot", EqualityTest::snapshot),
        Named.of("Profile", EqualityTest::profile),
        Named.of("ProviderSettings", EqualityTest::settings));
  }

  private static Task task() {
    SubmitOptions options = SubmitOptions.builder().caller("web").reference("order-7").build();
    return Task.builder(
            TaskId.of("1320098173412546"),
            SubmissionKind.PRESS,
            Action.UPSCALE,
            "a red fox",
            Optional.of(TaskId.of("1320098173412547")),
            options,
            NOON)
        .failed(new Failure(FailureReason.STALLED, Failure.Fault.HOST, "no news"))
        .route(new Route(HOST, Mode.FAST))
        .hostTask(new HostTask(HOST, "1"))
        .decision(Decision.packer(0).pack())
        .snapshot(snapshot())
        .accepted(NOON)
        .ended(NOON)
        .build();
  }

  private static TaskSnapshot snapshot() {
    return TaskSnapshot.builder("1", HostStatus.FAILURE)
        .progress(40)
        .submitted(NOON)
        .started(NOON)
        .finished(NOON)
        .effectiveMode(Mode.FAST)
        .seed("7")
        .size(1_024, 768)
        .build();
  }

  private static Profile profile() {
    return Profile.builder("mine")
        .baseUrl(URI.create("https://host.example"))
        .keyVariable("HOST_KEY")
        .barePathMode(Mode.RELAX)
        .build();
  }

  private static ProviderSettings settings() {
    return ProviderSettings.builder("host", "compatible")
        .apiKey("k")
        .baseUrl("https://host.example")
        .refundsFailures(true)
        .perMinute(10)
        .dailySpend(Money.usd("1"))
        .auth(AuthScheme.BARE)
        .userAgent("me")
        .modeBy(ModeSignal.PREFIX)
        .barePathMode("relax")
        .proxy("proxy.example:3128")
        .profile("new-api")
        .imageRule(ImageRule.AS_IS)
        .build();
  }

  @ParameterizedTest
  @MethodSource("full")
  void equals_madeTheSameWay_isEqualWithTheSameHash(Supplier<Object> value) {
    assertEquals(value.get(), value.get());
    assertEquals(value.get().hashCode(), value.get().hashCode());
    assertNotEquals(value.get(), new Object());
  }

  @ParameterizedTest
  @MethodSource("full")
  void equals_oneFieldIsAnother_isNot(Supplier<Object> value) throws IllegalAccessException {
    for (Field field : fields(value.get().getClass())) {
      Object other = value.get();
      change(field, other);
      assertNotEquals(value.get(), other, field.getName());
    }
  }

  private static List<Field> fields(Class<?> type) {
    return Arrays.stream(type.getDeclaredFields())
        .filter(field -> !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic())
        .toList();
  }

  private static void change(Field field, Object of) throws IllegalAccessException {
    field.setAccessible(true);
    if (field.getType() == boolean.class) {
      field.setBoolean(of, !field.getBoolean(of));
    } else if (field.getType() == int.class) {
      field.setInt(of, field.getInt(of) + 1);
    } else if (field.getType() == BigDecimal.class) {
      field.set(of, BigDecimal.TEN);
    } else {
      assertNotNull(field.get(of), field.getName());
      field.set(of, null);
    }
  }

  @Test
  void equals_worthWrittenInAnotherWay_isEqual() {
    ProviderSettings.Builder one = ProviderSettings.builder("host", "compatible");
    ProviderSettings.Builder other = ProviderSettings.builder("host", "compatible");
    assertEquals(
        one.usdPerUnit(new BigDecimal("0.50")).build(),
        other.usdPerUnit(new BigDecimal("0.5")).build());
  }
}
