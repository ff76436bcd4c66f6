package io.mjrouter.provider.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mjrouter.model.TimeSource;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where the machine has no thread left for a moment, nothing is sent, and later all is well. */
@Timeout(60)
class NoThreadTest {

  private static final TimeSource TIME = TimeSource.system();
  private static final long A_MINUTE = Duration.ofMinutes(1).toNanos();

  private volatile boolean none = true;

  private Thread thread(Runnable work) {
    if (none) {
      throw new OutOfMemoryError("planted: unable to create native thread");
    }
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    return thread;
  }

  /** One whose time is over, and that tells when it is ended. */
  private static Exchange over(CountDownLatch ended) {
    HttpUriRequestBase request =
        new HttpUriRequestBase("GET", URI.create("https://host.example/")) {
          @Override
          public boolean cancel() {
            ended.countDown();
            return super.cancel();
          }
        };
    return new Exchange(request, "/", Map.of(), TIME.nanoTime());
  }

  @Test
  void watch_noThread_isRefusedAndTheNextIsWatched() throws Exception {
    try (Watch watch = new Watch(TIME, this::thread)) {
      CountDownLatch refused = new CountDownLatch(1);
      assertThrows(RejectedExecutionException.class, () -> watch.add(over(refused)));
      none = false;
      CountDownLatch ended = new CountDownLatch(1);

      watch.add(over(ended));

      ended.await();
      assertEquals(1, refused.getCount(), "what was refused is watched no more");
    }
  }

  @Test
  void resolve_noThread_isNoAddressAndTheNextHasOne() throws Exception {
    Setup.Names names = name -> List.of("203.0.113.7");
    try (Resolver resolver = new Resolver(names, this::thread)) {
      assertThrows(UnknownHostException.class, () -> resolver.resolve("host.example", A_MINUTE));
      none = false;

      assertEquals(
          List.of(InetAddress.getByName("203.0.113.7")),
          resolver.resolve("host.example", A_MINUTE));
    }
  }
}
