package io.mjrouter.route;

import static java.util.Objects.requireNonNull;

import com.google.common.base.MoreObjects;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.OnUnknown;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.spi.Problems;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How routes are chosen: {@code midjourney.routing}. An immutable value; what it allows is checked
 * when the router is built.
 */
public final class RoutingSettings {

  private static final RoutingSettings DEFAULTS = builder().build();

  private static final Duration LONGEST_SUBMIT = Duration.ofHours(1);

  private final String policy;
  private final List<Mode> modes;
  private final @Nullable Duration deadline;
  private final @Nullable Money maxPrice;
  private final @Nullable Money dailySpend;
  private final Map<String, Money> callerSpend;
  private final @Nullable ZoneId zone;
  private final int attempts;
  private final Duration submitDeadline;
  private final OnUnknown onUnknownOutcome;
  private final boolean resubmitFailed;

  private RoutingSettings(Builder builder) {
    policy = requireNonNull(builder.policy, "policy");
    modes = List.copyOf(builder.modes);
    deadline = builder.deadline;
    maxPrice = builder.maxPrice;
    dailySpend = builder.dailySpend;
    callerSpend = Map.copyOf(builder.callerSpend);
    zone = builder.zone;
    attempts = builder.attempts;
    submitDeadline = requireNonNull(builder.submitDeadline, "submitDeadline");
    onUnknownOutcome = requireNonNull(builder.onUnknownOutcome, "onUnknownOutcome");
    resubmitFailed = builder.resubmitFailed;
  }

  public static RoutingSettings defaults() {
    return DEFAULTS;
  }

