package io.mjrouter.proxy;

import static java.util.Objects.requireNonNull;

import com.google.common.base.MoreObjects;
import io.mjrouter.model.Money;
import io.mjrouter.model.ProviderId;
import io.mjrouter.spi.Problems;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the proxy serves: {@code midjourney.proxy}. An immutable value; what it allows is checked
 * when the proxy is built.
 *
 * <p>What a client may spend in a day is kept by the router: hand {@link #callerSpend} to its
 * {@link io.mjrouter.route.RoutingSettings}.
 */
public final class ProxySettings {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");
  private static final Pattern ORIGIN = Pattern.compile("\\*|https?://[^/\\s?#@]+");
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private final @Nullable URI publicUrl;
  private final Duration submitWait;
  private final long maxBody;
  private final List<String> corsOrigins;
  private final Map<String, ClientSettings> clients;
  private final List<String> privateHosts;

  private ProxySettings(Builder builder) {
    publicUrl = builder.publicUrl;
    submitWait = requireNonNull(builder.submitWait, "submitWait");
    maxBody = builder.maxBody;
    corsOrigins = List.copyOf(builder.corsOrigins);
    clients = Collections.unmodifiableMap(new LinkedHashMap<>(builder.clients));
    privateHosts = List.copyOf(builder.privateHosts);
  }

  /** Open to this machine alone. */
  public static ProxySettings defaults() {
    return builder().build();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** What every picture's link begins with; empty: what the request used. */
  public Optional<URI> publicUrl() {
    return Optional.ofNullable(publicUrl);
  }

  /** The same as links begin with it: without a slash at its end. */
  Optional<String> base() {
    return publicUrl()
        .map(URI::toString)
        .map(url -> url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
  }

  /** How long a submission waits for a host to take it before its id is told; 25 seconds. */
  public Duration submitWait() {
    return submitWait;
  }

  /** The most bytes of a request's body; 32 MB. */
  public long maxBody() {
    return maxBody;
  }

  /** The web pages that may ask, by origin; {@code *} for every page. */
  public List<String> corsOrigins() {
    return corsOrigins;
  }

  /** Who may ask, by name; empty: whoever is on this machine. */
  public Map<String, ClientSettings> clients() {
    return clients;
  }

  /**
   * The names, addresses and networks, such as {@code 10.1.0.0/16}, that a client's links may lead
   * to although they are private.
   */
  public List<String> privateHosts() {
    return privateHosts;
  }

  /** What each client may spend in a day, by the client's name. */
  public Map<String, Money> callerSpend() {
    Map<String, Money> caps = new HashMap<>();
    clients.forEach((name, client) -> client.dailySpend().ifPresent(cap -> caps.put(name, cap)));
    return caps;
  }

  /**
   * Reports everything that cannot be.
   *
   * @param policies the names of every routing policy
   * @param providers the providers that are configured
   */
  public void validate(
      Problems problems, Collection<String> policies, Collection<ProviderId> providers) {
    if (publicUrl != null && !isBase(publicUrl)) {
      problems.add("public-url", "(expected: such as https://mj.example.com, without a query)");
    }
    problems.within("submit-wait", submitWait, LONGEST_WAIT);
    if (maxBody < 1 || maxBody > Integer.MAX_VALUE - 8) {
      problems.add("max-body", maxBody + " (expected: 1 byte to 2 GB)");
    }
    corsOrigins.stream()
        .filter(origin -> !ORIGIN.matcher(origin).matches())
        .forEach(o -> problems.add("cors.origins", o + " (expected: https://HOST[:PORT] or *)"));
    privateHosts.stream()
        .filter(host -> !PrivateHosts.isEntry(host))
        .forEach(
            h -> problems.add("private-hosts", h + " (expected: a name, an address or ADDRESS/N)"));
    Problems below = problems.in("clients");
    List<String> seen = new ArrayList<>();
    clients.forEach(
        (name, client) -> {
          if (!NAME.matcher(name).matches()) {
            below.add(name, "no name of a client (expected: " + NAME + ")");
          }
          client.validate(below.in(name), policies, providers);
          seen.stream()
              .filter(other -> requireNonNull(clients.get(other)).key().equals(client.key()))
              .forEach(o -> below.add(name + ".key", "also that of " + o + " (expected: its own)"));
          seen.add(name);
        });
  }

  private static boolean isBase(URI url) {
    return ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
        && url.getHost() != null
        && url.getRawUserInfo() == null
        && url.getRawQuery() == null
        && url.getRawFragment() == null;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ProxySettings that && parts().equals(that.parts());
  }

  @Override
  public int hashCode() {
    return parts().hashCode();
  }

  /** Without what an address may hold. */
  @Override
  public String toString() {
    return MoreObjects.toStringHelper(this)
        .add("submitWait", submitWait)
        .add("maxBody", maxBody)
        .add("clients", clients)
        .toString();
  }

  private List<@Nullable Object> parts() {
    return Arrays.asList(publicUrl, submitWait, maxBody, corsOrigins, clients, privateHosts);
  }

  /** Collects {@link ProxySettings}. Not safe for use by several threads. */
  public static final class Builder {
    private @Nullable URI publicUrl;
    private Duration submitWait = Duration.ofSeconds(25);
    private long maxBody = 32L << 20;
    private List<String> corsOrigins = List.of();
    private final Map<String, ClientSettings> clients = new LinkedHashMap<>();
    private List<String> privateHosts = List.of();

    private Builder() {}

    public Builder publicUrl(URI publicUrl) {
      this.publicUrl = publicUrl;
      return this;
    }

    public Builder submitWait(Duration submitWait) {
      this.submitWait = submitWait;
      return this;
    }

    public Builder maxBody(long maxBody) {
      this.maxBody = maxBody;
      return this;
    }

    public Builder corsOrigins(String... origins) {
      this.corsOrigins = Arrays.asList(origins);
      return this;
    }

    /** Adds a client, or replaces the one of that name. */
    public Builder client(String name, ClientSettings client) {
      clients.put(requireNonNull(name, "name"), requireNonNull(client, "client"));
      return this;
    }

    public Builder privateHosts(String... hosts) {
      this.privateHosts = Arrays.asList(hosts);
      return this;
    }

    public ProxySettings build() {
      return new ProxySettings(this);
    }
  }
}
