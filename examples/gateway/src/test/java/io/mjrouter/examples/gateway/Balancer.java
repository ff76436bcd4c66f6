package io.mjrouter.examples.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A plain TCP balancer: one connection after the other to the next of its ports, byte by byte. */
final class Balancer implements AutoCloseable {

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger connections = new AtomicInteger();
  private final ServerSocket server;
  private final int[] ports;

  private Balancer(int... ports) throws IOException {
    this.ports = ports;
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  static Balancer before(int... ports) throws IOException {
    return new Balancer(ports);
  }

  Curl curl() {
    return new Curl(server.getLocalPort());
  }

  /** How many connections there were; they go round. */
  int connections() {
    return connections.get();
  }

  private void accept() {
    try {
      for (; ; ) {
        Socket client = server.accept();
        int port = ports[connections.getAndIncrement() % ports.length];
        Socket gateway = new Socket(InetAddress.getLoopbackAddress(), port);
        threads.execute(() -> pump(client, gateway));
        threads.execute(() -> pump(gateway, client));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  /** Until one side ends; then the other is told. */
  private static void pump(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
      to.shutdownOutput();
    } catch (IOException e) {
      close(from);
      close(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    threads.shutdownNow();
  }
}
