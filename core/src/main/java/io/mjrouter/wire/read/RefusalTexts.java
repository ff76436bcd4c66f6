package io.mjrouter.wire.read;

import io.mjrouter.spi.RejectReason;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the words of a refusal mean, where its code does not say.
 *
 * <p>The names with underscores are new-api's (relay/mjproxy_handler.go, middleware/distributor.go,
 * middleware/auth.go); the Chinese sentences are those of new-api, midjourney-proxy and trueai's
 * midjourney-proxy. The first row that fits counts.
 */
final class RefusalTexts {

  private record Row(RejectReason reason, List<String> phrases) {}

  /** The gateway had the submission taken, or cannot tell, and failed afterwards. */
  private static final List<String> UNSURE =
      List.of(
          "insert_midjourney_task_failed",
          "do_request_failed",
          "response_body_failed",
          "empty_response_body",
          "bad_response",
          "bad response status code",
          "readobjectstart");

  private static final List<Row> ROWS =
      List.of(
          new Row(
              RejectReason.NO_MONEY,
              List.of(
                  "quota_not_enough",
                  "insufficient_user_quota",
                  "insufficient_quota",
                  "insufficient quota",
                  "insufficient balance",
                  "quota_failed",
                  "额度不足",
                  "余额不足",
                  "额度已用尽",
                  "预扣费额度失败")),
          new Row(
              RejectReason.PARENT_NOT_READY, List.of("task_status_not_success", "任务状态错误", "任务未成功")),
          new Row(
              RejectReason.PARENT_NOT_FOUND,
              List.of("task_not_found", "task_no_found", "task not found", "任务不存在")),
          new Row(
              RejectReason.NO_CHANNEL,
              List.of(
                  "model_not_found",
                  "no available channel",
                  "无可用渠道",
                  "get_channel_info_failed",
                  "获取渠道信息失败",
                  "渠道已被禁用")),
          new Row(
              RejectReason.NO_INSTANCE,
              List.of("无可用的账号", "无可用账号", "no available account", "no account instance")),
          new Row(
              RejectReason.AUTH,
              List.of(
                  "无效的令牌",
                  "未提供令牌",
                  "令牌已过期",
                  "令牌状态不可用",
                  "未登录",
                  "invalid token",
                  "token expired",
                  "invalid api key",
                  "invalid_api_key",
                  "incorrect api key",
                  "authorization header missing",
                  "unauthorized")),
          new Row(
              RejectReason.FORBIDDEN,
              List.of(
                  "封禁",
                  "账号已禁用",
                  "账号不可用",
                  "账号无权限",
                  "无权访问",
                  "分组已被禁用",
                  "分组已被弃用",
                  "user has been banned",
                  "user is banned",
                  "ip not allowed",
                  "not in the allowed",
                  "no access to model")),
          new Row(RejectReason.QUEUE_FULL, List.of("队列已满", "queue full", "queue is full")),
          new Row(
              RejectReason.THROTTLED,
              List.of("too many requests", "rate limit", "请求过于频繁", "频率", "负载已饱和")),
          new Row(
              RejectReason.BANNED_PROMPT,
              List.of(
                  "敏感词",
                  "敏感内容",
                  "违规",
                  "banned prompt",
                  "bannedword",
                  "banned word",
                  "sensitive word",
                  "community standards",
                  "content policy")),
          new Row(
              RejectReason.PLAN_LIMIT,
              List.of("upgrade your plan", "subscription plan", "your plan", "mega plan", "套餐")),
          new Row(
              RejectReason.PAYLOAD_TOO_LARGE,
              List.of("entity too large", "body too large", "payload too large", "文件过大")),
          new Row(
              RejectReason.UNSUPPORTED,
              List.of(
                  "unknown_action",
                  "unknown_relay_action",
                  "未知的 action",
                  "未知的action",
                  "invalid url",
                  "不支持",
                  "not supported",
                  "unsupported")),
          new Row(
              RejectReason.BAD_PARAMETER,
              List.of(
                  "_is_required",
                  "is required",
                  "parse_failed",
                  "bind_request_body_failed",
                  "invalid_request",
                  "invalid request",
                  "invalid_parameter",
                  "invalid parameter",
                  "不能为空",
                  "参数错误",
                  "格式错误",
                  "校验")));

  private RefusalTexts() {}

  /** Whether the words say that the submission may have been taken. */
  static boolean isUnsure(String text) {
    return containsAny(text, UNSURE);
  }

  static Optional<RejectReason> reason(String text) {
    return ROWS.stream().filter(row -> containsAny(text, row.phrases)).map(Row::reason).findFirst();
  }

  private static boolean containsAny(String text, List<String> phrases) {
    String lower = text.toLowerCase(Locale.ROOT);
    return phrases.stream().anyMatch(lower::contains);
  }
}
