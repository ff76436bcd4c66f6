package io.mjrouter;

import static java.util.Objects.requireNonNull;

import io.mjrouter.model.Balance;
import io.mjrouter.model.Money;
import io.mjrouter.model.ProviderId;
import io.mjrouter.spi.ProviderInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A provider as it is used here, and as it stands at one moment. An immutable value without
 * secrets.
 *
 * @param id its name
 * @param info what it is and can do
 * @param drained whether it takes no new submissions; tasks and follow-ups go on
 * @param load how much of it is in use
 * @param funds what its account holds and what was spent
 * @param notReadUntil it is down, and not asked for anything free until then; empty: it is asked
 * @param routes its modes, as they stand
 */
public record ProviderSummary(
    ProviderId id,
    ProviderInfo info,
    boolean drained,
    Load load,
    Funds funds,
    Optional<Instant> notReadUntil,
    List<RouteSummary> routes) {

  /**
   * How much of a provider is in use.
   *
   * @param submits submissions under way
   * @param limit how many may be now: the configured number, or less while the host is full
   * @param configured how many may be; this node's part, where there are several
   * @param perMinute how many may be sent in a minute; empty: any number
   * @param lastMinute how many were; known where there is a limit
   */
  public record Load(
      int submits, int limit, int configured, OptionalInt perMinute, OptionalInt lastMinute) {
    public Load {
      requireNonNull(perMinute, "perMinute");
      requireNonNull(lastMinute, "lastMinute");
    }
  }

  /**
   * What an account holds and what was spent.
   *
   * @param reading the last balance that the host told, and when; empty: none yet
   * @param left that, less what was spent since; empty where it is unknown
   * @param exhaustedAt when the money is gone at the speed of the last hour; empty where the
   *     balance is unknown, or nothing is spent
   * @param spentToday what counts against the caps of this day
   * @param dailySpend the most that may be spent here in a day; empty: no cap
   */
  public record Funds(
      Optional<Balance> reading,
      Optional<Money> left,
      Optional<Instant> exhaustedAt,
      Money spentToday,
      Optional<Money> dailySpend) {
    public Funds {
      requireNonNull(reading, "reading");
      requireNonNull(left, "left");
      requireNonNull(exhaustedAt, "exhaustedAt");
      requireNonNull(spentToday, "spentToday");
      requireNonNull(dailySpend, "dailySpend");
    }
  }

  public ProviderSummary {
    requireNonNull(id, "id");
    requireNonNull(info, "info");
    requireNonNull(load, "load");
    requireNonNull(funds, "funds");
    requireNonNull(notReadUntil, "notReadUntil");
    routes = List.copyOf(routes);
  }
}
