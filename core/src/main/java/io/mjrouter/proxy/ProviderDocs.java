package io.mjrouter.proxy;

import io.mjrouter.ProviderSummary;
import io.mjrouter.RouteSummary;
import io.mjrouter.model.Balance;
import io.mjrouter.model.Mode;
import io.mjrouter.spi.Capability;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Providers and their routes as an operator sees them: nothing of a key, and ready to be JSON. */
public final class ProviderDocs {

  private ProviderDocs() {}

  /** Members by name; numbers, texts, lists, maps and nulls. Money is in dollars. */
  public static Map<String, @Nullable Object> of(ProviderSummary provider) {
    return new Doc()
        .put("name", provider.id().name())
        .put("type", provider.info().type())
        .put("simulated", provider.info().simulated())
        .put("modes", provider.info().modes().stream().map(Mode::key).toList())
        .put("capabilities", provider.info().capabilities().stream().map(Capability::key).toList())
        .put("refundsFailures", provider.info().refundsFailures())
        .put("drained", provider.drained())
        .put("load", load(provider.load()))
        .put("funds", funds(provider.funds()))
        .put("notReadUntil", provider.notReadUntil())
        .put("routes", provider.routes().stream().map(ProviderDocs::route).toList())
        .members();
  }

  private static Doc load(ProviderSummary.Load load) {
    return new Doc()
        .put("submits", load.submits())
        .put("limit", load.limit())
        .put("configured", load.configured())
        .put("perMinute", load.perMinute())
        .put("lastMinute", load.lastMinute());
  }

  private static Doc funds(ProviderSummary.Funds funds) {
    Optional<Balance> reading = funds.reading();
    return new Doc()
        .put("balance", reading.flatMap(Balance::remaining))
        .put("unlimited", reading.map(Balance::unlimited))
        .put("readAt", reading.map(Balance::at))
        .put("left", funds.left())
        .put("exhaustedAt", funds.exhaustedAt())
        .put("spentToday", funds.spentToday())
        .put("dailySpend", funds.dailySpend());
  }

  private static Map<String, @Nullable Object> route(RouteSummary route) {
    return new Doc()
        .put("mode", route.mode().key())
        .put("status", route.status())
        .put("since", route.since())
        .put("until", route.until())
        .put("busy", route.busy())
        .put("tasks", route.tasks())
        .put("taskLimit", route.taskLimit())
        .put("price", route.price())
        .put("expectedSeconds", route.expected())
        .put("chanceAccepted", route.chanceAccepted())
        .put("chanceFinished", route.chanceFinished())
        .members();
  }
}
