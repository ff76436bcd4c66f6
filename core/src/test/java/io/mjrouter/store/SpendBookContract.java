package io.mjrouter.store;

import static io.mjrouter.store.StoreContract.id;
import static io.mjrouter.store.StoreContract.record;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Action;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Route;
import io.mjrouter.model.SpendCap;
import io.mjrouter.model.TaskStatus;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a store must do with money. */
public interface SpendBookContract extends StoreContract {

  LocalDate TODAY = LocalDate.of(2026, 1, 1);
  Money NICKEL = Money.usd("0.05");

  @Test
  default void spend_amountsMove_sumsFollowAndOutliveTheTask() {
    store().claim(Write.of(record(1, "a")));
    book(1, moves("web", null, ChargeState.RESERVED));
    assertEquals(Set.of(sum("web", ChargeState.RESERVED, NICKEL, 1)), today());

    book(1, moves("web", ChargeState.RESERVED, ChargeState.SETTLED));
    assertEquals(Set.of(sum("web", ChargeState.SETTLED, NICKEL, 1)), today());

    store().claim(Write.of(record(2, "b")));
    book(2, moves("app", null, ChargeState.RESERVED));
    book(2, moves("app", ChargeState.RESERVED, ChargeState.SETTLED));
    book(2, moves("app", ChargeState.SETTLED, ChargeState.REFUNDED));
    change(id(2), task -> task.status(TaskStatus.SUCCEEDED).ended(NOW));
    assertEquals(
        Set.of(
            sum("web", ChargeState.SETTLED, NICKEL, 1),
            sum("app", ChargeState.REFUNDED, NICKEL, 1)),
        today());
    assertEquals(
        List.of(), store().spend().sums(TODAY.plusDays(1), TODAY.plusDays(9)), "another day's");
  }

  @Test
  default void spend_priceUnknown_isCounted() {
    store().claim(Write.of(record(1, "a")));
    book(1, new Booking(account("web"), Optional.empty(), ChargeState.RESERVED, Money.ZERO));

    assertEquals(Set.of(sum("web", ChargeState.RESERVED, Money.ZERO, 1)), today());
  }

  @Test
  default void write_thatConflicts_movesNoMoney() {
    store().claim(Write.of(record(1, "a")));
    TaskRecord old = store().find(id(1)).orElseThrow();
    change(id(1), task -> task.progress(1));

    Write late = Write.of(old).booking(List.of(moves("web", null, ChargeState.RESERVED)));

    assertEquals(new Written.Conflict(), store().write(late));
    assertEquals(Set.of(), today());
  }

  @Test
  default void write_capReached_changesNothingAndNamesTheCap() {
    store().claim(Write.of(record(1, "a")));
    store().claim(Write.of(record(2, "b")));
    book(1, moves("web", null, ChargeState.RESERVED));

    TaskRecord second = store().find(id(2)).orElseThrow();
    Write write = Write.of(second).booking(List.of(moves("web", null, ChargeState.RESERVED)));
    for (SpendCap cap : SpendCap.values()) {
      List<SpendLimit> limits = List.of(new SpendLimit(cap, Money.usd("0.099999")));
      assertEquals(new Written.CapReached(cap), store().write(write.within(limits)));
    }

    assertEquals(0, store().find(id(2)).orElseThrow().version());
    assertEquals(Set.of(sum("web", ChargeState.RESERVED, NICKEL, 1)), today());
  }

  @Test
  default void claim_thatReserves_movesItsMoneyWithIt() {
    assertEquals(new Claim.Made(), store().claim(claiming(1)));

    assertEquals(Set.of(sum("web", ChargeState.RESERVED, NICKEL, 1)), today());
    TaskRecord found = another().find(id(1)).orElseThrow();
    assertEquals(0, found.version());
    assertEquals(List.of(Attempt.State.INTENT), states(found));
    assertEquals(
        List.of(id(1)), StoreContract.ids(another().open(Shards.every(), Optional.empty(), 9)));
    assertEquals(List.of(), another().unresolved(Optional.empty(), 9));

    book(1, moves("web", ChargeState.RESERVED, ChargeState.SETTLED));
    assertEquals(Set.of(sum("web", ChargeState.SETTLED, NICKEL, 1)), today());
  }

