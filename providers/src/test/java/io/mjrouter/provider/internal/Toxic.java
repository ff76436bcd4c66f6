package io.mjrouter.provider.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.util.concurrent.MoreExecutors;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** Stands between a client and a host and spoils the connection in one way. */
final class Toxic implements AutoCloseable {

  private final ServerSocket server;
  private final int target;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final long resetAfter;
  private final long delayMillis;
  private final boolean byteByByte;

  private Toxic(int target, long resetAfter, long delayMillis, boolean byteByByte) {
    this.target = target;
    this.resetAfter = resetAfter;
    this.delayMillis = delayMillis;
    this.byteByByte = byteByByte;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    threads.execute(this::accept);
  }

  /** Resets each connection once so many bytes of it went up. */
  static Toxic resettingAfter(long bytes, RawHost host) {
    return new Toxic(host.port(), bytes, 0, false);
  }

  /** Holds each piece that comes down back for a while. */
  static Toxic late(long millis, RawHost host) {
    return new Toxic(host.port(), Long.MAX_VALUE, millis, false);
  }

  /** Lets one byte down at a time, a second for each. */
  static Toxic dripping(RawHost host) {
    return new Toxic(host.port(), Long.MAX_VALUE, 1_000, true);
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  private void accept() {
    try {
      while (true) {
        Socket client = server.accept();
        Socket host = new Socket(InetAddress.getLoopbackAddress(), target);
        client.setTcpNoDelay(true);
        host.setTcpNoDelay(true);
        sockets.add(client);
        sockets.add(host);
        threads.execute(() -> up(client, host));
        threads.execute(() -> down(host, client));
      }
    } catch (IOException | RejectedExecutionException e) {
      // Closed.
    }
  }

  private void up(Socket client, Socket host) {
    long left = resetAfter;
    byte[] buffer = new byte[16 << 10];
    try (client;
        host) {
      InputStream in = client.getInputStream();
      OutputStream out = host.getOutputStream();
      while (left > 0) {
        int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (read < 0) {
          return;
        }
        out.write(buffer, 0, read);
        left -= read;
      }
      client.setSoLinger(true, 0);
      host.setSoLinger(true, 0);
    } catch (IOException e) {
      // One side is gone, and so the other.
    }
  }

  private void down(Socket host, Socket client) {
    byte[] buffer = new byte[byteByByte ? 1 : 16 << 10];
    try (host;
        client) {
      for (int read = host.getInputStream().read(buffer);
          read >= 0;
          read = host.getInputStream().read(buffer)) {
        if (delayMillis > 0 && over.await(delayMillis, TimeUnit.MILLISECONDS)) {
          return;
        }
        client.getOutputStream().write(buffer, 0, read);
      }
    } catch (IOException | InterruptedException e) {
      // One side is gone, and so the other.
    }
  }

  @Override
  public void close() throws IOException {
    over.countDown();
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
    threads.shutdownNow();
    assertTrue(
        MoreExecutors.shutdownAndAwaitTermination(threads, Duration.ofSeconds(10)),
        "a connection does not end");
  }
}
