package io.mjrouter.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A reply as it was received. */
final class Answered {

  private static final JsonMapper MAPPER = new JsonMapper();

  private final int status;
  private final Map<String, String> headers;
  private final byte[] bytes;

  private Answered(int status, Map<String, String> headers, byte[] bytes) {
    this.status = status;
    this.headers = headers;
    this.bytes = bytes;
  }

  static Answered of(ProxyReply reply) {
    Answered answer = read(reply);
    reply.length().ifPresent(length -> assertEquals(length, answer.bytes.length, "length"));
    return answer;
  }

  /** Of a HEAD, whose length is that of what a GET is given. */
  static Answered toHead(ProxyReply reply) {
    Answered answer = read(reply);
    assertEquals(0, answer.bytes.length, "length");
    return answer;
  }

  private static Answered read(ProxyReply reply) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      reply.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(reply.headers());
    return new Answered(reply.status(), headers, out.toByteArray());
  }

  int status() {
    return status;
  }

  Map<String, String> headers() {
    return headers;
  }

  byte[] bytes() {
    return bytes.clone();
  }

  String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Nullable String header(String name) {
    return headers.get(name);
  }

  /** The body, which must be JSON and say so. */
  JsonNode json() {
    assertEquals("application/json;charset=utf-8", header("Content-Type"), this::toString);
    return MAPPER.readTree(bytes);
  }

  int code() {
    return json().path("code").intValue();
  }

  String result() {
    JsonNode result = json().path("result");
    assertEquals(true, result.isString(), this::toString);
    return result.stringValue();
  }

  String description() {
    return json().path("description").stringValue();
  }

  Answered expect(int status, int code) {
    assertEquals(status + "/" + code, status() + "/" + code(), this::toString);
    return this;
  }

  @Override
  public String toString() {
    return status + " " + headers + " " + text();
  }
}
