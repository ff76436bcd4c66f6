package io.mjrouter.proxy;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many threads each client may hold at once: what it wants done beyond that waits in order, and
 * holds none, so that no client waits for another. Safe for use by many threads.
 */
final class Shares {

  private static final Logger LOG = LoggerFactory.getLogger(Shares.class);

  private final int most;
  private final Map<String, Share> shares = new HashMap<>();

  /** What one client does, and what it wants done. Guarded by all shares. */
  private static final class Share {
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int busy;
  }

  /** So many threads for each. */
  Shares(int most) {
    this.most = most;
  }

  /** Does work on this thread, and what waits after it; or leaves it to those who are at it. */
  void run(String client, Runnable work) {
    for (Runnable next = begun(client, work); next != null; next = ended(client)) {
      try {
        next.run();
      } catch (RuntimeException | Error e) {
        LOG.error("what was to be done for client {} failed", client, e);
      }
    }
  }

  private synchronized @Nullable Runnable begun(String client, Runnable work) {
    Share share = shares.computeIfAbsent(client, any -> new Share());
    if (share.busy == most) {
      share.waiting.add(work);
      return null;
    }
    share.busy++;
    return work;
  }

  private synchronized @Nullable Runnable ended(String client) {
    Share share = shares.get(client);
    Runnable next = share == null ? null : share.waiting.poll();
    if (share != null && next == null && --share.busy == 0) {
      shares.remove(client);
    }
    return next;
  }
}
