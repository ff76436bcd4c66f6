package io.mjrouter.submit;

import org.slf4j.Logger;

/**
 * A store that is away, as one who asks it again and again sees it: said once when it begins and
 * once when it is over, however often it is asked meanwhile. Safe for use by many threads.
 */
public final class Outage {

  private final Logger log;
  private final String what;
  private int failures;

  /**
   * None yet.
   *
   * @param what is done whenever there is none: "open tasks are read"
   */
  public Outage(Logger log, String what) {
    this.log = log;
    this.what = what;
  }

  /**
   * The store failed.
   *
   * @return how often it failed in a row
   */
  public synchronized int failed(RuntimeException e) {
    if (failures == 0) {
      log.warn("{} once the store is there: {}", what, e.toString());
    }
    return ++failures;
  }

  /** The store did it. */
  public synchronized void over() {
    if (failures > 0) {
      log.info("{} again, after {} failures", what, failures);
      failures = 0;
    }
  }
}
