package io.mjrouter.store;

import static io.mjrouter.store.StoreContract.id;
import static io.mjrouter.store.StoreContract.record;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a store that several nodes share must do with leases. */
public interface LeasesContract extends StoreContract {

  Duration LONG = Duration.ofHours(1);
  Duration OVER = Duration.ZERO;

  @Test
  default void renew_oneNode_holdsEverythingAndKeepsItsEpochs() {
    Holding first = store().leases().renew("a", LONG);

    assertTrue(first.shards().isEvery());
    assertEquals(first, store().leases().renew("a", LONG));
  }

  @Test
  default void renew_anotherNodeComes_theySettleOnHalfEach() {
    store().leases().renew("a", LONG);

    assertEquals(0, another().leases().renew("b", LONG).shards().size());
    Holding a = store().leases().renew("a", LONG);
    Holding b = another().leases().renew("b", LONG);

    assertEquals(Shards.COUNT / 2, a.shards().size());
    assertEquals(Shards.COUNT / 2, b.shards().size());
    Set<Integer> both = new HashSet<>(a.epochs().keySet());
    both.addAll(b.epochs().keySet());
    assertEquals(Shards.COUNT, both.size());
    assertTrue(b.epochs().values().stream().allMatch(epoch -> epoch == 2), b::toString);
  }

  @Test
  default void renew_severalNodes_eachHasItsOwnPlace() {
    store().leases().renew("b", LONG);
    another().leases().renew("a", LONG);
    store().leases().renew("c", LONG);

    assertEquals(new NodePlace(3, 0), store().leases().renew("a", LONG).place());
    assertEquals(new NodePlace(3, 1), another().leases().renew("b", LONG).place());
    another().leases().release("a");
    assertEquals(new NodePlace(2, 1), store().leases().renew("c", LONG).place());
  }

  @Test
  default void renew_nodeStoodStill_itsShardsPassOnAndItsLateWriteIsRefused() {
    Holding stale = store().leases().renew("a", OVER);
    store().claim(Write.of(record(1, "a")));
    TaskRecord found = store().find(id(1)).orElseThrow();
    Write late = Write.of(found).under(stale.fence(id(1)));

    Holding fresh = another().leases().renew("b", LONG);

    assertTrue(fresh.shards().isEvery());
    assertEquals(new Written.Fenced(), store().write(late));
    assertEquals(0, store().find(id(1)).orElseThrow().version());
    assertTrue(another().write(Write.of(found).under(fresh.fence(id(1)))).stored().isPresent());
    assertEquals(new Written.Conflict(), another().write(late.under(fresh.fence(id(1)))));
  }

  @Test
  default void lately_showsWhatAnybodyStoredOfTheseShards() {
    long begin = store().lately(Shards.every(), 0).next();
    another().claim(Write.of(record(1, "a")));
    another().claim(Write.of(record(2, "b")));
    Shards first = Shards.of(List.of(Shards.of(id(1))));

    Lately claimed = store().lately(first, begin);
    Write write = Write.of(another().find(id(1)).orElseThrow());
    another().write(write);
    Lately written = store().lately(first, claimed.next());

    assertEquals(List.of(id(1)), StoreContract.ids(claimed.records()));
    assertEquals(
        List.of(write.version()), written.records().stream().map(TaskRecord::version).toList());
    assertEquals(List.of(), store().lately(Shards.of(List.of()), begin).records());
    assertTrue(store().lately(Shards.every(), 0).records().isEmpty(), "the first brings none");
  }

  @Test
  default void write_fencedAmongOthers_isRefusedAlone() throws Exception {
    Holding stale = store().leases().renew("a", OVER);
    Holding fresh = another().leases().renew("b", LONG);
    for (int i = 0; i < RIVALS; i++) {
      store().claim(Write.of(record(i, "r" + i)));
    }

    List<Written> all =
        atOnce(
            rival -> {
              Holding lease = rival % 2 == 0 ? stale : fresh;
              TaskRecord found = store().find(id(rival)).orElseThrow();
              return store().write(Write.of(found).under(lease.fence(id(rival))));
            });

    for (int i = 0; i < RIVALS; i++) {
      assertEquals(i % 2 == 0, all.get(i) instanceof Written.Fenced, "" + all);
    }
  }

  @Test
  default void release_givesEverythingToTheOthersAtOnce() {
    store().leases().renew("a", LONG);
    store().leases().release("a");

    Holding b = another().leases().renew("b", LONG);

    assertTrue(b.shards().isEvery());
    assertEquals(Optional.of(new Fence(7, 2)), fence(b, 7));
  }

  @Test
  default void renew_manyAtOnce_noShardIsHeldTwice() throws Exception {
    List<Holding> first = atOnce(rival -> node(rival).leases().renew("node-" + rival, LONG));
    List<Holding> second = atOnce(rival -> node(rival).leases().renew("node-" + rival, LONG));
    List<Holding> third = atOnce(rival -> node(rival).leases().renew("node-" + rival, LONG));

    for (List<Holding> round : List.of(first, second, third)) {
      assertTrue(round.stream().mapToInt(h -> h.shards().size()).sum() >= 1, () -> "" + round);
    }
    Set<Integer> held = new HashSet<>();
    for (Holding holding : third) {
      assertEquals(Shards.COUNT / RIVALS, holding.shards().size());
      holding.epochs().keySet().forEach(shard -> assertTrue(held.add(shard), "" + shard));
    }
  }

  private TaskStore node(int rival) {
    return rival % 2 == 0 ? store() : another();
  }

  private static Optional<Fence> fence(Holding holding, int shard) {
    return Optional.ofNullable(holding.epochs().get(shard)).map(epoch -> new Fence(shard, epoch));
  }
}
