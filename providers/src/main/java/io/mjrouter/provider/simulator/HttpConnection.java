package io.mjrouter.provider.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.mjrouter.wire.HttpAnswer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * One connection of a client: requests one after the other until either side ends it.
 *
 * <p>HTTP is spoken by hand, since no server of the JDK lets an answer end in the middle or a
 * request be cut off unread.
 */
final class HttpConnection implements Runnable {

  private static final int MILLIS_BETWEEN_DROPS = 50;

  private final Socket socket;
  private final Endpoints endpoints;
  private final long largestBody;
  private final BiConsumer<HttpRequest, byte[]> seen;
  private final Runnable silence;

  /**
   * A connection that was made.
   *
   * @param seen is shown every request
   * @param silence is run when a client is about to wait in vain
   */
  HttpConnection(
      Socket socket,
      Endpoints endpoints,
      long largestBody,
      BiConsumer<HttpRequest, byte[]> seen,
      Runnable silence) {
    this.socket = socket;
    this.endpoints = endpoints;
    this.largestBody = largestBody;
    this.seen = seen;
    this.silence = silence;
  }

  @Override
  public void run() {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      boolean more = true;
      while (more) {
        Optional<HttpRequest> request = HttpRequest.readHead(in);
        more = request.isPresent() && exchange(request.get(), in, out);
      }
    } catch (IOException | IllegalArgumentException e) {
      // The client hung up, or speaks no HTTP: there is nobody to tell.
    }
  }

  /** Answers a request; false when that was the connection's last. */
  private boolean exchange(HttpRequest request, InputStream in, OutputStream out)
      throws IOException {
    if (endpoints.cutsOffUnread(request)) {
      seen.accept(request, new byte[0]);
      return false;
    }
    if (request.header("expect").equalsIgnoreCase("100-continue")) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1));
    }
    Optional<byte[]> body = request.readBody(in, largestBody);
    seen.accept(request, body.orElse(new byte[0]));
    if (body.isEmpty()) {
      send(HttpAnswer.of(413, "text/plain", "Request Entity Too Large"), false, out);
      return false;
    }
    WireReply reply = endpoints.answer(request, body.get());
    switch (reply.ending()) {
      case WHOLE -> send(reply.answer(), false, out);
      case TRUNCATED -> send(reply.answer(), true, out);
      case CUT -> {}
      case RESET -> socket.setSoLinger(true, 0);
      case SILENT -> {
        silence.run();
        in.transferTo(OutputStream.nullOutputStream());
      }
      case DRIPPING -> drip(in, out);
    }
    return reply.ending() == WireReply.Ending.WHOLE
        && !request.header("connection").equalsIgnoreCase("close");
  }

  /** Until the client gives up, or this side is closed. */
  private void drip(InputStream in, OutputStream out) throws IOException {
    out.write("HTTP/1.1 200 Simulated\r\ncontent-length: 4096\r\n\r\n{".getBytes(ISO_8859_1));
    out.flush();
    silence.run();
    socket.setSoTimeout(MILLIS_BETWEEN_DROPS);
    for (int sent = 1; sent < 4096 - 1; sent++) {
      try {
        if (in.read() < 0) {
          return;
        }
      } catch (SocketTimeoutException e) {
        out.write(' ');
        out.flush();
      }
    }
  }

  private static void send(HttpAnswer answer, boolean halfOnly, OutputStream out)
      throws IOException {
    StringBuilder head = new StringBuilder(128);
    head.append("HTTP/1.1 ").append(answer.status()).append(" Simulated\r\n");
    answer
        .headers()
        .forEach((name, values) -> values.forEach(v -> head.append(name + ": " + v + "\r\n")));
    if (answer.status() != 204) {
      head.append("content-length: ").append(answer.body().length).append("\r\n");
    }
    head.append("\r\n");
    out.write(head.toString().getBytes(ISO_8859_1));
    out.write(answer.body(), 0, halfOnly ? answer.body().length / 2 : answer.body().length);
    out.flush();
  }
}
