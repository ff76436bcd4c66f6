package io.mjrouter.proxy;

import io.mjrouter.model.SubmitOptions;
import io.mjrouter.quota.SharedRate;

/** A client while the proxy runs. Safe for use by many threads. */
final class Client {

  private final String name;
  private final byte[] key;
  private final ClientSettings settings;
  private final SharedRate rate;
  private volatile SubmitOptions usual = SubmitOptions.defaults();

  Client(String name, ClientSettings settings) {
    this.name = name;
    this.key = Keys.digest(settings.key().reveal());
    this.settings = settings;
    this.rate = new SharedRate(settings.perMinute());
  }

  /** Whoever is on this machine, where no client is configured: nothing is kept from them. */
  static Client open() {
    return new Client(
        "",
        ClientSettings.builder("-").allowOverrides(true).exposeRouting(true).admin(true).build());
  }

  /** The name under which its tasks are its own; empty where everybody's are. */
  String name() {
    return name;
  }

  byte[] key() {
    return key;
  }

  ClientSettings settings() {
    return settings;
  }

  /** Equal options, which are kept with each task: of those that a client has last, one only. */
  SubmitOptions usual(SubmitOptions options) {
    SubmitOptions last = usual;
    if (options.equals(last)) {
      return last;
    }
    usual = options;
    return options;
  }

  boolean is(Compat compat) {
    return settings.compat().contains(compat);
  }

  /** Counts one submission, whose outcome is yet to come. */
  void count(long now) {
    rate.take(now)
        .ifPresent(
            wait -> {
              throw Refusal.of(429, Refusal.TOO_MANY, "too many submissions: " + limit())
                  .retryAfter(wait);
            });
  }

  /** Takes a submission that was counted at a time back out of the count: nothing came of it. */
  void giveBack(long then) {
    rate.giveBack(then);
  }

  private String limit() {
    return settings.perMinute().orElse(0) + " a minute are allowed";
  }

  @Override
  public String toString() {
    return name.isEmpty() ? "(open)" : name;
  }
}
