package io.mjrouter.wire.read;

import io.mjrouter.model.Balance;
import io.mjrouter.model.Money;
import io.mjrouter.spi.BalanceProbe;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.ReadFailure;
import io.mjrouter.spi.Reading;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.wire.HttpAnswer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What is left, from each of the shapes in which hosts tell it. */
final class BalanceReader {

  private static final BigDecimal CENTS = BigDecimal.valueOf(100);

  /** What CometAPI writes for a key without a limit, in two generations of its page. */
  private static final List<BigDecimal> COMET_UNLIMITED =
      List.of(BigDecimal.valueOf(-1), BigDecimal.valueOf(999_999_999));

  private final Refusals refusals;

  BalanceReader(Refusals refusals) {
    this.refusals = refusals;
  }

  Reading<Balance> read(BalanceProbe probe, List<HttpAnswer> answers, Instant now) {
    if (probe.endpoint() == BalanceProbe.Endpoint.NONE || answers.isEmpty()) {
      return Reading.unsupported(Capability.BALANCE);
    }
    List<Reply> replies = answers.stream().map(Reply::of).toList();
    for (Reply reply : replies) {
      Optional<Reading<Balance>> failure = failure(reply, now);
      if (failure.isPresent()) {
        return failure.get();
      }
    }
    Members first = replies.get(0).members();
    return switch (probe.endpoint()) {
      case TOKEN_USAGE -> tokenUsage(probe, first.object("data"), now);
      case BILLING ->
          billing(probe, first, replies.size() > 1 ? replies.get(1).members() : first, now);
      case USER_SELF -> left(probe, number(first.object("data"), "quota"), now);
      case COMET_QUOTA -> comet(probe, first, now);
      case USER_BALANCE -> left(probe, number(first.object("data"), "balance_usd"), now);
      case CREDIT_GRANTS -> left(probe, number(first, "total_available"), now);
      case NONE -> Reading.unsupported(Capability.BALANCE);
    };
  }

  /** new-api answers a wrong key with HTTP 200 and an error. */
  private Optional<Reading<Balance>> failure(Reply reply, Instant now) {
    boolean isObject = reply.isJson() && Json.object(reply.json()).isPresent();
    boolean saysNo = reply.hasError() || Boolean.FALSE.equals(reply.members().peek("success"));
    if (reply.isOk() && isObject && !saysNo) {
      return Optional.empty();
    }
    Verdict verdict = refusals.of(reply, false, now);
    if (verdict.is(RejectReason.UNSUPPORTED) || (reply.isOk() && reply.isPage())) {
      return Optional.of(Reading.unsupported(Capability.BALANCE));
    }
    return Optional.of(
        reply.isOk() && saysNo && verdict.refused() == null
            ? Reading.failed(ReadFailure.Reason.AUTH, "the balance was refused: " + reply.words())
            : Reading.failed(verdict.toFailure()));
  }

  private static Reading<Balance> tokenUsage(BalanceProbe probe, Members data, Instant now) {
    return data.flag("unlimited_quota")
        ? Reading.found(Balance.unlimited(now))
        : left(probe, number(data, "total_available"), now);
  }

  private static Reading<Balance> billing(
      BalanceProbe probe, Members subscription, Members usage, Instant now) {
    Optional<BigDecimal> limit = number(subscription, "hard_limit_usd");
    if (limit.isPresent() && isUnlimited(probe.unlimited().stream(), limit.get())) {
      return Reading.found(Balance.unlimited(now));
    }
    Optional<BigDecimal> used = number(usage, "total_usage").map(cents -> cents.divide(CENTS));
    return left(probe, limit.flatMap(l -> used.map(l::subtract)), now);
  }

  /**
   * The account's money counts. Which of several keys is ours is not said; a single one can only be
   * ours, and its limit, if it has one, counts where it is lower.
   */
  private static Reading<Balance> comet(BalanceProbe probe, Members account, Instant now) {
    Optional<BigDecimal> total = number(account, "total_quota");
    if (total.isPresent() && isCometUnlimited(probe, total.get())) {
      return Reading.found(Balance.unlimited(now));
    }
    List<?> keys = account.array("keys");
    Optional<BigDecimal> ours =
        keys.size() == 1
            ? number(Members.of(keys.get(0)), "remain_quota")
                .filter(value -> !isCometUnlimited(probe, value))
            : Optional.empty();
    return left(probe, total.map(t -> ours.map(t::min).orElse(t)), now);
  }

  private static boolean isCometUnlimited(BalanceProbe probe, BigDecimal value) {
    return isUnlimited(Stream.concat(probe.unlimited().stream(), COMET_UNLIMITED.stream()), value);
  }

  private static boolean isUnlimited(Stream<BigDecimal> sentinels, BigDecimal value) {
    return sentinels.anyMatch(sentinel -> sentinel.compareTo(value) == 0);
  }

  private static Reading<Balance> left(
      BalanceProbe probe, Optional<BigDecimal> units, Instant now) {
    if (units.isEmpty()) {
      return Reading.failed(
          ReadFailure.Reason.GARBLED, "the answer shows no balance where one should be");
    }
    if (isUnlimited(probe.unlimited().stream(), units.get())) {
      return Reading.found(Balance.unlimited(now));
    }
    try {
      BigDecimal usd = units.get().divide(probe.unitsPerUsd(), MathContext.DECIMAL128);
      return Reading.found(Balance.of(Money.rounded(usd), now));
    } catch (ArithmeticException e) {
      return Reading.failed(ReadFailure.Reason.GARBLED, "a balance beyond all measure");
    }
  }

  private static Optional<BigDecimal> number(Members members, String name) {
    return Members.asNumber(members.value(name));
  }
}
