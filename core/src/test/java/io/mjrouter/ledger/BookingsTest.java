package io.mjrouter.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mjrouter.model.Action;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Decision;
import io.mjrouter.model.Failure;
import io.mjrouter.model.FailureReason;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Route;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.TaskId;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.store.Booking;
import io.mjrouter.store.SpendAccount;
import io.mjrouter.store.TaskRecord;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BookingsTest {

  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final Instant LATE = Instant.parse("2026-05-01T18:00:00Z");
  private static final Instant NEXT_DAY = LATE.plusSeconds(86_400);
  private static final Money NICKEL = Money.usd("0.05");
  private static final Imagine FOX = Imagine.of("a red fox");

  private final TaskRecord claimed =
      Ledger.claimed(TaskId.of("1000000000000001"), FOX, SubmitOptions.defaults(), LATE).record();

  @Test
  void between_fromIntentToEnd_eachMoveIsBookedOnceOnTheDayOfTheIntent() {
    TaskRecord sending = sending(claimed, "a", "t1", Optional.of(NICKEL));
    TaskRecord refused =
        Ledger.outcome(
                sending, "t1", SubmitOutcome.Rejected.of(RejectReason.NO_CHANNEL, ""), NEXT_DAY)
            .record();
    TaskRecord again = sending(refused, "b", "t2", Optional.of(NICKEL));
    TaskRecord over =
        Ledger.failed(
                again, new Failure(FailureReason.UNKNOWN_OUTCOME, Failure.Fault.HOST, ""), NEXT_DAY)
            .record();

    assertEquals(List.of(), Bookings.of(claimed, SHANGHAI));
    assertEquals(List.of(moves("a", null, ChargeState.RESERVED)), Bookings.of(sending, SHANGHAI));
    assertEquals(List.of(), between(claimed, claimed));
    assertEquals(List.of(moves("a", null, ChargeState.RESERVED)), between(claimed, sending));
    assertEquals(
        List.of(moves("a", ChargeState.RESERVED, ChargeState.RELEASED)), between(sending, refused));
    assertEquals(List.of(moves("b", null, ChargeState.RESERVED)), between(refused, again));
    assertEquals(
        List.of(moves("b", ChargeState.RESERVED, ChargeState.DISPUTED)), between(again, over));
    assertEquals(List.of(), between(over, over));
  }

  @Test
  void between_priceUnknown_movesNothingButIsBooked() {
    TaskRecord sending = sending(claimed, "a", "t1", Optional.empty());

    assertEquals(
        List.of(new Booking(account("a"), Optional.empty(), ChargeState.RESERVED, Money.ZERO)),
        between(claimed, sending));
  }

  private static List<Booking> between(TaskRecord before, TaskRecord after) {
    return Bookings.between(before, after, SHANGHAI);
  }

  private static TaskRecord sending(
      TaskRecord record, String host, String token, Optional<Money> price) {
    Route route = new Route(ProviderId.of(host), Mode.FAST);
    return Ledger.intent(
            record,
            FOX,
            SubmitOptions.defaults(),
            route,
            token,
            price,
            Decision.packer(0).pack(),
            LATE)
        .record();
  }

  private static Booking moves(String host, ChargeState from, ChargeState to) {
    return new Booking(account(host), Optional.ofNullable(from), to, NICKEL);
  }

  private static SpendAccount account(String host) {
    return new SpendAccount(
        LocalDate.of(2026, 5, 2), ProviderId.of(host), "", Mode.FAST, Action.IMAGINE);
  }
}
