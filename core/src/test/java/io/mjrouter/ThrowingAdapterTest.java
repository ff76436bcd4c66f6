package io.mjrouter;

import static io.mjrouter.Rig.only;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mjrouter.model.Attempt;
import io.mjrouter.model.ChargeState;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.testing.ScriptedProvider;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An adapter that throws, be it what nobody declares: those written in Kotlin throw any exception.
 */
@Timeout(60)
class ThrowingAdapterTest {

  private final ScriptedProvider host = ScriptedProvider.named("host").charges("0.05");

  @ParameterizedTest
  @ValueSource(classes = {IllegalStateException.class, IOException.class, StackOverflowError.class})
  void submit_adapterThrowsAfterItWasTaken_itIsInDoubtAndFound(Class<? extends Throwable> what)
      throws Exception {
    Throwable failure = what.getConstructor().newInstance();
    host.thenAccepts("1").whileSubmitting(sent -> ThrowingAdapterTest.<Error>raise(failure));
    try (Rig rig = Rig.of(host)) {
      TaskId id = rig.unknown();
      assertEquals(Attempt.State.UNKNOWN, only(rig.mj.get(id)).state());
      host.shows(Rig.done("1"));

      rig.pass(Duration.ofMinutes(5));

      Task found = rig.mj.get(id);
      assertEquals(TaskStatus.SUCCEEDED, found.status());
      assertEquals(ChargeState.SETTLED, only(found).charge());
      assertEquals(1, host.submits());
    }
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> void raise(Throwable failure) throws E {
    throw (E) failure;
  }
}
