package io.mjrouter.provider.simulator;

import io.mjrouter.model.HostStatus;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.provider.simulator.HostTraits.Family;
import io.mjrouter.spi.Profile;
import io.mjrouter.wire.HttpAnswer;
import io.mjrouter.wire.write.AnswerStyle;
import io.mjrouter.wire.write.AnswerWriter;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a host of a profile puts its answers over HTTP.
 *
 * <p>Gateway: Calcium-Ion/new-api at ef8ae4db (relay/relay-mj.go, middleware/auth.go,
 * middleware/distributor.go), and the pages of the hosts made of it. Workers: novicezk's
 * midjourney-proxy at 0be95a9, the documents of midjourney-proxy-plus at cd7ca8f, and trueai's
 * midjourney-proxy at ed32197.
 */
final class Dialect {

  static final String JSON = "application/json; charset=utf-8";

  /** new-api sets no content type on submissions, so Go guesses one from the bytes. */
  private static final String SNIFFED = "text/plain; charset=utf-8";

  private static final String SNOWFLAKE = "1118138338562560102";
  private static final String HEX = "5e6ca8e1f40e4de6";

  private final Profile profile;
  private final HostTraits traits;
  private final AnswerWriter writer;

  Dialect(Profile profile) {
    this.profile = profile;
    traits = HostTraits.of(profile);
    writer = new AnswerWriter(AnswerStyle.of(profile));
  }

  boolean isGateway() {
    return traits.family() == Family.GATEWAY;
  }

  /**
   * The answer to a submission.
   *
   * @param task where a task stands that existed already
   */
  HttpAnswer reply(
      Reply reply,
      boolean windowAnnounced,
      Function<String, URI> links,
      Optional<TaskSnapshot> task,
      String prompt) {
    return switch (reply.kind()) {
      case STARTED -> submitted(1, traits.taken(), reply.taskId(), instance());
      case QUEUED -> queued(reply);
      case EXISTED -> existed(reply, task);
      case WINDOW -> window(reply, windowAnnounced);
      case UPLOADED ->
          json(200, writer.uploaded("success", reply.links().stream().map(links).toList()));
      case QUEUE_FULL ->
          traits.family() == Family.TRUEAI
              ? refused(9, "提交失败，队列已满，请稍后重试", Map.of())
              : refused(23, "队列已满，请稍后尝试", instance());
      case BANNED -> {
        Map<String, Object> word = new LinkedHashMap<>();
        word.put("promptEn", prompt);
        word.put("bannedWord", reply.text());
        yield refused(24, "可能包含敏感词", word);
      }
      case PLAN_LIMIT -> refused(24, reply.text() + "; upgrade your plan", Map.of());
      case TROUBLE -> refused(9, "系统异常", Map.of());
      case SATURATED -> saturated();
      case RETRY_AFTER -> withRetryAfter(saturated());
      case NO_MONEY -> error(4, "quota_not_enough");
      case BAD_KEY -> unauthorized();
      case EDGE_BLOCKED -> edgeBlocked();
      case NO_CHANNEL -> noChannel("imagine");
      case PARENT_NOT_FOUND -> parentNotFound();
      case PARENT_NOT_READY -> error(4, isGateway() ? "task_status_not_success" : "关联任务状态错误");
      case BAD_PARAMETER -> error(4, reply.text());
    };
  }

  private HttpAnswer saturated() {
    return isGateway()
        ? json(429, writer.gatewayError(30, "当前分组负载已饱和，请稍后再试，或升级账户以提升服务质量。"))
        : refused(30, "负载已饱和", Map.of());
  }

  private static HttpAnswer withRetryAfter(HttpAnswer answer) {
    Map<String, List<String>> headers = new LinkedHashMap<>(answer.headers());
    headers.put("retry-after", List.of(Long.toString(Reply.RETRY_AFTER.toSeconds())));
    return new HttpAnswer(answer.status(), headers, answer.body());
  }

