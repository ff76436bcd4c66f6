package io.mjrouter.proxy;

import io.mjrouter.wire.write.AnswerStyle;
import io.mjrouter.wire.write.AnswerWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request that is not served, with the answer that says so. Never a page, never a stack trace.
 */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1;
  private static final AnswerWriter WRITER = new AnswerWriter(AnswerStyle.full());

  /** The codes of the protocol that a refusal has. */
  static final int INVALID = 4;

  static final int FAILURE = 9;
  static final int NOT_NOW = 23;
  static final int BANNED = 24;
  static final int TOO_MANY = 30;

  private final int status;
  private final int code;
  private final transient byte[] body;
  private final transient Map<String, String> headers = new LinkedHashMap<>();

  private Refusal(int status, int code, String description, byte[] body) {
    super(description, null, false, false);
    this.status = status;
    this.code = code;
    this.body = body;
  }

  static Refusal of(int status, int code, String description) {
    return of(status, code, description, Map.of());
  }

  static Refusal of(int status, int code, String description, Map<String, ?> properties) {
    return new Refusal(status, code, description, WRITER.refused(code, description, properties));
  }

  static Refusal invalid(String description) {
    return of(400, INVALID, description);
  }

  /** A task that does not exist, or not for whoever asks: new-api's own words. */
  static Refusal noTask() {
    return new Refusal(
        400, INVALID, "task_no_found", WRITER.gatewayError(INVALID, "task_no_found"));
  }

  static Refusal noParent() {
    return invalid("task_not_found");
  }

  static Refusal notNow(String description, Duration retryAfter) {
    return of(503, NOT_NOW, description).retryAfter(retryAfter);
  }

  Refusal with(String header, String value) {
    headers.put(header, value);
    return this;
  }

  Refusal retryAfter(Duration wait) {
    return with("Retry-After", Long.toString(Math.max(1, wait.plusMillis(999).toSeconds())));
  }

  int status() {
    return status;
  }

  /** Whether a host refused the prompt for its words. */
  boolean isBanned() {
    return code == BANNED;
  }

  ProxyReply reply() {
    ProxyReply reply = ProxyReply.json(status, body);
    headers.forEach(reply::with);
    return reply;
  }
}
