package io.mjrouter.model;

import com.google.common.base.CharMatcher;
import com.google.common.base.MoreObjects;
import com.google.common.collect.ImmutableSet;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one submission is to be done. Whatever is not said here is taken from the configuration.
 *
 * <p>An immutable value.
 */
public final class SubmitOptions {

  private static final CharMatcher VISIBLE = CharMatcher.inRange('!', '~');
  private static final int LONGEST_CALLER = 64;

  /** No picture takes longer. */
  public static final Duration LONGEST_DEADLINE = Duration.ofDays(1);

  private static final SubmitOptions DEFAULTS = builder().build();
  private static final int LONGEST_REFERENCE = 255;
  private static final int LONGEST_STATE = 4096;
  private static final int MOST_EXTRA = 16_384;

  /** Members that the library writes itself; they cannot be smuggled in as extra members. */
  private static final Set<String> OURS =
      Set.of("state", "notifyHook", "mode", "taskId", "task_id", "customId", "prompt");

  private final ImmutableSet<Mode> modes;
  private final @Nullable String policy;
  private final @Nullable Duration deadline;
  private final @Nullable Money maxPrice;
  private final Set<ProviderId> providers;
  private final @Nullable OnUnknown onUnknown;
  private final String caller;
  private final @Nullable String reference;
  private final Map<String, String> tags;
  private final String state;
  private final Map<String, @Nullable Object> extra;

  private SubmitOptions(Builder builder) {
    modes = builder.modes;
    policy = builder.policy;
    deadline = builder.deadline;
    maxPrice = builder.maxPrice;
    providers = Set.copyOf(builder.providers);
    onUnknown = builder.onUnknown;
    caller = builder.caller;
    reference = builder.reference;
    tags =
        builder.tags.isEmpty()
            ? Collections.emptyMap()
            : Collections.unmodifiableMap(new LinkedHashMap<>(builder.tags));
    state = builder.state;
    extra = JsonValues.copyOf(builder.extra);
    if (deadline != null
        && (deadline.isNegative()
            || deadline.isZero()
            || deadline.compareTo(LONGEST_DEADLINE) > 0)) {
      throw new IllegalArgumentException(
          "deadline: "
              + deadline
              + " (expected: more than nothing, at most "
              + LONGEST_DEADLINE
              + ")");
    }
    if (maxPrice != null && maxPrice.micros() < 0) {
      throw new IllegalArgumentException("maxPrice: " + maxPrice + " (expected: not negative)");
    }
    if (caller.length() > LONGEST_CALLER || !VISIBLE.matchesAllOf(caller)) {
      throw new IllegalArgumentException(
          "caller: "
              + caller.length()
              + " characters (expected: at most "
              + LONGEST_CALLER
              + ", visible ASCII)");
    }
    if (reference != null && (reference.isBlank() || reference.length() > LONGEST_REFERENCE)) {
      throw new IllegalArgumentException(
          "reference: blank or too long (expected: 1 to " + LONGEST_REFERENCE + " characters)");
    }
    if (state.length() > LONGEST_STATE) {
      throw new IllegalArgumentException(
          "state: " + state.length() + " characters (expected: at most " + LONGEST_STATE + ")");
    }
    if (JsonValues.length(extra) > MOST_EXTRA) {
      throw new IllegalArgumentException(
          "extra members: too much (expected: at most " + MOST_EXTRA + " characters)");
    }
    for (String member : extra.keySet()) {
      if (OURS.contains(member)) {
        throw new IllegalArgumentException(
            "extra member: " + member + " (expected: none that the library sends itself)");
      }
    }
  }

  /** Everything as configured. */
  public static SubmitOptions defaults() {
    return DEFAULTS;
  }

  public static Builder builder() {
    return new Builder();
  }