  @Test
  default void claim_idOrReferenceTaken_movesNoMoney() {
    store().claim(Write.of(record(1, "r1")));

    assertEquals(new Claim.IdTaken(), store().claim(claiming(1)));
    Write sameReference =
        Write.of(record(2, "r1")).booking(List.of(moves("web", null, ChargeState.RESERVED)));
    assertEquals(Optional.of(id(1)), store().claim(sameReference).holder().map(TaskRecord::id));

    assertEquals(Set.of(), today());
    assertEquals(List.of(), states(store().find(id(1)).orElseThrow()));
  }

  @Test
  default void claim_capReached_recordsNothingAndNamesTheCap() {
    store().claim(claiming(1));

    for (SpendCap cap : SpendCap.values()) {
      List<SpendLimit> limits = List.of(new SpendLimit(cap, Money.usd("0.099999")));
      assertEquals(new Claim.CapReached(cap), store().claim(claiming(2).within(limits)));
    }
    assertEquals(Optional.empty(), store().find(id(2)));
    assertEquals(Set.of(sum("web", ChargeState.RESERVED, NICKEL, 1)), today());

    List<SpendLimit> enough = List.of(new SpendLimit(SpendCap.TOTAL, Money.usd("0.10")));
    assertEquals(new Claim.Made(), store().claim(claiming(2).within(enough)));
    assertEquals(Set.of(sum("web", ChargeState.RESERVED, NICKEL.times(2), 2)), today());
  }

  /** Some claim with their intents, some intend what they claimed before. */
  @Test
  default void claim_nodesRaceForTheLastCents_noneIsOverspent() throws Exception {
    int each = 10;
    Money cap = NICKEL.times(RIVALS * each / 2 + 1);
    List<SpendLimit> limits = List.of(new SpendLimit(SpendCap.TOTAL, cap));

    List<Integer> stored =
        atOnce(
            rival -> {
              TaskStore node = rival % 2 == 0 ? store() : another();
              int won = 0;
              for (int i = 0; i < each; i++) {
                Write write = claiming(rival * each + i).within(limits);
                if (rival % 4 < 2) {
                  won += node.claim(write) instanceof Claim.Made ? 1 : 0;
                } else {
                  node.claim(Write.of(record(rival * each + i, "web", "r" + (rival * each + i))));
                  won += node.write(write) instanceof Written.Stored ? 1 : 0;
                }
              }
              return won;
            });

    int won = stored.stream().mapToInt(Integer::intValue).sum();
    assertEquals(RIVALS * each / 2 + 1, won);
    assertEquals(Set.of(sum("web", ChargeState.RESERVED, cap, won)), today());
  }

  /** A new task with the intent of its first attempt. */
  private static Write claiming(int number) {
    TaskRecord claimed = record(number, "web", "r" + number);
    Route route = new Route(HOST, Mode.FAST);
    Attempt intent = Attempt.intent(1, route, "token-" + number, Optional.of(NICKEL), NOW);
    return Write.of(claimed.with(claimed.task().toBuilder().attempts(List.of(intent)).build()))
        .booking(List.of(moves("web", null, ChargeState.RESERVED)));
  }

  private static List<Attempt.State> states(TaskRecord record) {
    return record.task().attempts().stream().map(Attempt::state).toList();
  }

