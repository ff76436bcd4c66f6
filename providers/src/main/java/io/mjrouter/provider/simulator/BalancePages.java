package io.mjrouter.provider.simulator;

import io.mjrouter.model.MediaLink;
import io.mjrouter.model.Money;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.spi.BalanceProbe;
import io.mjrouter.spi.Profile;
import io.mjrouter.wire.HttpAnswer;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a gateway tells beside the protocol: the balance in each known way, and the account's tasks
 * as its console shows them (controller/billing.go, controller/token.go and
 * controller/midjourney.go of new-api; CometAPI's page on its balance query).
 */
final class BalancePages {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final BigDecimal UNLIMITED_BILLING = BigDecimal.valueOf(100_000_000);

  private final Profile profile;
  private final HostCalls host;
  private final Function<String, URI> links;
  private final String key;

  BalancePages(Profile profile, HostCalls host, Function<String, URI> links, String key) {
    this.profile = profile;
    this.host = host;
    this.links = links;
    this.key = key;
  }

  /** The answer, where the request is one of these and the host has it. */
  Optional<HttpAnswer> answer(HttpRequest request) {
    if (!request.method().equals("GET")) {
      return Optional.empty();
    }
    return switch (request.path()) {
      case "/api/usage/token", "/api/usage/token/" ->
          page(request, BalanceProbe.Endpoint.TOKEN_USAGE, hasKey(request), tokenUsage());
      case "/v1/dashboard/billing/subscription" ->
          page(request, BalanceProbe.Endpoint.BILLING, hasKey(request), subscription());
      case "/v1/dashboard/billing/usage" ->
          page(request, BalanceProbe.Endpoint.BILLING, hasKey(request), usage());
      case "/user/quota" ->
          page(
              request,
              BalanceProbe.Endpoint.COMET_QUOTA,
              request.query("key").equals(key),
              comet());
      case "/api/user/self" -> console(request, self());
      case "/api/mj/self" -> console(request, tasks(request));
      default -> Optional.empty();
    };
  }

  private Optional<HttpAnswer> page(
      HttpRequest request, BalanceProbe.Endpoint endpoint, boolean allowed, Map<String, ?> body) {
    boolean has = profile.balanceProbes().stream().anyMatch(probe -> probe.endpoint() == endpoint);
    if (!has) {
      return Optional.empty();
    }
    if (allowed && host.condition() != Condition.LOCKED) {
      return Optional.of(json(200, body));
    }
    // Billing in OpenAI's manner says no with status 200.
    boolean billing = request.path().startsWith("/v1/");
    return Optional.of(
        json(
            billing ? 200 : 401,
            Map.of("error", Map.of("message", "无效的令牌", "type", "new_api_error"))));
  }

  private Optional<HttpAnswer> console(HttpRequest request, Map<String, ?> body) {
    if (host.traits().family() != HostTraits.Family.GATEWAY) {
      return Optional.empty();
    }
    boolean allowed =
        request
                .header("authorization")
                .replaceFirst("^Bearer ", "")
                .equals(HttpSimulatedHost.ACCESS_TOKEN)
            && !request.header("new-api-user").isBlank();
    return Optional.of(
        allowed
            ? json(200, body)
            : json(401, Map.of("success", false, "message", "无权进行此操作，access token 无效")));
  }

  private Map<String, Object> tokenUsage() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("object", "token_usage");
    data.put("name", "simulated");
    data.put("total_granted", units(left().plus(used())));
    data.put("total_used", units(used()));
    data.put("total_available", units(left()));
    data.put("unlimited_quota", host.balance().isEmpty());
    data.put("model_limits", Map.of());
    data.put("model_limits_enabled", false);
    data.put("expires_at", 0);
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("code", true);
    page.put("message", "ok");
    page.put("data", data);
    return page;
  }

  private Map<String, Object> subscription() {
    BigDecimal limit = host.balance().isEmpty() ? UNLIMITED_BILLING : left().plus(used()).toUsd();
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("object", "billing_subscription");
    page.put("has_payment_method", true);
    page.put("soft_limit_usd", limit);
    page.put("hard_limit_usd", limit);
    page.put("system_hard_limit_usd", limit);
    page.put("access_until", 0);
    return page;
  }

  private Map<String, Object> usage() {
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("object", "list");
    page.put("total_usage", used().toUsd().movePointRight(2));
    return page;
  }

  private Map<String, Object> self() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("id", 1);
    data.put("username", "simulated");
    data.put("quota", units(left()));
    data.put("used_quota", units(used()));
    data.put("request_count", host.list(Integer.MAX_VALUE, links).size());
    data.put("group", "default");
    return wrapped(data);
  }

  private Map<String, Object> comet() {
    BigDecimal remaining = host.balance().map(Money::toUsd).orElse(BigDecimal.ONE.negate());
    Map<String, Object> keyRow = new LinkedHashMap<>();
    keyRow.put("name", "simulated");
    keyRow.put("remain_quota", -1);
    keyRow.put("used_quota", used().toUsd());
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("username", "simulated");
    page.put("total_quota", remaining);
    page.put("total_used_quota", used().toUsd());
    page.put("request_count", host.list(Integer.MAX_VALUE, links).size());
    page.put("keys", List.of(keyRow));
    return page;
  }

  /** The newest, or the newest of those that were submitted by {@code end_timestamp}. */
  private Map<String, Object> tasks(HttpRequest request) {
    String latest = request.query("end_timestamp");
    Instant end = latest.isEmpty() ? Instant.MAX : Instant.ofEpochMilli(Long.parseLong(latest));
    List<Map<String, Object>> items =
        host.list(Integer.MAX_VALUE, links).stream()
            .filter(task -> !task.submitted().orElse(Instant.MIN).isAfter(end))
            .limit(host.traits().listed())
            .map(BalancePages::consoleTask)
            .toList();
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("items", items);
    data.put("total", items.size());
    data.put("page", 1);
    data.put("page_size", host.traits().listed());
    return wrapped(data);
  }

  private static Map<String, Object> consoleTask(TaskSnapshot task) {
    Map<String, Object> item = new LinkedHashMap<>();
    item.put("id", 1);
    item.put("mj_id", task.id());
    item.put("action", task.rawAction());
    item.put("prompt", task.prompt());
    item.put("prompt_en", task.promptEn());
    item.put("description", task.description());
    item.put("state", task.state());
    item.put("status", task.rawStatus());
    item.put("progress", task.rawProgress());
    item.put("image_url", first(task.images()));
    item.put("video_url", first(task.videos()));
    item.put("video_urls", "");
    item.put("submit_time", task.submitted().map(Instant::toEpochMilli).orElse(0L));
    item.put("start_time", task.started().map(Instant::toEpochMilli).orElse(0L));
    item.put("finish_time", task.finished().map(Instant::toEpochMilli).orElse(0L));
    item.put("fail_reason", task.failReason());
    item.put("quota", 0);
    return item;
  }

  private static String first(List<MediaLink> links) {
    return links.isEmpty() ? "" : links.get(0).url().toString();
  }

  private static Map<String, Object> wrapped(Map<String, Object> data) {
    Map<String, Object> page = new LinkedHashMap<>();
    page.put("success", true);
    page.put("message", "");
    page.put("data", data);
    return page;
  }

  private Money left() {
    return host.balance().orElse(Money.ZERO);
  }

  private Money used() {
    return host.charged();
  }

  private static long units(Money money) {
    return money.toUsd().multiply(BalanceProbe.NEW_API_UNITS).longValue();
  }

  private boolean hasKey(HttpRequest request) {
    return request.header("authorization").equals("Bearer " + key);
  }

  private static HttpAnswer json(int status, Map<String, ?> body) {
    return new HttpAnswer(
        status, Map.of("content-type", List.of(Dialect.JSON)), MAPPER.writeValueAsBytes(body));
  }
}
