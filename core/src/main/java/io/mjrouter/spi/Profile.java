package io.mjrouter.spi;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.Sets;
import io.mjrouter.model.Mode;
import io.mjrouter.model.PriceList;
import io.mjrouter.model.SubmissionKind;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A host's dialect of the MJ protocol, as data.
 *
 * <p>Everything in which hosts differ is here, so that a new host is a profile of some twenty lines
 * and not a copy of an adapter. An immutable value, equal to another of the same name in which
 * everything is the same; {@link #toBuilder()} makes variants.
 */
public final class Profile {

  private final String name;
  private final @Nullable URI baseUrl;
  private final @Nullable String keyVariable;
  private final AuthScheme auth;
  private final String userAgent;
  private final boolean demandsUserAgent;
  private final Map<String, String> headers;
  private final ModeSignal modeSignal;
  private final Map<Mode, String> modePrefixes;
  private final @Nullable Mode barePathMode;
  private final Set<Mode> modes;
  private final ImageRule imageRule;
  private final Set<String> placeholderHosts;
  private final Map<Integer, CodeMeaning> codes;
  private final Code21 code21;
  private final Set<Capability> capabilities;
  private final boolean sendsBotType;
  private final boolean echoesState;
  private final String videoParentMember;
  private final boolean videoIndexAsText;
  private final Map<SubmissionKind, Map<String, Object>> alwaysSent;
  private final int maxRequestBytes;
  private final List<BalanceProbe> balanceProbes;
  private final PriceList prices;
  private final boolean refundsFailures;

  private Profile(Builder builder) {
    name = requireNonNull(builder.name, "name");
    baseUrl = builder.baseUrl;
    keyVariable = builder.keyVariable;
    auth = builder.auth;
    userAgent = builder.userAgent;
    demandsUserAgent = builder.demandsUserAgent;
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(builder.headers));
    modeSignal = builder.modeSignal;
    modePrefixes = Map.copyOf(builder.modePrefixes);
    barePathMode = builder.barePathMode;
    modes = Collections.unmodifiableSet(EnumSet.copyOf(builder.modes));
    imageRule = builder.imageRule;
    placeholderHosts = Set.copyOf(builder.placeholderHosts);
    codes = Map.copyOf(builder.codes);
    code21 = builder.code21;
    capabilities =
        Collections.unmodifiableSet(Sets.newEnumSet(builder.capabilities, Capability.class));
    sendsBotType = builder.sendsBotType;
    echoesState = builder.echoesState;
    videoParentMember = builder.videoParentMember;
    videoIndexAsText = builder.videoIndexAsText;
    Map<SubmissionKind, Map<String, Object>> always = new EnumMap<>(SubmissionKind.class);
    builder.alwaysSent.forEach((kind, members) -> always.put(kind, Map.copyOf(members)));
    alwaysSent = Collections.unmodifiableMap(always);
    maxRequestBytes = builder.maxRequestBytes;
    balanceProbes = List.copyOf(builder.balanceProbes);
    prices = builder.prices;
    refundsFailures = builder.refundsFailures;
  }

  /** A profile like new-api's, the most common gateway, under another name. */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  public Builder toBuilder() {
    Builder builder = new Builder(name);
    builder.baseUrl = baseUrl;
    builder.keyVariable = keyVariable;
    builder.auth = auth;
    builder.userAgent = userAgent;
    builder.demandsUserAgent = demandsUserAgent;
    builder.headers = headers;
    builder.modeSignal = modeSignal;
    builder.modePrefixes = modePrefixes;
    builder.barePathMode = barePathMode;
    builder.modes = modes;
    builder.imageRule = imageRule;
    builder.placeholderHosts = placeholderHosts;
    builder.codes = codes;
    builder.code21 = code21;
    builder.capabilities = Sets.newEnumSet(capabilities, Capability.class);
    builder.sendsBotType = sendsBotType;
    builder.echoesState = echoesState;
    builder.videoParentMember = videoParentMember;
    builder.videoIndexAsText = videoIndexAsText;
    builder.alwaysSent.putAll(alwaysSent);
    builder.maxRequestBytes = maxRequestBytes;
    builder.balanceProbes = new ArrayList<>(balanceProbes);
    builder.prices = prices;
    builder.refundsFailures = refundsFailures;
    return builder;
  }

  /** The dialect's name, such as {@code deerapi}. */
  public String name() {
    return name;
  }

  /**
   * The origin and path that everything stands below, without {@code /mj} and without a slash at
   * its end; empty where each user has another.
   */
  public Optional<URI> baseUrl() {
    return Optional.ofNullable(baseUrl);
  }

  /** The environment variable that holds the key where none is configured. */
  public Optional<String> keyVariable() {
    return Optional.ofNullable(keyVariable);
  }

  public AuthScheme auth() {
    return auth;
  }

  /** The User-Agent of every call; never blank. */
  public String userAgent() {
    return userAgent;
  }

  /**
   * Whether the edge before the host refuses calls without a User-Agent. One is always sent; this
   * is for those who play the host.
   */
  public boolean demandsUserAgent() {
    return demandsUserAgent;
  }

  /** Further headers of every call. */
  public Map<String, String> headers() {
    return headers;
  }

  public ModeSignal modeSignal() {
    return modeSignal;
  }

  /** What stands between base address and {@code /mj} for a mode; empty text for the bare path. */
  public Map<Mode, String> modePrefixes() {
    return modePrefixes;
  }

  /** The mode of the path without prefix; empty where nobody knows. */
  public Optional<Mode> barePathMode() {
    return Optional.ofNullable(barePathMode);
  }

  /** The modes that the host offers. */
  public Set<Mode> modes() {
    return modes;
  }

  public ImageRule imageRule() {
    return imageRule;
  }

  /** Hosts that stand in picture links and mean nothing. */
  public Set<String> placeholderHosts() {
    return placeholderHosts;
  }

  /** What the numbers in {@code code} mean; any other means that nobody knows. */
  public Map<Integer, CodeMeaning> codes() {
    return codes;
  }

  public Code21 code21() {
    return code21;
  }

  public Set<Capability> capabilities() {
    return capabilities;
  }

  /** Whether {@code botType} may be sent; some builds of midjourney-proxy refuse it. */
  public boolean sendsBotType() {
    return sendsBotType;
  }

  /** Whether the host gives back the state it was sent. */
  public boolean echoesState() {
    return echoesState;
  }

  /** The member that names the parent of an extended video. */
  public String videoParentMember() {
    return videoParentMember;
  }

  /** Whether the index of an extended video is sent as text. */
  public boolean videoIndexAsText() {
    return videoIndexAsText;
  }

  /** Members that a kind of submission carries even when the caller gave none. */
  public Map<SubmissionKind, Map<String, Object>> alwaysSent() {
    return alwaysSent;
  }

  /** The largest request body the host takes, in bytes. */
  public int maxRequestBytes() {
    return maxRequestBytes;
  }

  /** The ways to read the balance, best first. */
  public List<BalanceProbe> balanceProbes() {
    return balanceProbes;
  }

  /** What the host publishes, with source and date. */
  public PriceList prices() {
    return prices;
  }

  /** Whether the host gives the money back for a task that failed. */
  public boolean refundsFailures() {
    return refundsFailures;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Profile that && parts().equals(that.parts());
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  private List<@Nullable Object> parts() {
    return Arrays.asList(
        name,
        baseUrl,
        keyVariable,
        auth,
        userAgent,
        demandsUserAgent,
        headers,
        modeSignal,
        modePrefixes,
        barePathMode,
        modes,
        imageRule,
        placeholderHosts,
        codes,
        code21,
        capabilities,
        sendsBotType,
        echoesState,
        videoParentMember,
        videoIndexAsText,
        alwaysSent,
        maxRequestBytes,
        balanceProbes,
        prices,
        refundsFailures);
  }

  @Override
  public String toString() {
    return "Profile[" + name + "]";
  }

  /** Collects a {@link Profile}. Not safe for use by several threads. */
  public static final class Builder {
    private static final int MEBIBYTE = 1 << 20;

    private final String name;
    private @Nullable URI baseUrl;
    private @Nullable String keyVariable;
    private AuthScheme auth = AuthScheme.BEARER;
    private String userAgent = "mj-router";
    private boolean demandsUserAgent;
    private Map<String, String> headers = Map.of();
    private ModeSignal modeSignal = ModeSignal.PREFIX;
    private Map<Mode, String> modePrefixes =
        Map.of(Mode.RELAX, "/mj-relax", Mode.FAST, "/mj-fast", Mode.TURBO, "/mj-turbo");
    private @Nullable Mode barePathMode;
    private Set<Mode> modes = EnumSet.allOf(Mode.class);
    private ImageRule imageRule = ImageRule.AS_IS;
    private Set<String> placeholderHosts = Set.of();
    private Map<Integer, CodeMeaning> codes = CodeMeaning.standard();
    private Code21 code21 = Code21.BY_SHAPE;
    private Set<Capability> capabilities =
        EnumSet.of(
            Capability.IMAGINE,
            Capability.BLEND,
            Capability.DESCRIBE,
            Capability.ACTION,
            Capability.MODAL);
    private boolean sendsBotType = true;
    private boolean echoesState = true;
    private String videoParentMember = "taskId";
    private boolean videoIndexAsText;
    private final Map<SubmissionKind, Map<String, Object>> alwaysSent =
        new EnumMap<>(SubmissionKind.class);
    private int maxRequestBytes = 32 * MEBIBYTE;
    private List<BalanceProbe> balanceProbes = new ArrayList<>();
    private PriceList prices = PriceList.unknown();
    private boolean refundsFailures;

    private Builder(String name) {
      this.name = name;
    }

    public Builder baseUrl(URI baseUrl) {
      this.baseUrl = baseUrl;
      return this;
    }

    public Builder keyVariable(String keyVariable) {
      this.keyVariable = keyVariable;
      return this;
    }

    public Builder auth(AuthScheme auth) {
      this.auth = auth;
      return this;
    }

    /**
     * Sets the User-Agent.
     *
     * @throws IllegalArgumentException when it is blank
     */
    public Builder userAgent(String userAgent) {
      if (userAgent.isBlank()) {
        throw new IllegalArgumentException("userAgent: blank (expected: some text)");
      }
      this.userAgent = userAgent;
      return this;
    }

    public Builder demandsUserAgent(boolean demandsUserAgent) {
      this.demandsUserAgent = demandsUserAgent;
      return this;
    }

    public Builder headers(Map<String, String> headers) {
      this.headers = headers;
      return this;
    }

    public Builder modeSignal(ModeSignal modeSignal) {
      this.modeSignal = modeSignal;
      return this;
    }

    public Builder modePrefixes(Map<Mode, String> modePrefixes) {
      this.modePrefixes = modePrefixes;
      return this;
    }

    public Builder barePathMode(@Nullable Mode barePathMode) {
      this.barePathMode = barePathMode;
      return this;
    }

    /**
     * Sets the modes that it offers.
     *
     * @throws IllegalArgumentException when there is none
     */
    public Builder modes(Collection<Mode> modes) {
      if (modes.isEmpty()) {
        throw new IllegalArgumentException("modes: none (expected: at least one)");
      }
      this.modes = EnumSet.copyOf(modes);
      return this;
    }

    public Builder imageRule(ImageRule imageRule) {
      this.imageRule = imageRule;
      return this;
    }

    public Builder placeholderHosts(String... placeholderHosts) {
      this.placeholderHosts = Set.of(placeholderHosts);
      return this;
    }

    public Builder codes(Map<Integer, CodeMeaning> codes) {
      this.codes = codes;
      return this;
    }

    public Builder code21(Code21 code21) {
      this.code21 = code21;
      return this;
    }

    public Builder capabilities(Collection<Capability> capabilities) {
      this.capabilities = Sets.newEnumSet(capabilities, Capability.class);
      return this;
    }

    public Builder add(Capability... added) {
      Collections.addAll(capabilities, added);
      return this;
    }

    public Builder remove(Capability... removed) {
      for (Capability capability : removed) {
        capabilities.remove(capability);
      }
      return this;
    }

    public Builder sendsBotType(boolean sendsBotType) {
      this.sendsBotType = sendsBotType;
      return this;
    }

    public Builder echoesState(boolean echoesState) {
      this.echoesState = echoesState;
      return this;
    }

    public Builder videoParentMember(String videoParentMember) {
      this.videoParentMember = videoParentMember;
      return this;
    }

    public Builder videoIndexAsText(boolean videoIndexAsText) {
      this.videoIndexAsText = videoIndexAsText;
      return this;
    }

    /** A member that a kind of submission carries even when the caller gave none. */
    public Builder alwaysSend(SubmissionKind kind, String member, Object value) {
      Map<String, Object> members = new LinkedHashMap<>(alwaysSent.getOrDefault(kind, Map.of()));
      members.put(member, value);
      alwaysSent.put(kind, members);
      return this;
    }

    public Builder maxRequestBytes(int maxRequestBytes) {
      this.maxRequestBytes = maxRequestBytes;
      return this;
    }

    public Builder balanceProbes(BalanceProbe... probes) {
      this.balanceProbes = List.of(probes);
      return this;
    }

    public Builder prices(PriceList prices) {
      this.prices = prices;
      return this;
    }

    public Builder refundsFailures(boolean refundsFailures) {
      this.refundsFailures = refundsFailures;
      return this;
    }

    public Profile build() {
      return new Profile(this);
    }
  }
}
