package io.mjrouter;

import io.mjrouter.ProviderCheck.Finding;
import io.mjrouter.model.Balance;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.ReadFailure;
import io.mjrouter.spi.Reading;
import io.mjrouter.submit.Accounts;

/** Finds out what can be known of a provider without buying. */
final class Checks {

  private Checks() {}

  static ProviderCheck of(MjProvider provider) {
    Reading<TaskSnapshot> fetch = provider.fetch(Accounts.NO_TASK);
    Reading<Balance> balance = provider.balance();
    return new ProviderCheck(
        provider.id(),
        fetch.fold(seen -> ok("answers"), Checks::address, other -> ok("answers")),
        balance.value().isPresent() ? ok("accepted") : key(fetch),
        modes(provider),
        balance(balance));
  }

  private static Finding key(Reading<TaskSnapshot> fetch) {
    return fetch.fold(
        seen -> ok("accepted"),
        Checks::key,
        other -> ok("accepted, as far as a look at tasks tells"));
  }

  private static Finding address(ReadFailure failure) {
    String line = line(failure);
    return switch (failure.reason()) {
      case AUTH, FORBIDDEN, THROTTLED, MISMATCHED, TOO_LARGE -> ok("answers");
      case EDGE_BLOCKED -> Finding.failed("the edge in front of it refuses us: " + line);
      case REDIRECTED -> Finding.failed("points elsewhere, and is not followed: " + line);
      case GARBLED -> Finding.failed("something else answers there: " + line);
      case UNREACHABLE, TIMED_OUT, INVALID_REQUEST -> Finding.failed(line);
      case HOST_TROUBLE -> Finding.unknown("answers with a failure of its own: " + line);
      case NOT_ASKED -> Finding.unknown("was not asked: " + line);
    };
  }

  private static Finding key(ReadFailure failure) {
    return switch (failure.reason()) {
      case AUTH, FORBIDDEN -> Finding.failed(line(failure));
      case EDGE_BLOCKED,
          REDIRECTED,
          GARBLED,
          UNREACHABLE,
          TIMED_OUT,
          INVALID_REQUEST,
          HOST_TROUBLE,
          THROTTLED,
          MISMATCHED,
          TOO_LARGE,
          NOT_ASKED ->
          Finding.unknown("was not looked at: " + line(failure));
    };
  }

  private static Finding modes(MjProvider provider) {
    String modes = provider.info().modes().toString();
    return provider.info().simulated()
        ? ok(modes)
        : Finding.unknown(modes + " configured; only buying shows whether the host offers them");
  }

  private static Finding balance(Reading<Balance> reading) {
    return reading.fold(
        balance ->
            balance.unlimited()
                ? ok("the key has no limit; the host does not say what the account holds")
                : balance
                    .remaining()
                    .map(money -> ok(money + " left"))
                    .orElseGet(() -> Finding.unknown("the host does not say")),
        failure ->
            failure.reason() == ReadFailure.Reason.AUTH
                ? Finding.unknown("this key may not read it: " + line(failure))
                : Finding.unknown("could not be read: " + line(failure)),
        other -> Finding.unknown("the host offers no way to read it"));
  }

  private static Finding ok(String line) {
    return Finding.ok(line);
  }

  private static String line(ReadFailure failure) {
    return failure.reason() + (failure.message().isBlank() ? "" : ": " + failure.message());
  }
}
