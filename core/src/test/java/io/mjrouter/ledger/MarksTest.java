package io.mjrouter.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Attempt;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Route;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How a task is marked at its host, and that nobody else sees it. */
class MarksTest {

  private static final TaskId ID = TaskId.of("1000000000000001");
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private final Random random = new Random(1);
  private final String token = Token.of(ID, random);

  private static Task with(String token) {
    Task claimed =
        Ledger.claimed(ID, Imagine.of("a fox"), SubmitOptions.defaults(), NOW).record().task();
    Route route = new Route(ProviderId.of("a"), Mode.FAST);
    return claimed.toBuilder()
        .attempts(List.of(Attempt.intent(1, route, token, Optional.empty(), NOW)))
        .build();
  }

  @Test
  void within_whatAHostAdded_isLeftOut() {
    assertEquals(token, Token.within(token + "#2"));
    assertEquals("", Token.within("a caller's " + token));
    assertEquals("", Token.within(""));
    assertFalse(Token.isOurs("a caller's own"));
  }

  @Test
  void isOfAnother_anotherTokenOfOurs_butNotACallersState() {
    assertFalse(Token.isOfAnother(token, with(token)));
    assertFalse(Token.isOfAnother(token + "#2", with(token)));
    assertFalse(Token.isOfAnother("a caller's own", with(token)));
    assertTrue(Token.isOfAnother(Token.of(ID, random), with(token)));
  }

  @Test
  void without_ourMarks_nothingElseIsTaken() {
    TaskSnapshot marked =
        TaskSnapshot.builder("7", HostStatus.IN_PROGRESS)
            .state(token)
            .properties(Map.of("notifyHook", "https://us.example", "finalPrompt", "a fox"))
            .extra(Map.of("notifyHook", "https://us.example", "seed", 1))
            .build();

    TaskSnapshot shown = Marks.without(marked);

    assertEquals("", shown.state());
    assertEquals(Map.of("finalPrompt", "a fox"), shown.properties());
    assertEquals(Map.of("seed", 1), shown.extra());
  }

  @Test
  void without_oneMarkAlone_isTaken() {
    TaskSnapshot.Builder plain = TaskSnapshot.builder("7", HostStatus.SUCCESS).state("a caller's");
    assertSame("a caller's", Marks.without(plain.build()).state());

    TaskSnapshot property = plain.properties(Map.of("notifyHook", "x")).build();
    assertEquals(Map.of(), Marks.without(property).properties());
    assertEquals("a caller's", Marks.without(property).state());
    TaskSnapshot extra = plain.properties(Map.of()).extra(Map.of("notifyHook", "x")).build();
    assertEquals(Map.of(), Marks.without(extra).extra());
  }
}
