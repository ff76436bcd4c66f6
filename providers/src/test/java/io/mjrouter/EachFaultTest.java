package io.mjrouter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.ThreeHosts.Host;
import io.mjrouter.ThreeHosts.Told;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.Decision;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.RouteReason;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.provider.KnownProfiles;
import io.mjrouter.provider.simulator.Condition;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.ImageRule;
import io.mjrouter.spi.Profile;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** One fault at a time at the cheapest of three hosts, in each dialect, over real connections. */
@Timeout(120)
class EachFaultTest {

  private static final String PROMPT = "a red fox";

  private static final List<Profile> DIALECTS =
      List.of(KnownProfiles.deerApi(), KnownProfiles.dataEyes(), KnownProfiles.plus());

  /** Every dialect once as the cheapest. */
  private static ThreeHosts cheapest(int dialect) {
    return new ThreeHosts(
        Stream.of(0, 1, 2).map(i -> DIALECTS.get((dialect + i) % DIALECTS.size())).toList());
  }

  private static Stream<Arguments> at(Trouble.Course... courses) {
    return Trouble.of(courses).stream()
        .flatMap(trouble -> Stream.of(0, 1, 2).map(i -> Arguments.of(trouble, i)));
  }

  static Stream<Arguments> movesOn() {
    return at(Trouble.Course.MOVES_ON);
  }

  static Stream<Arguments> held() {
    return at(Trouble.Course.HELD, Trouble.Course.HELD_UNPAID);
  }

  static Stream<Arguments> taken() {
    return at(Trouble.Course.TAKEN);
  }

  @ParameterizedTest(name = "{0} at dialect {1}")
  @MethodSource("movesOn")
  void fault_certainlyNotTaken_isServedByTheNextHostAndPaidThereOnce(Trouble trouble, int dialect) {
    try (ThreeHosts rig = cheapest(dialect)) {
      rig.hosts.get(0).meets(trouble);

      Told told = rig.submit(PROMPT);

      assertEquals(Trouble.Course.TAKEN, told.course(), told.message());
      Task task = told.task(rig.mj);
      assertEquals(List.of(0L, 1L, 0L), paid(rig));
      assertEquals(List.of(trouble == Trouble.DOWN ? 0L : 1L, 1L, 0L), asked(rig));
      assertEquals(2, task.attempts().size());
      Attempt first = task.attempts().get(0);
      assertEquals(
          trouble == Trouble.DOWN ? Attempt.State.NOT_SENT : Attempt.State.REJECTED, first.state());
      assertFalse(first.reason().isBlank());
      assertFalse(first.charge().isSpent());
      Decision decision = task.decision().orElseThrow();
      assertEquals(RouteReason.CHOSEN, decision.reason(first.route()).orElseThrow());
      assertTrue(decision.reason(task.route().orElseThrow()).orElseThrow().isAdmitted());
    }
  }

  @ParameterizedTest(name = "{0} at dialect {1}")
  @MethodSource("held")
  void fault_thatLeavesItOpen_asksNobodyElseAndEnds(Trouble trouble, int dialect) {
    try (ThreeHosts rig = cheapest(dialect)) {
      rig.hosts.get(0).meets(trouble);

      Told told = rig.submit(PROMPT);

      assertEquals(Trouble.Course.HELD, told.course(), told.message());
      assertEquals(List.of(1L, 0L, 0L), asked(rig));
      long paid = trouble.course().isPaid() ? 1 : 0;
      assertEquals(List.of(paid, 0L, 0L), paid(rig));
      Task task = told.task(rig.mj);
      assertEquals(1, task.attempts().size());
      assertEquals(Attempt.State.UNKNOWN, task.attempts().get(0).state());
      assertTrue(told.message().contains(task.attempts().get(0).reason()), told.message());

      rig.pass(Duration.ofMinutes(40));

      boolean found = paid > 0 && rig.hosts.get(0).provider.info().can(Capability.RECONCILE);
      Task ended = rig.mj.get(task.id());
      assertEquals(found ? TaskStatus.SUCCEEDED : TaskStatus.FAILED, ended.status());
      if (!found) {
        assertEquals(FailureReason.UNKNOWN_OUTCOME, ended.failure().orElseThrow().reason());
      }
      assertEquals(List.of(1L, 0L, 0L), asked(rig));
    }
  }

