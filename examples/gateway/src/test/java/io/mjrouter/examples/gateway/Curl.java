package io.mjrouter.examples.gateway;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Asks a port of this machine as curl would. What is sent are bytes on a socket, one connection for
 * each request: no client mends them on the way.
 */
record Curl(int port) {

  Answer get(String path, String... headers) {
    return send("GET", path, "", headers);
  }

  /** With a body of JSON, unless the headers name another type. */
  Answer post(String path, String body, String... headers) {
    return send("POST", path, body, headers);
  }

  /**
   * Sends one request.
   *
   * @param path or an address at this gateway, as it is given for pictures
   * @param headers names and values by turns; they go before those that are always sent
   */
  Answer send(String method, String path, String body, String... headers) {
    URI address = path.startsWith("http") ? URI.create(path) : null;
    String target = address == null ? path : address.getRawPath() + "?" + address.getRawQuery();
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    Map<String, String> sent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    sent.put("Host", "127.0.0.1:" + port());
    sent.put("Connection", "close");
    if (content.length > 0 || method.equals("POST")) {
      sent.put("Content-Type", "application/json");
      sent.put("Content-Length", Integer.toString(content.length));
    }
    for (int i = 0; i < headers.length; i += 2) {
      sent.put(headers[i], headers[i + 1]);
    }
    StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    sent.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    request.writeBytes(content);
    return Answer.parse(exchange(request.toByteArray()));
  }

  /** Sends the bytes of a request just so, and reads until the connection ends. */
  Answer raw(String request) {
    return Answer.parse(exchange(request.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private byte[] exchange(byte[] request) {
    try (var socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(request);
      socket.shutdownOutput();
      return everything(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A server that read no more than it wanted to resets the connection behind its answer. */
  private static byte[] everything(InputStream in) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      in.transferTo(all);
    } catch (SocketException e) {
      if (all.size() == 0) {
        throw e;
      }
    }
    return all.toByteArray();
  }
}