  private HttpAnswer queued(Reply reply) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("numberOfQueues", reply.queue());
    properties.putAll(instance());
    return isGateway()
        ? submitted(1, "排队中,前面还有" + reply.queue() + "个任务", reply.taskId(), properties)
        : submitted(22, "排队中，前面还有" + reply.queue() + "个任务", reply.taskId(), properties);
  }

  private HttpAnswer existed(Reply reply, Optional<TaskSnapshot> task) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("status", task.map(TaskSnapshot::rawStatus).orElse(HostStatus.SUBMITTED.name()));
    properties.put(
        "imageUrl",
        task.flatMap(t -> t.images().stream().findFirst())
            .map(link -> link.url().toString())
            .orElse(""));
    return submitted(21, "任务已存在", reply.taskId(), properties);
  }

  private HttpAnswer window(Reply reply, boolean announced) {
    if (!announced) {
      return submitted(1, traits.taken(), reply.taskId(), instance());
    }
    if (traits.family() == Family.TRUEAI) {
      Map<String, Object> properties = new LinkedHashMap<>();
      properties.put("finalPrompt", reply.text());
      properties.put("remix", true);
      return submitted(21, "Waiting for window confirm", reply.taskId(), properties);
    }
    return submitted(21, "窗口等待", reply.taskId(), Map.of());
  }

  /** Which worker took it, as each host's recorded answers name it. */
  private Map<String, Object> instance() {
    Map<String, Object> instance = new LinkedHashMap<>();
    switch (profile.name()) {
      case "yutoai", "new-api" -> {}
      case "dataeyes" -> {
        instance.put("discordInstanceId", HEX);
        instance.put("discordChannelId", HEX);
      }
      case "midjourney-proxy" -> instance.put("discordInstanceId", SNOWFLAKE);
      default -> {
        String id = isGateway() ? HEX : SNOWFLAKE;
        instance.put("discordChannelId", id);
        instance.put("discordInstanceId", id);
      }
    }
    return instance;
  }

  private HttpAnswer submitted(int code, String description, String id, Map<String, Object> more) {
    return answer(200, isGateway() ? SNIFFED : JSON, writer.submitted(code, description, id, more));
  }

  private HttpAnswer refused(int code, String description, Map<String, Object> properties) {
    return answer(200, isGateway() ? SNIFFED : JSON, writer.refused(code, description, properties));
  }

  /** A refusal of the gateway itself; a worker's with the same words. */
  HttpAnswer error(int code, String description) {
    return isGateway()
        ? json(400, writer.gatewayError(code, description))
        : json(200, writer.refused(code, description, Map.of()));
  }

  private HttpAnswer parentNotFound() {
    return switch (traits.family()) {
      case GATEWAY -> json(400, writer.gatewayError(4, "task_not_found"));
      case MIDJOURNEY_PROXY, PLUS -> json(200, writer.refused(3, "关联任务不存在或已失效", Map.of()));
      case TRUEAI -> json(404, writer.refused(3, "关联任务不存在或已失效", Map.of()));
    };
  }

  HttpAnswer unauthorized() {
    return switch (traits.family()) {
      case GATEWAY -> json(401, writer.openAiError("无效的令牌", "new_api_error", ""));
      case MIDJOURNEY_PROXY, PLUS -> answer(401, "", new byte[0]);
      case TRUEAI -> HttpAnswer.of(401, "text/plain; charset=utf-8", "账号无权限");
    };
  }

  HttpAnswer edgeBlocked() {
    return HttpAnswer.of(403, "text/plain; charset=UTF-8", "error code: 1010");
  }

  HttpAnswer noChannel(String model) {
    return isGateway()
        ? json(
            503,
            writer.openAiError(
                "当前分组 default 下对于模型 mj_" + model + " 无可用渠道", "new_api_error", "model_not_found"))
        : json(200, writer.refused(3, "无可用的账号实例", Map.of()));
  }

  HttpAnswer noSuchPath(HttpRequest request) {
    return isGateway()
        ? json(
            404,
            writer.openAiError(
                "Invalid URL (" + request.method() + " " + request.path() + ")",
                "invalid_request_error",
                ""))
        : HttpAnswer.of(404, JSON, "{\"status\":404,\"error\":\"Not Found\"}");
  }

  HttpAnswer task(Optional<TaskSnapshot> task) {
    if (task.isPresent()) {
      return json(200, writer.task(shown(task.get())));
    }
    return switch (traits.family()) {
      case GATEWAY -> json(400, writer.gatewayError(4, "task_no_found"));
      case MIDJOURNEY_PROXY, PLUS -> answer(200, "", new byte[0]);
      case TRUEAI -> answer(204, "", new byte[0]);
    };
  }

  HttpAnswer tasks(List<TaskSnapshot> tasks) {
    return json(200, writer.tasks(tasks.stream().map(this::shown).toList()));
  }

  HttpAnswer seed(Optional<String> seed) {
    return seed.map(found -> json(200, writer.seed(found)))
        .orElseGet(
            () ->
                isGateway()
                    ? json(400, writer.gatewayError(4, "task_no_found"))
                    : json(404, writer.refused(3, "任务不存在", Map.of())));
  }

  HttpAnswer cancelled(Optional<Boolean> cancelled, String id) {
    if (traits.family() == Family.TRUEAI) {
      return answer(200, "", new byte[0]);
    }
    if (cancelled.isEmpty()) {
      return json(200, writer.refused(3, "任务不存在", Map.of()));
    }
    return cancelled.get()
        ? json(200, writer.submitted(1, "成功", id, Map.of()))
        : json(200, writer.refused(4, "任务已结束", Map.of()));
  }

  HttpAnswer badGateway() {
    return HttpAnswer.of(
        502, "text/html", "<html><head><title>502 Bad Gateway</title></head></html>");
  }

  HttpAnswer tooMany() {
    return HttpAnswer.of(
        429, "text/html", "<html><head><title>429 Too Many Requests</title></head></html>");
  }

  HttpAnswer page() {
    return HttpAnswer.of(
        200,
        "text/html; charset=utf-8",
        "<!DOCTYPE html><html lang=\"zh-CN\"><head></head></html>");
  }

  /** The file of a video stands where a picture's link does, as at trueai's worker. */
  private TaskSnapshot shown(TaskSnapshot task) {
    TaskSnapshot.Builder shown = task.toBuilder();
    if (!task.videos().isEmpty() && task.images().isEmpty()) {
      shown.images(List.of(MediaLink.video(task.videos().get(0).url())));
    }
    if (isGateway() && task.status() == HostStatus.FAILURE) {
      shown.progress(100);
    }
    return shown.build();
  }

  private static HttpAnswer json(int status, byte[] body) {
    return answer(status, JSON, body);
  }

  private static HttpAnswer answer(int status, String contentType, byte[] body) {
    return new HttpAnswer(
        status,
        contentType.isEmpty() ? Map.of() : Map.of("content-type", List.of(contentType)),
        body);
  }
}
