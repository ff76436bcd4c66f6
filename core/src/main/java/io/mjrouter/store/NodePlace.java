package io.mjrouter.store;

/**
 * A node's place among the nodes of a store that are alive, by which they share out what all of
 * them together may do.
 *
 * @param nodes how many there are, this one among them
 * @param rank how many come before this one
 */
public record NodePlace(int nodes, int rank) {

  private static final NodePlace ALONE = new NodePlace(1, 0);

  public NodePlace {
    if (rank < 0 || rank >= nodes) {
      throw new IllegalArgumentException("rank: " + rank + " (expected: below " + nodes + ")");
    }
  }

  /** The place of a node that shares with nobody. */
  public static NodePlace alone() {
    return ALONE;
  }

  /**
   * This node's part of a limit: the parts of all nodes make it up. Of a limit below their number
   * each has 1, since a node that may do nothing serves nobody.
   */
  public int partOf(int limit) {
    return Math.max(1, limit / nodes + (rank < limit % nodes ? 1 : 0));
  }
}
