package io.mjrouter.error;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mjrouter.model.Attempt;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Route;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MjExceptionTest {

  private static final TaskId ID = TaskId.of("1000000000000001");
  private static final ProviderId HOST = ProviderId.of("host");

  static Stream<MjException> oneOfEach() {
    Task task = Task.claimed(ID, Imagine.of("a red fox"), SubmitOptions.defaults(), Instant.EPOCH);
    return Stream.of(
        new SubmissionRefusedException(ID, "BANNED_PROMPT", "refused", "word", Optional.of("w")),
        new NoRouteException(
            ID, "none", List.of(), Optional.empty(), Optional.of(Duration.ofSeconds(5))),
        new OutcomeUnknownException(ID, "unknown"),
        new TaskNotFoundException(ID),
        new UnsupportedByHostException(HOST, "seed"),
        new WaitTimeoutException(task, Duration.ofSeconds(5)),
        new WaitStoppedException(ID),
        new MediaUnavailableException("gone"),
        new HostUnavailableException(HOST, "down"),
        new ConfigurationException(List.of("midjourney.routing.policy: none")),
        new StoreException("away", null));
  }

  @Test
  void oneOfEach_isEveryKindThereIs() {
    assertEquals(
        Set.of(MjException.class.getPermittedSubclasses()),
        oneOfEach().map(Object::getClass).collect(Collectors.toSet()));
  }

  /** Jobs keep what failed, and frames send it on. */
  @ParameterizedTest
  @MethodSource("oneOfEach")
  void everyKind_isTheSameOnceItWasSerialized(MjException thrown) throws Exception {
    MjException back = (MjException) read(written(thrown));

    assertEquals(thrown.getMessage(), back.getMessage());
    assertEquals(thrown.remedy(), back.remedy());
    assertEquals(shown(thrown), shown(back));
  }

  @Test
  void noRoute_wasSerialized_saysTheSameOfWhatMayBeDone() throws Exception {
    Route route = new Route(HOST, Mode.FAST);
    Attempt tried = Attempt.intent(1, route, "t", Optional.empty(), Instant.EPOCH);
    NoRouteException thrown =
        new NoRouteException(ID, "none", List.of(tried), Optional.empty(), Optional.empty());

    NoRouteException back = (NoRouteException) read(written(thrown));

    assertEquals(Remedy.TRY_LATER, back.remedy());
    assertEquals(List.of(), back.attempts());
    assertEquals(Optional.empty(), back.decision());
  }

  /** What each of its own methods tells. */
  private static List<String> shown(MjException thrown) throws ReflectiveOperationException {
    return Arrays.stream(thrown.getClass().getDeclaredMethods())
        .filter(method -> method.getParameterCount() == 0)
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .map(
            method -> {
              try {
                return method.getName() + " " + method.invoke(thrown);
              } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
              }
            })
        .sorted()
        .toList();
  }

  private static byte[] written(Object object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    return bytes.toByteArray();
  }

  private static Object read(byte[] bytes) throws Exception {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return in.readObject();
    }
  }
}
