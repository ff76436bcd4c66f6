package io.mjrouter.examples.migration.before;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.json.JsonMapper;

/** The host's paths, bodies and answers. */
@Component
class MidjourneyApi {

  record Answer(int code, @Nullable String description, @Nullable String result) {}

  record Button(String customId, @Nullable String label) {}

  record HostTask(
      String id,
      @Nullable String status,
      @Nullable String progress,
      @Nullable String imageUrl,
      @Nullable String failReason,
      @Nullable List<Button> buttons) {}

  private final JsonMapper json = new JsonMapper();
  private final RestClient http;
  private final String notifyUrl;

  MidjourneyApi(
      @Value("${app.midjourney.base-url}") String baseUrl,
      @Value("${app.midjourney.api-key}") String apiKey,
      @Value("${app.midjourney.notify-url}") String notifyUrl) {
    JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory();
    requests.setReadTimeout(Duration.ofSeconds(60));
    this.http =
        RestClient.builder()
            .requestFactory(requests)
            .baseUrl(baseUrl)
            .defaultHeader("Authorization", "Bearer " + apiKey)
            .build();
    this.notifyUrl = notifyUrl;
  }

  String imagine(String prompt) {
    return submit("/mj/submit/imagine", Map.of("prompt", prompt, "notifyHook", notifyUrl));
  }

  String press(String taskId, String customId) {
    return submit(
        "/mj/submit/action",
        Map.of("taskId", taskId, "customId", customId, "notifyHook", notifyUrl));
  }

  private String submit(String path, Map<String, String> body) {
    Answer answer = read(http.post().uri(path).body(body), Answer.class);
    if (answer.result() == null || (answer.code() != 1 && answer.code() != 22)) {
      throw new IllegalStateException("not taken: " + answer);
    }
    return answer.result();
  }

  HostTask fetch(String id) {
    return read(http.get().uri("/mj/task/{id}/fetch", id), HostTask.class);
  }

  /** The host calls its JSON text/plain. */
  private <T> T read(RestClient.RequestHeadersSpec<?> request, Class<T> type) {
    return json.readValue(request.retrieve().body(String.class), type);
  }
}