  @ParameterizedTest(name = "{0} at dialect {1}")
  @MethodSource("taken")
  void fault_afterItWasTaken_endsAndIsBoughtNowhereElse(Trouble trouble, int dialect) {
    try (ThreeHosts rig = cheapest(dialect)) {
      rig.hosts.get(0).meets(trouble);

      Told told = rig.submit(PROMPT);
      rig.pass(Duration.ofMinutes(70));

      boolean shown = DIALECTS.get(dialect).imageRule() == ImageRule.VIA_IMAGE_ENDPOINT;
      // A link that is made of the task's id shows nowhere that there is nothing behind it.
      boolean drawn =
          trouble == Trouble.NONE
              || trouble == Trouble.SLOW
              || (trouble == Trouble.NO_IMAGE && shown);
      Task task = told.task(rig.mj);
      assertEquals(drawn ? TaskStatus.SUCCEEDED : TaskStatus.FAILED, task.status());
      assertEquals(List.of(1L, 0L, 0L), paid(rig));
      assertEquals(List.of(1L, 0L, 0L), asked(rig));
    }
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "2"})
  void fault_bannedPrompt_isSentToOneHostAndPaidNowhere(int dialect) {
    try (ThreeHosts rig = cheapest(dialect)) {
      rig.hosts.get(0).meets(Trouble.BANNED);

      Told told = rig.submit(PROMPT);

      assertEquals(Trouble.Course.REFUSED, told.course());
      assertTrue(told.message().contains("BANNED_PROMPT"), told.message());
      assertEquals(List.of(1L, 0L, 0L), asked(rig));
      assertEquals(List.of(0L, 0L, 0L), paid(rig));
      assertEquals(RouteReason.CHOSEN, rig.reason(rig.hosts.get(0)), "a prompt speaks for no host");
    }
  }

  /** After a fault of its own a host is left alone as the table says, and comes back. */
  @ParameterizedTest(name = "{0}: {1} for {2} s")
  @CsvSource({
    "QUEUE_FULL, COOLING_DOWN, 1, 3",
    "THROTTLED, COOLING_DOWN, 1, 3",
    "THROTTLED_UNTIL, COOLING_DOWN, 19, 21",
    "EDGE, EJECTED, 9, 11",
    "NO_MONEY, NO_MONEY, 1, 1860"
  })
  void fault_ofTheHost_keepsItOutForItsTime(
      Trouble trouble, RouteReason reason, int outAfter, int backAfter) {
    try (ThreeHosts rig = cheapest(0)) {
      Host host = rig.hosts.get(0);
      host.meets(trouble);
      rig.submit(PROMPT);

      rig.time.advance(Duration.ofSeconds(outAfter));
      assertEquals(reason, rig.reason(host));
      rig.pass(Duration.ofSeconds(backAfter - outAfter));

      assertTrue(rig.reason(host).isAdmitted(), () -> rig.reason(host).toString());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NO_MONEY", "BAD_KEY"})
  void fault_ofTheAccount_isOverWhenTheOperatorSaysSo(Trouble trouble) {
    try (ThreeHosts rig = cheapest(0)) {
      Host host = rig.hosts.get(0);
      host.meets(trouble);
      rig.submit(PROMPT);
      assertEquals(trouble.name(), rig.reason(host).name());

      rig.mj.readmit(host.route.provider());

      assertEquals(RouteReason.CHOSEN, rig.reason(host));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Condition.class,
      names = {"UNREACHABLE", "BROKEN", "LOCKED"})
  void condition_ofTheHost_isUnknownWhereNobodyCanTell(Condition condition) {
    try (ThreeHosts rig = cheapest(0)) {
      rig.hosts.get(0).books.condition(condition);

      Told told = rig.submit(PROMPT);

      boolean certain = condition == Condition.LOCKED;
      assertEquals(certain ? Trouble.Course.TAKEN : Trouble.Course.HELD, told.course());
      assertEquals(List.of(0L, certain ? 1L : 0L, 0L), paid(rig));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("movesOnAlone")
  void fault_everywhere_isToldOfEveryHost(Trouble trouble) {
    try (ThreeHosts rig = cheapest(0)) {
      rig.hosts.forEach(host -> host.meets(trouble));

      Told told = rig.submit(PROMPT);

      assertEquals(Trouble.Course.MOVES_ON, told.course());
      assertEquals(3, told.task(rig.mj).attempts().size());
      assertTrue(told.message().contains("nothing was bought"), told.message());
      rig.hosts.forEach(
          host -> assertTrue(told.message().contains(host.route.toString()), told.message()));
      assertEquals(List.of(0L, 0L, 0L), paid(rig));
    }
  }

  static Stream<Trouble> movesOnAlone() {
    return Trouble.of(Trouble.Course.MOVES_ON).stream();
  }

  private static List<Long> paid(ThreeHosts rig) {
    return rig.hosts.stream().map(host -> host.paidFor(PROMPT)).toList();
  }

  private static List<Long> asked(ThreeHosts rig) {
    return rig.hosts.stream().map(Host::asked).toList();
  }
}