  public static Builder builder() {
    return new Builder();
  }

  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.policy = policy;
    builder.modes = new LinkedHashSet<>(modes);
    builder.deadline = deadline;
    builder.maxPrice = maxPrice;
    builder.dailySpend = dailySpend;
    builder.callerSpend = new HashMap<>(callerSpend);
    builder.zone = zone;
    builder.attempts = attempts;
    builder.submitDeadline = submitDeadline;
    builder.onUnknownOutcome = onUnknownOutcome;
    builder.resubmitFailed = resubmitFailed;
    return builder;
  }

  /** The policy's name; {@code cheapest}. */
  public String policy() {
    return policy;
  }

  /** The modes allowed when a request names none; empty: every mode but turbo. */
  public List<Mode> modes() {
    return modes;
  }

  /** The most that one call may cost: a filter, never a preference. */
  public Optional<Money> maxPrice() {
    return Optional.ofNullable(maxPrice);
  }

  /** The time within which a picture should be finished: only routes likely to make it are used. */
  public Optional<Duration> deadline() {
    return Optional.ofNullable(deadline);
  }

  /** The most that may be spent in a day over all providers. */
  public Optional<Money> dailySpend() {
    return Optional.ofNullable(dailySpend);
  }

  /** The most that one caller may spend in a day; who is not named has no cap of its own. */
  public Map<String, Money> callerSpend() {
    return callerSpend;
  }

  /** Where a day of money begins at midnight; empty: the system's zone. */
  public Optional<ZoneId> zone() {
    return Optional.ofNullable(zone);
  }

  /** How many routes are tried for one submission; 3. */
  public int attempts() {
    return attempts;
  }

  /** How long all attempts of one submission may take together; 3 minutes, at most an hour. */
  public Duration submitDeadline() {
    return submitDeadline;
  }

  /** What to do when nobody can tell whether a host took a submission; hold. */
  public OnUnknown onUnknownOutcome() {
    return onUnknownOutcome;
  }

  /**
   * Whether a task that died at a provider which refunds failures is tried once more at another,
   * under the same id; no.
   */
  public boolean resubmitFailed() {
    return resubmitFailed;
  }

  /**
   * Reports everything that cannot be.
   *
   * @param policies the names of policies beside our own
   */
  public void validate(Problems problems, Collection<String> policies) {
    if (!policies.contains(policy) && Policy.parse(policy).isEmpty()) {
      problems.add("policy", "'" + policy + "' (expected: one of " + Policy.names(policies) + ")");
    }
    if (deadline != null) {
      problems.within("deadline", deadline, SubmitOptions.LONGEST_DEADLINE);
    }
    if (dailySpend != null && dailySpend.micros() < 0) {
      problems.add("daily-spend", dailySpend + " (expected: not negative)");
    }
    callerSpend.forEach(
        (caller, most) -> {
          if (most.micros() < 0) {
            problems.add("daily-spend", most + " for " + caller + " (expected: not negative)");
          }
        });
    if (maxPrice != null && maxPrice.micros() < 0) {
      problems.add("max-price", maxPrice + " (expected: not negative)");
    }
    if (attempts < 1) {
      problems.add("attempts", attempts + " (expected: 1 or more)");
    }
    problems.within("submit-deadline", submitDeadline, LONGEST_SUBMIT);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RoutingSettings that && parts().equals(that.parts());
  }

  @Override
  public int hashCode() {
    return parts().hashCode();
  }

  @Override
  public String toString() {
    return MoreObjects.toStringHelper(this)
        .omitNullValues()
        .add("policy", policy)
        .add("modes", modes)
        .add("deadline", deadline)
        .add("maxPrice", maxPrice)
        .add("dailySpend", dailySpend)
        .add("callerSpend", callerSpend)
        .add("zone", zone)
        .add("attempts", attempts)
        .add("submitDeadline", submitDeadline)
        .add("onUnknownOutcome", onUnknownOutcome)
        .add("resubmitFailed", resubmitFailed)
        .toString();
  }

  private List<@Nullable Object> parts() {
    return Arrays.asList(
        policy,
        modes,
        deadline,
        maxPrice,
        dailySpend,
        callerSpend,
        zone,
        attempts,
        submitDeadline,
        onUnknownOutcome,
        resubmitFailed);
  }

  /** Collects {@link RoutingSettings}. Not safe for use by several threads. */
  public static final class Builder {
    private String policy = "cheapest";
    private Set<Mode> modes = Set.of();
    private @Nullable Duration deadline;
    private @Nullable Money maxPrice;
    private @Nullable Money dailySpend;
    private Map<String, Money> callerSpend = new HashMap<>();
    private @Nullable ZoneId zone;
    private int attempts = 3;
    private Duration submitDeadline = Duration.ofMinutes(3);
    private OnUnknown onUnknownOutcome = OnUnknown.HOLD;
    private boolean resubmitFailed;

    private Builder() {}

    public Builder policy(String policy) {
      this.policy = policy;
      return this;
    }

    public Builder modes(Mode... modes) {
      this.modes = new LinkedHashSet<>(Arrays.asList(modes));
      return this;
    }

    public Builder maxPrice(Money maxPrice) {
      this.maxPrice = maxPrice;
      return this;
    }

    public Builder deadline(Duration deadline) {
      this.deadline = deadline;
      return this;
    }

    public Builder dailySpend(Money dailySpend) {
      this.dailySpend = dailySpend;
      return this;
    }

    /** Caps the money of one caller, as {@link io.mjrouter.model.SubmitOptions#caller} names it. */
    public Builder callerSpend(String caller, Money most) {
      callerSpend.put(requireNonNull(caller, "caller"), requireNonNull(most, "most"));
      return this;
    }

    public Builder zone(ZoneId zone) {
      this.zone = zone;
      return this;
    }

    public Builder attempts(int attempts) {
      this.attempts = attempts;
      return this;
    }

    public Builder submitDeadline(Duration submitDeadline) {
      this.submitDeadline = submitDeadline;
      return this;
    }

    public Builder onUnknownOutcome(OnUnknown onUnknownOutcome) {
      this.onUnknownOutcome = onUnknownOutcome;
      return this;
    }

    public Builder resubmitFailed(boolean resubmitFailed) {
      this.resubmitFailed = resubmitFailed;
      return this;
    }

    public RoutingSettings build() {
      return new RoutingSettings(this);
    }
  }
}
