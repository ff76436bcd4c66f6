package io.mjrouter;

import static java.util.Objects.requireNonNull;

import io.mjrouter.model.ProviderId;
import java.util.List;

/**
 * What could be found out about a provider without buying anything.
 *
 * @param provider which
 * @param address whether the protocol is spoken at the configured address
 * @param key whether the key is accepted
 * @param modes whether the modes can be used
 * @param balance what is left on the account
 */
public record ProviderCheck(
    ProviderId provider, Finding address, Finding key, Finding modes, Finding balance) {

  /** How far something is known. */
  public enum Verdict {
    OK,
    FAILED,
    /** It cannot be known without buying, or not just now. */
    UNKNOWN
  }

  /**
   * One thing that was looked at.
   *
   * @param verdict how far it is known
   * @param line one line for a person, without secrets
   */
  public record Finding(Verdict verdict, String line) {
    public Finding {
      requireNonNull(verdict, "verdict");
      requireNonNull(line, "line");
    }

    static Finding ok(String line) {
      return new Finding(Verdict.OK, line);
    }

    static Finding failed(String line) {
      return new Finding(Verdict.FAILED, line);
    }

    static Finding unknown(String line) {
      return new Finding(Verdict.UNKNOWN, line);
    }
  }

  public ProviderCheck {
    requireNonNull(provider, "provider");
    requireNonNull(address, "address");
    requireNonNull(key, "key");
    requireNonNull(modes, "modes");
    requireNonNull(balance, "balance");
  }

  /** Whether nothing failed; something may still be unknown. */
  public boolean passed() {
    return List.of(address, key, modes, balance).stream()
        .noneMatch(finding -> finding.verdict() == Verdict.FAILED);
  }
}
