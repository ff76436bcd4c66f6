package io.mjrouter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.ProviderCheck.Verdict;
import io.mjrouter.error.HostUnavailableException;
import io.mjrouter.error.UnsupportedByHostException;
import io.mjrouter.model.Money;
import io.mjrouter.model.Task;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.ReadFailure;
import io.mjrouter.testing.ScriptedProvider;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Looking at providers without buying. */
class ChecksTest {

  /** So often that asking again does not help. */
  private static final int MORE_THAN_A_MOMENT = 3;

  private final ScriptedProvider host = ScriptedProvider.named("host");

  @Test
  void check_soundHost_findsAddressKeyAndBalance() {
    try (Rig rig = Rig.of(host.has(Money.usd("4.2")))) {
      ProviderCheck check = rig.mj.check(host.id());

      assertTrue(check.passed());
      assertEquals(Verdict.OK, check.address().verdict());
      assertEquals(Verdict.OK, check.key().verdict());
      assertEquals(Verdict.UNKNOWN, check.modes().verdict());
      assertEquals("$4.20 left", check.balance().line());
      assertEquals(0, host.submits());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "AUTH, OK, FAILED",
    "FORBIDDEN, OK, FAILED",
    "EDGE_BLOCKED, FAILED, UNKNOWN",
    "REDIRECTED, FAILED, UNKNOWN",
    "GARBLED, FAILED, UNKNOWN",
    "UNREACHABLE, FAILED, UNKNOWN",
    "TIMED_OUT, FAILED, UNKNOWN",
    "INVALID_REQUEST, FAILED, UNKNOWN",
    "HOST_TROUBLE, UNKNOWN, UNKNOWN",
    "THROTTLED, OK, UNKNOWN",
    "NOT_ASKED, UNKNOWN, UNKNOWN",
  })
  void check_failure_tellsAddressFromKey(ReadFailure.Reason reason, Verdict address, Verdict key) {
    host.cannot(Capability.BALANCE);
    for (int i = 0; i < MORE_THAN_A_MOMENT; i++) {
      host.thenReadingFails(reason);
    }
    try (Rig rig = Rig.of(host)) {
      ProviderCheck check = rig.mj.check(host.id());

      assertEquals(address, check.address().verdict());
      assertEquals(key, check.key().verdict());
      assertEquals(Verdict.UNKNOWN, check.balance().verdict());
      assertEquals(0, host.submits());
    }
  }

  @ParameterizedTest
  @EnumSource(ReadFailure.Reason.class)
  void check_anyFailure_hasALineForEach(ReadFailure.Reason reason) {
    try (Rig rig = Rig.of(host.thenReadingFails(reason))) {
      ProviderCheck check = rig.mj.check(host.id());

      assertFalse(check.address().line().isBlank());
      assertFalse(check.key().line().isBlank());
      assertFalse(check.modes().line().isBlank());
    }
  }

  @Test
  void balanceSeedCancel_whereTheHostLacksThem_sayWho() {
    host.cannot(Capability.BALANCE, Capability.SEED, Capability.CANCEL);
    try (Rig rig = Rig.of(host)) {
      Task task = rig.submit();

      assertThrows(UnsupportedByHostException.class, () -> rig.mj.balance(host.id()));
      assertThrows(UnsupportedByHostException.class, () -> rig.mj.seed(task.id()));
      UnsupportedByHostException e =
          assertThrows(UnsupportedByHostException.class, () -> rig.mj.cancel(task.id()));
      assertEquals("host does not offer cancel", e.getMessage());
    }
  }

  @Test
  void seed_finishedPicture_isTheHosts() {
    host.thenAccepts("1").shows(Rig.done("1").toBuilder().seed("636646138").build());
    try (Rig rig = Rig.of(host)) {
      Task task = rig.submit();
      rig.pass(Duration.ofMinutes(1));

      assertEquals("636646138", rig.mj.seed(task.id()));
    }
  }

  @Test
  void seed_hostKnowsNone_isUnavailable() {
    try (Rig rig = Rig.of(host.thenAccepts("1"))) {
      Task task = rig.submit();

      assertThrows(HostUnavailableException.class, () -> rig.mj.seed(task.id()));
    }
  }

  @Test
  void cancel_whereTheHostCan_asksIt() {
    try (Rig rig = Rig.of(host.thenAccepts("1"))) {
      assertTrue(rig.mj.cancel(rig.submit().id()));
    }
  }
}
