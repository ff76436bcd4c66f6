package io.mjrouter.store.jdbc;

import static java.util.stream.Collectors.joining;

import io.mjrouter.store.Shards;
import java.util.Arrays;

/** Shards as a condition. */
final class ShardSql {

  private ShardSql() {}

  /** Nothing where every shard is meant. */
  static String and(Shards shards) {
    return shards.isEvery()
        ? ""
        : Arrays.stream(shards.numbers())
            .mapToObj(Integer::toString)
            .collect(joining(", ", " AND shard IN (", ")"));
  }
}
