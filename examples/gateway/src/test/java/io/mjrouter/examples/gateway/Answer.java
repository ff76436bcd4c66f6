package io.mjrouter.examples.gateway;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the gateway answered, as it came over the wire. */
record Answer(int status, Map<String, String> headers, byte[] body) {

  private static final JsonMapper JSON = new JsonMapper();
  private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  /** Reads everything that came until the connection ended. */
  static Answer parse(byte[] bytes) {
    int end = find(HEAD_END, bytes);
    if (end < 0) {
      throw new AssertionError("no answer: " + new String(bytes, StandardCharsets.UTF_8));
    }
    String[] head = new String(bytes, 0, end, StandardCharsets.ISO_8859_1).split("\r\n");
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line : Arrays.asList(head).subList(1, head.length)) {
      int colon = line.indexOf(':');
      headers.put(line.substring(0, colon), line.substring(colon + 1).trim());
    }
    byte[] body = Arrays.copyOfRange(bytes, end + HEAD_END.length, bytes.length);
    if (Console.isSecretIn(new String(bytes, StandardCharsets.ISO_8859_1))) {
      throw new AssertionError("an answer gives a secret away");
    }
    boolean chunked = "chunked".equals(headers.get("Transfer-Encoding"));
    return new Answer(
        Integer.parseInt(head[0].split(" ")[1]), headers, chunked ? joined(body) : body);
  }

  private static int find(byte[] wanted, byte[] bytes) {
    for (int i = 0; i + wanted.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
        return i;
      }
    }
    return -1;
  }

  private static byte[] joined(byte[] chunks) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    String text = new String(chunks, StandardCharsets.ISO_8859_1);
    int at = 0;
    for (; ; ) {
      int lineEnd = text.indexOf("\r\n", at);
      int length = Integer.parseInt(text.substring(at, lineEnd), 16);
      if (length == 0) {
        return whole.toByteArray();
      }
      whole.write(chunks, lineEnd + 2, length);
      at = lineEnd + 2 + length + 2;
    }
  }

  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  String type() {
    return header("Content-Type");
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  JsonNode json() {
    return JSON.readTree(body);
  }

  /** The id that a submission was given; fails where it was not taken. */
  String result() {
    JsonNode result = json().path("result");
    if (status != 200 || !result.isString()) {
      throw new AssertionError(toString());
    }
    return result.asString();
  }

  /** Status, type and code in one, as a refusal is told. */
  String refusal() {
    return status + " " + type().replaceAll(";.*", "") + " " + json().path("code").asInt();
  }

  @Override
  public String toString() {
    return status + " " + headers + " " + text();
  }
}
