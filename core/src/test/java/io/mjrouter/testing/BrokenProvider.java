package io.mjrouter.testing;

import io.mjrouter.model.MediaLink;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.spi.MediaStream;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.ProviderInfo;
import io.mjrouter.spi.Reading;
import io.mjrouter.spi.SubmitAttempt;
import io.mjrouter.spi.SubmitOutcome;

/** An adapter that breaks its contract: it returns nothing where it has an answer, or throws. */
public record BrokenProvider(MjProvider inner) implements MjProvider {

  public static BrokenProvider of(MjProvider inner) {
    return new BrokenProvider(inner);
  }

  @Override
  public ProviderId id() {
    return inner.id();
  }

  @Override
  public ProviderInfo info() {
    return inner.info();
  }

  @Override
  @SuppressWarnings("NullAway")
  public SubmitOutcome submit(SubmitAttempt attempt) {
    inner.submit(attempt);
    return null;
  }

  @Override
  @SuppressWarnings("NullAway")
  public Reading<TaskSnapshot> fetch(String hostTaskId) {
    return null;
  }

  @Override
  public Reading<MediaStream> open(MediaLink link, long maxBytes) {
    throw new IllegalStateException("a bug");
  }

  @Override
  public void close() {
    inner.close();
  }
}
