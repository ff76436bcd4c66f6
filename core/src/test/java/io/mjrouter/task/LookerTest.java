package io.mjrouter.task;

import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mjrouter.model.HostStatus;
import io.mjrouter.model.TaskSnapshot;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What can be learned from a host's list. */
class LookerTest {

  private static TaskSnapshot row(String id, String state) {
    return TaskSnapshot.builder(id, HostStatus.SUBMITTED).state(state).build();
  }

  private static Map<String, String> ids(TaskSnapshot... list) {
    return Looker.byToken(List.of(list)).entrySet().stream()
        .collect(toMap(Map.Entry::getKey, each -> each.getValue().id()));
  }

  @Test
  void byToken_rowsWithoutAnIdOrAState_areLeftOut() {
    assertEquals(Map.of("a", "1"), ids(row("1", "a"), row("", "b"), row("2", "")));
  }

  @Test
  void f49_byToken_rowThatComesTwice_isOne() {
    assertEquals(Map.of("a", "1"), ids(row("1", "a"), row("1", "a")));
  }

  @Test
  void f50_byToken_stateUnderTwoIds_tellsNothing() {
    assertEquals(Map.of("b", "3"), ids(row("2", "a"), row("3", "b"), row("1", "a")));
  }
}
