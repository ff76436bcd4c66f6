package io.mjrouter.error;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mjrouter.model.Attempt;
import io.mjrouter.model.Decision;
import io.mjrouter.model.Mode;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Route;
import io.mjrouter.model.RouteReason;
import io.mjrouter.model.TaskId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoRouteExceptionTest {

  private static final TaskId ID = TaskId.of("1000000000000001");

  private static Remedy remedy(List<Attempt> attempts, Optional<Decision> decision) {
    return new NoRouteException(ID, "", attempts, decision, Optional.empty()).remedy();
  }

  private static Decision decision(String reasons) {
    List<RouteReason> all = Stream.of(reasons.split(" ")).map(RouteReason::valueOf).toList();
    Decision.Packer packer = Decision.packer(all.size());
    for (RouteReason reason : all) {
      packer.add(new Route(ProviderId.of("host"), Mode.FAST), null, 0, 0.5, reason);
    }
    return packer.pack();
  }

  @ParameterizedTest
  @CsvSource({
    "BUSY, TRY_LATER",
    "CALLER_SPEND_CAP, TRY_LATER",
    "BAD_KEY EJECTED UNSUPPORTED, TRY_LATER",
    "BAD_KEY, REPAIR",
    "UNSUPPORTED NO_MONEY, REPAIR",
    "PRICE_UNKNOWN MODE_NOT_ALLOWED, REPAIR",
    "UNSUPPORTED, GIVE_UP",
    "UNSUPPORTED MODE_NOT_ALLOWED PRICE_TOO_HIGH NOT_PINNED, GIVE_UP"
  })
  void remedy_isThatOfTheEasiestCause(String reasons, Remedy remedy) {
    assertEquals(remedy, remedy(List.of(), Optional.of(decision(reasons))));
  }

  @Test
  void remedy_whereARouteWasTried_isToTryLater() {
    Route route = new Route(ProviderId.of("host"), Mode.FAST);
    Attempt tried = Attempt.intent(1, route, "t", Optional.empty(), Instant.EPOCH);

    assertEquals(Remedy.TRY_LATER, remedy(List.of(tried), Optional.of(decision("UNSUPPORTED"))));
  }

  @Test
  void remedy_whereThereIsNoRoute_isToConfigureOne() {
    assertEquals(Remedy.REPAIR, remedy(List.of(), Optional.empty()));
  }
}
