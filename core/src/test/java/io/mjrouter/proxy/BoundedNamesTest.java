package io.mjrouter.proxy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.net.InetAddresses;
import com.google.common.util.concurrent.Uninterruptibles;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BoundedNamesTest {

  private static final Duration LONG = Duration.ofMinutes(10);
  private static final InetAddress[] FOUND = {InetAddresses.forString("192.0.2.1")};

  @Test
  void lookUp_found_isReturned() throws Exception {
    assertArrayEquals(FOUND, new BoundedNames(name -> FOUND, LONG).lookUp("a.example"));
  }

  @Test
  void lookUp_notThere_isUnknown() {
    BoundedNames names =
        new BoundedNames(
            name -> {
              throw new UnknownHostException(name);
            },
            LONG);
    assertThrows(UnknownHostException.class, () -> names.lookUp("a.example"));
  }

  @Test
  void lookUp_noAnswerInTime_isUnknown() {
    CountDownLatch goOn = new CountDownLatch(1);
    Destinations.Names slow =
        name -> {
          Uninterruptibles.awaitUninterruptibly(goOn);
          return FOUND;
        };
    try {
      BoundedNames names = new BoundedNames(slow, Duration.ofMillis(1));
      assertThrows(UnknownHostException.class, () -> names.lookUp("slow.example"));
    } finally {
      goOn.countDown();
    }
  }

  @Test
  void lookUp_interrupted_isUnknownAndStaysSo() {
    CountDownLatch goOn = new CountDownLatch(1);
    BoundedNames names =
        new BoundedNames(
            name -> {
              Uninterruptibles.awaitUninterruptibly(goOn);
              return FOUND;
            },
            LONG);
    Thread.currentThread().interrupt();
    try {
      assertThrows(UnknownHostException.class, () -> names.lookUp("slow.example"));
      assertTrue(Thread.interrupted());
    } finally {
      goOn.countDown();
    }
  }
}