  @Test
  default void write_givesBackWhatItReservesAnew_staysWithinTheCap() {
    store().claim(Write.of(record(1, "a")));
    book(1, moves("web", null, ChargeState.RESERVED));
    book(1, moves("web", ChargeState.RESERVED, ChargeState.SETTLED));

    TaskRecord died = store().find(id(1)).orElseThrow();
    Write elsewhere =
        Write.of(died)
            .booking(
                List.of(
                    moves("web", ChargeState.SETTLED, ChargeState.REFUNDED),
                    moves("web", null, ChargeState.RESERVED)));
    for (SpendCap cap : SpendCap.values()) {
      List<SpendLimit> tooLittle = List.of(new SpendLimit(cap, Money.usd("0.049999")));
      assertEquals(new Written.CapReached(cap), store().write(elsewhere.within(tooLittle)));
    }
    List<SpendLimit> enough =
        Stream.of(SpendCap.values()).map(cap -> new SpendLimit(cap, NICKEL)).toList();

    assertTrue(store().write(elsewhere.within(enough)).stored().isPresent());
    assertEquals(
        Set.of(
            sum("web", ChargeState.REFUNDED, NICKEL, 1),
            sum("web", ChargeState.RESERVED, NICKEL, 1)),
        today());
  }

  @Test
  default void write_capOfAnotherOrExactlyReached_isStored() {
    store().claim(Write.of(record(1, "a")));
    store().claim(Write.of(record(2, "b")));
    book(1, moves("web", null, ChargeState.RESERVED));

    TaskRecord second = store().find(id(2)).orElseThrow();
    Write write =
        Write.of(second)
            .booking(List.of(moves("app", null, ChargeState.RESERVED)))
            .within(
                List.of(
                    new SpendLimit(SpendCap.CALLER, NICKEL),
                    new SpendLimit(SpendCap.TOTAL, Money.usd("0.10"))));

    assertTrue(store().write(write).stored().isPresent());
  }

  @Test
  default void write_givenBack_makesRoomUnderTheCap() {
    store().claim(Write.of(record(1, "a")));
    store().claim(Write.of(record(2, "b")));
    book(1, moves("web", null, ChargeState.RESERVED));
    book(1, moves("web", ChargeState.RESERVED, ChargeState.RELEASED));

    TaskRecord second = store().find(id(2)).orElseThrow();
    Write write =
        Write.of(second)
            .booking(List.of(moves("web", null, ChargeState.RESERVED)))
            .within(List.of(new SpendLimit(SpendCap.TOTAL, NICKEL)));

    assertTrue(store().write(write).stored().isPresent());
  }

  @Test
  default void write_nodesRaceForTheLastCents_noneIsOverspent() throws Exception {
    int each = 10;
    for (int i = 0; i < RIVALS * each; i++) {
      store().claim(Write.of(record(i, "r" + i)));
    }
    Money cap = NICKEL.times(RIVALS * each / 2 + 1);

    List<Integer> stored =
        atOnce(
            rival -> {
              TaskStore node = rival % 2 == 0 ? store() : another();
              int won = 0;
              for (int i = 0; i < each; i++) {
                Write write =
                    Write.of(node.find(id(rival * each + i)).orElseThrow())
                        .booking(List.of(moves("web", null, ChargeState.RESERVED)))
                        .within(List.of(new SpendLimit(SpendCap.TOTAL, cap)));
                won += node.write(write) instanceof Written.Stored ? 1 : 0;
              }
              return won;
            });

    int won = stored.stream().mapToInt(Integer::intValue).sum();
    assertEquals(RIVALS * each / 2 + 1, won);
    assertEquals(Set.of(sum("web", ChargeState.RESERVED, cap, won)), today());
  }

  private void book(int number, Booking booking) {
    TaskRecord found = store().find(id(number)).orElseThrow();
    store().write(Write.of(found).booking(List.of(booking))).stored().orElseThrow();
  }

  private Set<SpendSum> today() {
    return another().spend().sums(TODAY, TODAY).stream().collect(Collectors.toSet());
  }

  private static SpendAccount account(String caller) {
    return new SpendAccount(TODAY, ProviderId.of("host"), caller, Mode.FAST, Action.IMAGINE);
  }

  private static Booking moves(String caller, @Nullable ChargeState from, ChargeState to) {
    return new Booking(account(caller), Optional.ofNullable(from), to, NICKEL);
  }

  private static SpendSum sum(String caller, ChargeState state, Money amount, long count) {
    return new SpendSum(account(caller), state, amount, count);
  }
}
