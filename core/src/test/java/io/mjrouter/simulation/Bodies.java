package io.mjrouter.simulation;

import io.mjrouter.model.Action;
import io.mjrouter.model.HostStatus;
import io.mjrouter.wire.HttpAnswer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What hosts answer, byte by byte as hosts write it: none of it comes from the code under test. */
final class Bodies {

  private static final String JSON = "application/json";
  private static final String PAGE = "text/html; charset=utf-8";

  private Bodies() {}

  // ---- Submissions.

  static HttpAnswer code(int code, String description, String result, String properties) {
    return json(
        200,
        "{\"code\":%d,\"description\":\"%s\",\"result\":%s,\"properties\":{%s}}"
            .formatted(code, description, result, properties));
  }

  static HttpAnswer taken(String id) {
    return code(1, "提交成功", quoted(id), "");
  }

  static HttpAnswer queued(String id, int queue) {
    return code(22, "排队中，前面还有" + queue + "个任务", quoted(id), "\"numberOfQueues\":" + queue);
  }

  static HttpAnswer window(String id) {
    return code(
        21, "Waiting for window confirm", quoted(id), "\"finalPrompt\":\"a fox\",\"remix\":true");
  }

  static HttpAnswer exists(String id) {
    return code(21, "任务已存在", quoted(id), "\"status\":\"SUBMITTED\",\"imageUrl\":null");
  }

  static HttpAnswer refused(int code, String description) {
    return code(code, description, "null", "");
  }

  static HttpAnswer bannedWord() {
    return code(24, "可能包含敏感词", "null", "\"bannedWord\":\"gore\"");
  }

  static HttpAnswer oddCode(String id, boolean absent) {
    return json(
        200,
        absent
            ? "{\"description\":\"Submit success\",\"result\":\"%s\"}".formatted(id)
            : "{\"code\":\"1\",\"description\":\"ok\",\"result\":%s}".formatted(id));
  }

  // ---- Tasks.

  /** A task as it may be shown. */
  record View(
      String id,
      Action action,
      HostStatus status,
      String rawStatus,
      String progress,
      String state,
      String image,
      String failReason,
      String mode,
      String times,
      String buttons) {}

  static String task(View view) {
    return ("{\"id\":\"%s\",\"action\":\"%s\",\"status\":\"%s\",\"progress\":\"%s\",\"state\":\"%s\","
            + "\"prompt\":\"a fox\",\"imageUrl\":\"%s\",\"failReason\":\"%s\",%s%s"
            + "\"buttons\":[%s],\"properties\":{}}")
        .formatted(
            view.id,
            view.action,
            view.rawStatus,
            view.progress,
            view.state,
            view.image,
            view.failReason,
            view.mode.isEmpty() ? "" : "\"mode\":\"" + view.mode + "\",",
            view.times,
            view.buttons);
  }

  static String button(String customId, String label) {
    return "{\"customId\":\"%s\",\"emoji\":\"\",\"label\":\"%s\",\"type\":2,\"style\":2}"
        .formatted(customId, label);
  }

  static HttpAnswer list(List<String> tasks) {
    return json(200, "[" + String.join(",", tasks) + "]");
  }

  static HttpAnswer notFound(int spelling) {
    return switch (spelling % 4) {
      case 0 -> HttpAnswer.of(204, "", "");
      case 1 -> HttpAnswer.of(404, "", "");
      case 2 ->
          json(400, "{\"description\":\"task_no_found \",\"type\":\"upstream_error\",\"code\":4}");
      default -> json(200, "null");
    };
  }

  // ---- Whatever was asked.

  static HttpAnswer badKey() {
    return HttpAnswer.of(401, "", "");
  }

  static HttpAnswer edgeBlock() {
    return HttpAnswer.of(403, "text/plain", "error code: 1010");
  }

  static HttpAnswer serverPage(int status) {
    return HttpAnswer.of(
        status, PAGE, "<html><head><title>" + status + "</title></head><body>nginx</body></html>");
  }

  static HttpAnswer noChannel() {
    return json(
        503,
        "{\"error\":{\"message\":\"当前分组 default 下对于模型 mj_imagine 无可用渠道\","
            + "\"type\":\"new_api_error\",\"code\":\"model_not_found\"}}");
  }

  static HttpAnswer throttled(String retryAfter) {
    return new HttpAnswer(
        429,
        Map.of("Retry-After", List.of(retryAfter), "Content-Type", List.of(JSON)),
        "{\"code\":30,\"description\":\"too many requests\"}".getBytes(StandardCharsets.UTF_8));
  }

  static HttpAnswer bareThrottle() {
    return HttpAnswer.of(429, "", "");
  }

  static HttpAnswer loginPage() {
    return HttpAnswer.of(200, PAGE, "<!doctype html><html><body>Sign in</body></html>");
  }

  static HttpAnswer empty() {
    return HttpAnswer.of(200, "", "");
  }

  static HttpAnswer unlisted() {
    return code(99, "something new", "null", "");
  }

  static HttpAnswer json(int status, String body) {
    return HttpAnswer.of(status, JSON, body);
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }
}
