package io.mjrouter.submit;

import io.mjrouter.model.Balance;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.TimeSource;
import io.mjrouter.spi.Reading;
import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.Work;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Looks after every provider's account without paying: reads balances on time, finds out whether a
 * refused key works again, and warns before the money is gone.
 *
 * <p>{@link #tick} is called again and again by one thread, or by a test; calls to hosts run on
 * each provider's executor. The other methods are safe for use by many threads.
 */
public final class Accounts {

  /** An id that no host has: ids begin with the time, and this one is of 2001. */
  public static final String NO_TASK = "1000000000000001";

  private final Roster roster;
  private final Board board;
  private final TimeSource time;
  private final RandomGenerator random;
  private final Function<ProviderId, Executor> hosts;
  private final Sightings sightings;
  private volatile Map<ProviderId, Account> accounts = Map.of();

  /**
   * The accounts of a roster; the journal must show every record ({@link #changed}).
   *
   * @param hosts what runs calls to a provider
   * @param sightings is shown the tasks that hosts show to whoever asks about a key
   */
  public Accounts(
      Roster roster,
      Board board,
      TimeSource time,
      RandomGenerator random,
      Function<ProviderId, Executor> hosts,
      Sightings sightings) {
    this.roster = roster;
    this.board = board;
    this.time = time;
    this.random = random;
    this.hosts = hosts;
    this.sightings = sightings;
    follow();
  }

  /** Looks after the accounts that the roster names now; one that is as before is left alone. */
  public synchronized void follow() {
    Map<ProviderId, Account> next = new LinkedHashMap<>();
    for (Roster.Entry entry : roster.entries()) {
      ProviderId id = entry.provider().id();
      Account before = accounts.get(id);
      next.put(
          id,
          before != null && before.isOf(entry)
              ? before
              : new Account(entry, board, time, random, sightings, before));
    }
    accounts = next;
  }

  /** Remembers one task that each host has: what is asked for to find out about a key. */
  public void changed(TaskRecord record) {
    record
        .task()
        .hostTask()
        .ifPresent(
            at ->
                Optional.ofNullable(accounts.get(at.provider()))
                    .ifPresent(account -> account.has(record.id(), at)));
  }

  /** Does what is due. */
  public void tick() {
    accounts.forEach(
        (id, account) -> {
          if (account.begin()) {
            Work.begin(hosts.apply(id), account, account::rest);
          }
        });
  }

  /**
   * Reads a balance at once, as somebody wants to know it.
   *
   * @throws IllegalArgumentException when there is no such provider
   */
  public Reading<Balance> read(ProviderId id) {
    Account account = accounts.get(id);
    if (account == null) {
      throw new IllegalArgumentException("provider: " + id + " (expected: a configured one)");
    }
    return account.read();
  }
}
