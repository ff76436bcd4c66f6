package io.mjrouter.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What all nodes may do together is shared out without rest. */
class NodePlaceTest {

  @Test
  void partOf_anyLimitOfAtLeastTheNodes_isMadeUpByThePartsOfAll() {
    for (int nodes = 1; nodes <= 12; nodes++) {
      for (int limit = nodes; limit <= 60; limit++) {
        int[] parts = parts(nodes, limit);
        assertEquals(limit, IntStream.of(parts).sum(), limit + " over " + nodes);
        int most = IntStream.of(parts).max().orElseThrow();
        assertTrue(most - IntStream.of(parts).min().orElseThrow() <= 1);
      }
    }
  }

  @Test
  void partOf_limitBelowTheNodes_isOneForEach() {
    assertEquals(5, IntStream.of(parts(5, 2)).sum());
  }

  private static int[] parts(int nodes, int limit) {
    return IntStream.range(0, nodes)
        .map(rank -> new NodePlace(nodes, rank).partOf(limit))
        .toArray();
  }

  @Test
  void alone_hasAllOfIt() {
    assertEquals(10, NodePlace.alone().partOf(10));
    assertThrows(IllegalArgumentException.class, () -> new NodePlace(2, 2));
  }
}
