package io.mjrouter.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.TaskId;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTest {

  private final SplittableRandom random = new SplittableRandom(1);

  @ParameterizedTest
  @ValueSource(longs = {1_000_000_000_000_000L, 4_815_162_342_000_001L, (1L << 53) - 1})
  void task_tokenOfATask_isThatTask(long id) {
    String token = Token.of(new TaskId(id), random);

    assertTrue(token.matches("mjr-[0-9a-f]{32}"), token);
    assertEquals(Optional.of(new TaskId(id)), Token.task(token));
    assertEquals(Optional.of(new TaskId(id)), Token.task(token + "-2"));
  }

  @Test
  void of_theSameTaskTwice_areTwoTokens() {
    TaskId id = new TaskId(1_000_000_000_000_000L);

    assertNotEquals(Token.of(id, random), Token.of(id, random));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "mjr-",
        "somebody's",
        "mjr-00000000000000aabbccddeeffaabbcc",
        "mjr-ffffffffffffffaabbccddeeffaabbcc"
      })
  void task_noTokenOfOurs_isNobodys(String state) {
    assertEquals(Optional.empty(), Token.task(state));
  }
}
