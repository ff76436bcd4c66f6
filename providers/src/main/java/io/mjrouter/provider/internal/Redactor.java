package io.mjrouter.provider.internal;

import io.mjrouter.spi.ReadFailure;
import io.mjrouter.spi.Reading;
import io.mjrouter.spi.Secret;
import io.mjrouter.spi.SubmitOutcome;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Strikes secrets out of messages: some hosts quote the key that they refuse. */
final class Redactor implements SubmitOutcome.Visitor<SubmitOutcome> {

  /** Shorter ones would strike out ordinary words. */
  private static final int SHORTEST = 4;

  private final List<String> secrets;

  Redactor(HttpProviderConfig config) {
    secrets =
        Stream.of(config.key(), config.balance().key(), config.balance().accessToken())
            .flatMap(Optional::stream)
            .map(Secret::reveal)
            .filter(secret -> secret.length() >= SHORTEST)
            .toList();
  }

  String clean(String message) {
    String clean = message;
    for (String secret : secrets) {
      clean = clean.replace(secret, "***");
    }
    return clean;
  }

  SubmitOutcome clean(SubmitOutcome outcome) {
    return outcome.accept(this);
  }

  <T> Reading<T> clean(Reading<T> reading) {
    if (reading instanceof Reading.Failed<T> failed) {
      ReadFailure failure = failed.failure();
      return Reading.failed(
          new ReadFailure(failure.reason(), clean(failure.message()), failure.retryAfter()));
    }
    return reading;
  }

  @Override
  public SubmitOutcome accepted(SubmitOutcome.Accepted it) {
    return new SubmitOutcome.Accepted(
        it.how(),
        it.hostTaskId(),
        it.uploaded(),
        it.queue(),
        it.finalPrompt(),
        clean(it.message()));
  }

  @Override
  public SubmitOutcome rejected(SubmitOutcome.Rejected it) {
    return new SubmitOutcome.Rejected(
        it.reason(), it.mayMove(), clean(it.message()), it.retryAfter(), it.bannedWord());
  }

  @Override
  public SubmitOutcome notSent(SubmitOutcome.NotSent it) {
    return new SubmitOutcome.NotSent(it.reason(), clean(it.message()));
  }

  @Override
  public SubmitOutcome unknown(SubmitOutcome.Unknown it) {
    return new SubmitOutcome.Unknown(it.reason(), clean(it.message()));
  }
}
