package io.mjrouter.examples.gateway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A host whose tasks are finished at once, each with the same large picture, which it sends as fast
 * as it is taken. A thread for each connection.
 */
final class BigPictures implements AutoCloseable {

  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final byte[] PIECE = new byte[64 << 10];

  private final ServerSocket listener;
  private final int size;

  /** Pictures of so many bytes. */
  BigPictures(int size) throws IOException {
    this.size = size;
    listener = new ServerSocket(0, 2_000, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  String base() {
    return "http://127.0.0.1:" + listener.getLocalPort();
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(null, work, "big-pictures", 128 << 10);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        start(() -> serve(socket));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        in.skip(bodyLength(in));
        answer(line, socket.getOutputStream());
      }
    } catch (IOException e) {
      // The gateway hung up.
    }
  }

  private static long bodyLength(BufferedReader in) throws IOException {
    long length = 0;
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Long.parseLong(line.substring(15).trim());
      }
    }
    return length;
  }

  private void answer(String asked, OutputStream out) throws IOException {
    if (asked.contains("/big.png")) {
      out.write(head("image/png", size));
      out.write(PNG);
      for (int left = size - PNG.length; left > 0; left -= PIECE.length) {
        out.write(PIECE, 0, Math.min(left, PIECE.length));
      }
      return;
    }
    String body =
        asked.contains("/submit/")
            ? "{\"code\":1,\"description\":\"Submit success\",\"result\":\"1768464763141701\"}"
            : "{\"id\":\"1768464763141701\",\"action\":\"IMAGINE\",\"status\":\"SUCCESS\","
                + "\"progress\":\"100%\",\"imageUrl\":\""
                + base()
                + "/big.png\"}";
    out.write(head("application/json", body.length()));
    out.write(body.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] head(String type, int length) {
    return ("HTTP/1.1 200 OK\r\nContent-Type: "
            + type
            + "\r\nContent-Length: "
            + length
            + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
