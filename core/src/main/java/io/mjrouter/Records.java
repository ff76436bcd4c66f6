package io.mjrouter;

import io.mjrouter.store.TaskRecord;
import io.mjrouter.store.TaskStore;
import io.mjrouter.submit.Journal;
import java.time.ZoneId;
import java.util.function.Consumer;

/**
 * What a router remembers, with everything that its users are not shown: for the proxy and the
 * starter alone. No part of the API: it changes with any release.
 */
public final class Records {

  private final Journal journal;

  private Records(Journal journal) {
    this.journal = journal;
  }

  /** Those of a router. */
  public static Records of(Midjourney midjourney) {
    return new Records(midjourney.journal());
  }

  /** Where they are. What is written there by others is not followed. */
  public TaskStore store() {
    return journal.store();
  }

  /** Where a day of money begins at midnight. */
  public ZoneId zone() {
    return journal.zone();
  }

  /**
   * Adds somebody who is shown every record that was just stored here, for as long as the router
   * lives; what other nodes store is not shown.
   *
   * @param watcher is called on the thread that stored it; must not wait; what it throws is logged
   */
  public void watch(Consumer<TaskRecord> watcher) {
    journal.watch(watcher);
  }
}