  /**
   * The same with the labels that the answer to a window brings: its tags are added, and its state
   * counts from then on, where it has one.
   */
  public SubmitOptions answeredWith(SubmitOptions answer) {
    Map<String, String> both = new LinkedHashMap<>(tags);
    both.putAll(answer.tags);
    return toBuilder().tags(both).state(answer.state.isEmpty() ? state : answer.state).build();
  }

  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.modes = modes;
    builder.policy = policy;
    builder.deadline = deadline;
    builder.maxPrice = maxPrice;
    builder.providers = providers;
    builder.onUnknown = onUnknown;
    builder.caller = caller;
    builder.reference = reference;
    builder.tags = tags;
    builder.state = state;
    builder.extra = extra;
    return builder;
  }

  /**
   * The modes allowed, in order of preference where a policy finds them equal; empty: configured.
   */
  public Set<Mode> modes() {
    return modes;
  }

  /** The name of the routing policy. */
  public Optional<String> policy() {
    return Optional.ofNullable(policy);
  }

  /** The time within which the picture should be finished, from now. */
  public Optional<Duration> deadline() {
    return Optional.ofNullable(deadline);
  }

  /** The most it may cost: a filter, never a preference. */
  public Optional<Money> maxPrice() {
    return Optional.ofNullable(maxPrice);
  }

  /** The providers that may serve it; empty: any. */
  public Set<ProviderId> providers() {
    return providers;
  }

  public Optional<OnUnknown> onUnknown() {
    return Optional.ofNullable(onUnknown);
  }

  /**
   * Who asks: whose the task is, and under whose cap. A caller can follow up only tasks of its own,
   * and two callers can use the same reference. Empty where callers are not told apart: then every
   * task can be followed up.
   */
  public String caller() {
    return caller;
  }

  /** The caller's own key: the same key with the same content is the same task, bought once. */
  public Optional<String> reference() {
    return Optional.ofNullable(reference);
  }

  /** The caller's labels; kept with the task, never sent. */
  public Map<String, String> tags() {
    return tags;
  }

  /** The caller's text; kept and given back unchanged, never sent. */
  public String state() {
    return state;
  }

  /**
   * Members of the request body that this version does not know; sent as they are, and kept with
   * the task: at most 16,384 characters together.
   */
  public Map<String, @Nullable Object> extra() {
    return extra;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof SubmitOptions that)) {
      return false;
    }
    return modes.equals(that.modes)
        && Objects.equals(policy, that.policy)
        && Objects.equals(deadline, that.deadline)
        && Objects.equals(maxPrice, that.maxPrice)
        && providers.equals(that.providers)
        && onUnknown == that.onUnknown
        && caller.equals(that.caller)
        && Objects.equals(reference, that.reference)
        && tags.equals(that.tags)
        && state.equals(that.state)
        && extra.equals(that.extra);
  }

  @Override
  public int hashCode() {
    return Objects.hash(modes, policy, deadline, maxPrice, providers, onUnknown, caller, reference);
  }

  /** How it is routed and whose it is; what the caller wrote is left out. */
  @Override
  public String toString() {
    return MoreObjects.toStringHelper(this)
        .omitNullValues()
        .add("modes", modes)
        .add("policy", policy)
        .add("deadline", deadline)
        .add("maxPrice", maxPrice)
        .add("providers", providers)
        .add("onUnknown", onUnknown)
        .add("caller", caller)
        .add("reference", reference)
        .toString();
  }

  /** Whether the library writes this member itself, so that it cannot be an extra one. */
  public static boolean isOurs(String member) {
    return OURS.contains(member);
  }

  /** Collects {@link SubmitOptions}. Not safe for use by several threads. */
  public static final class Builder {
    private ImmutableSet<Mode> modes = ImmutableSet.of();
    private @Nullable String policy;
    private @Nullable Duration deadline;
    private @Nullable Money maxPrice;
    private Set<ProviderId> providers = Set.of();
    private @Nullable OnUnknown onUnknown;
    private String caller = "";
    private @Nullable String reference;
    private Map<String, String> tags = Map.of();
    private String state = "";
    private Map<String, @Nullable Object> extra = Map.of();

    private Builder() {}

    public Builder modes(Mode... modes) {
      this.modes = ImmutableSet.copyOf(modes);
      return this;
    }

    public Builder policy(String policy) {
      this.policy = policy;
      return this;
    }

    public Builder deadline(Duration deadline) {
      this.deadline = deadline;
      return this;
    }

    public Builder maxPrice(Money maxPrice) {
      this.maxPrice = maxPrice;
      return this;
    }

    /** The one provider that may serve it. */
    public Builder provider(ProviderId provider) {
      return providers(Set.of(provider));
    }

    public Builder providers(Set<ProviderId> providers) {
      this.providers = providers;
      return this;
    }

    public Builder onUnknown(OnUnknown onUnknown) {
      this.onUnknown = onUnknown;
      return this;
    }

    public Builder caller(String caller) {
      this.caller = caller;
      return this;
    }

    public Builder reference(String reference) {
      this.reference = reference;
      return this;
    }

    public Builder tags(Map<String, String> tags) {
      this.tags = tags;
      return this;
    }

    public Builder state(String state) {
      this.state = state;
      return this;
    }

    public Builder extra(Map<String, ? extends @Nullable Object> extra) {
      this.extra = JsonValues.copyOf(extra);
      return this;
    }

    /**
     * Makes the options.
     *
     * @throws IllegalArgumentException when a value is out of its range
     */
    public SubmitOptions build() {
      return new SubmitOptions(this);
    }
  }
}
