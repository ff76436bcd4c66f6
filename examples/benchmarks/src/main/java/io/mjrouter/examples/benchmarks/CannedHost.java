package io.mjrouter.examples.benchmarks;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A host that answers every request with the same text over kept connections, but for the id in it,
 * and with as little work as can be, so that a benchmark sees the client's. A thread for each
 * connection; all are daemons.
 */
final class CannedHost implements AutoCloseable {

  /** What stands in the text where each answer has an id of its own. */
  static final String ID = "1768464763141701";

  static final String NAME = "canned-host";

  private static final String LENGTH = "content-length:";

  private final ServerSocket listener;
  private final byte[] answer;
  private final int id;
  private final AtomicLong next = new AtomicLong(Long.parseLong(ID));

  /** Listens at a free port of the loopback. */
  CannedHost(String json) throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    answer = (head + json).getBytes(StandardCharsets.UTF_8);
    id = (head + json).indexOf(ID);
    start(this::accept);
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, NAME);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        start(() -> serve(socket));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      while (true) {
        in.skipNBytes(bodyLength(in));
        out.write(answer());
      }
    } catch (IOException e) {
      // The client hung up.
    }
  }

  private byte[] answer() {
    byte[] mine = answer.clone();
    byte[] number = Long.toString(next.getAndIncrement()).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(number, 0, mine, id, number.length);
    return mine;
  }

  /** Reads the head of a request. */
  private static int bodyLength(InputStream in) throws IOException {
    int length = 0;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.regionMatches(true, 0, LENGTH, 0, LENGTH.length())) {
        length = Integer.parseInt(line.substring(LENGTH.length()).trim());
      }
    }
    return length;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("hung up");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
