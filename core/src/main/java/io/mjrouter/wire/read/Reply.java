package io.mjrouter.wire.read;

import io.mjrouter.wire.HttpAnswer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An answer with whatever JSON was found in it, whatever its content type claims. */
record Reply(HttpAnswer http, Optional<Json.Document> document) {

  private static final int LOOKED_AT = 65_536;

  /** For free calls: of a member that stands twice the last counts. */
  static Reply of(HttpAnswer http) {
    return new Reply(http, Json.answer(http.body(), http.contentType()));
  }

  /** For paid calls: no member may stand twice. */
  static Reply unambiguous(HttpAnswer http) {
    return new Reply(http, Json.unambiguous(http.body(), http.contentType()));
  }

  int status() {
    return http.status();
  }

  boolean isOk() {
    return status() >= 200 && status() < 300;
  }

  boolean isJson() {
    return document.isPresent();
  }

  /** The JSON value; null where there is none. */
  @Nullable Object json() {
    return document.isEmpty() ? null : document.get().value();
  }

  Members members() {
    return Members.of(json());
  }

  boolean isEmpty() {
    for (byte b : http.body()) {
      if (!Character.isWhitespace(b)) {
        return false;
      }
    }
    return true;
  }

  boolean isPage() {
    String start = text().stripLeading();
    String head = start.substring(0, Math.min(256, start.length())).toLowerCase(Locale.ROOT);
    return head.startsWith("<!doctype")
        || head.contains("<html")
        || (head.startsWith("<") && http.contentType().contains("html"));
  }

  /** The beginning of the body as text. */
  String text() {
    byte[] body = http.body();
    byte[] head = body.length <= LOOKED_AT ? body : Arrays.copyOf(body, LOOKED_AT);
    return Json.decode(head, http.contentType());
  }

  /** What the host says, safe to show; empty where it says nothing. */
  String words() {
    if (!isJson()) {
      return isPage() ? HostWords.ofPage(text()) : HostWords.safe(text());
    }
    Members members = members();
    String error = errorText(members);
    return HostWords.safe(error.isEmpty() ? description(members) : error);
  }

  /** Whether there is an {@code error} that says something. */
  boolean hasError() {
    return !errorText(members()).isEmpty();
  }

  /** All that an {@code error} member says: the message, the type, the code. */
  static String errorText(Members members) {
    Object error = members.peek("error");
    Optional<Members> object = Json.object(error).map(Members::new);
    if (object.isEmpty()) {
      return error instanceof String text ? text.trim() : "";
    }
    String message = object.get().text("message", "msg", "description").trim();
    String kind = (object.get().text("type") + " " + object.get().text("code")).trim();
    return message.isEmpty() ? kind : kind.isEmpty() ? message : message + " (" + kind + ")";
  }

  /** The description of an envelope, or what stands in its place. */
  static String description(Members members) {
    return members.text("description", "message", "msg", "detail").trim();
  }
}
