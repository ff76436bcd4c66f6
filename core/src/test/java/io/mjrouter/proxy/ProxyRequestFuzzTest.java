package io.mjrouter.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.mjrouter.testing.Payloads;
import io.mjrouter.testing.ScriptedProvider;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Looks for a request that gets anything but one of the answers there are: JSON, or a picture, or
 * nothing, with a status that is no failure of ours and never code 3.
 *
 * <p>By itself it runs once over the requests below, some of them as clients sent them, and
 * everything that is kept in the resources beside this class. With {@code -Djazzer.fuzz=1}, as
 * under {@code -Plong}, it searches for five minutes, and writes what it finds there.
 *
 * <p>An input is lines: method, path and query, then headers, then after an empty line the body.
 */
class ProxyRequestFuzzTest {

  private static final List<Integer> STATUSES =
      List.of(200, 204, 400, 401, 402, 403, 404, 405, 413, 422, 429, 502, 503);

  static Stream<Arguments> sent() {
    return Stream.concat(recorded(), written())
        .map(text -> Arguments.of((Object) text.getBytes(StandardCharsets.UTF_8)));
  }

  private static Stream<String> recorded() {
    return Map.of(
            "submit/imagine", "dooy_imagine_request.json",
            "submit/action", "yutoai_action_request_17digit_id.json",
            "submit/video", "yutoai_video_request.json",
            "submit/change", "baiwei_direction_change_request.json")
        .entrySet()
        .stream()
        .map(
            request ->
                "POST\n/mj/%s\n\n%s"
                    .formatted(request.getKey(), Payloads.text(request.getValue())));
  }

  private static Stream<String> written() {
    return Stream.of(
        "POST\n/mj/submit/imagine\n\n{\"prompt\":\"a fox --fast\",\"state\":\"x\"}",
        "POST\n/mj-fast/turbo/mj/submit/imagine\nIdempotency-Key: k\n\n{\"prompt\":\"a\"}",
        "POST\n/mj/submit/action\n\n{\"taskId\":1000000000000001,\"customId\":\"MJ::JOB::a\"}",
        "POST\n/mj/submit/change\n\n{\"taskId\":\"1\",\"action\":\"UPSCALE\",\"index\":\"2\"}",
        "POST\n/mj/submit/simple-change\n\n{\"content\":\"1000000000000001 U1\"}",
        "POST\n/mj/submit/modal\n\n{\"taskId\":\"1\",\"maskBase64\":\"data:image/png;base64,AA==\"}",
        "POST\n/mj/submit/video\n\n{\"image\":\"http://10.0.0.1/\",\"motion\":\"low\"}",
        "POST\n/mj/submit/describe\n\n{\"link\":\"http://[::1]:99999/\"}",
        "POST\n/mj/insight-face/swap\n\n{\"sourceBase64\":\"AA==\",\"targetUrl\":\"//x\"}",
        "POST\n/mj/task/list-by-condition\n\n{\"ids\":[1e999999999,\"\",null]}",
        "GET\n/mj/task/1000000000000001/fetch\nX-Request-Id: a\n\n",
        "GET\n/mj/image/1000000000000001?n=1&sig=%zz\n\n",
        "GET\n/mj/task/%2e%2e/image-seed\n\n",
        "OPTIONS\n/mj/submit/imagine\nOrigin: https://a\nAccess-Control-Request-Method: POST\n\n",
        "POST\n/mj/submit/imagine\nX-MJ-Deadline: 1e9\nX-MJ-Max-Price: x\n\n{\"prompt\":\"a\"}",
        "GET\n/mjr/tasks?cursor=x&status=y\n\n",
        "POST\n/mjr/explain?action=imagine\n\n{\"prompt\":\"a\"}");
  }

  @MethodSource("sent")
  @FuzzTest(maxDuration = "5m")
  void anyRequest_getsOneOfTheAnswersThereAre(byte[] input) {
    if (input == null) {
      return;
    }
    try (ProxyRig rig = ProxyRig.open(ScriptedProvider.named("host"))) {
      Answered answer = rig.send(request(input));
      assertTrue(STATUSES.contains(answer.status()), answer::toString);
      if (answer.bytes().length > 0) {
        assertNotEquals(3, answer.json().path("code").intValue(0));
        assertTrue(!answer.text().contains("\tat "), answer::toString);
      }
      for (String value : answer.headers().values()) {
        assertEquals(-1, value.indexOf('\n'), answer::toString);
        assertEquals(-1, value.indexOf('\r'), answer::toString);
      }
    }
  }

  private static TestRequest request(byte[] input) {
    int end = end(input);
    String[] lines = new String(input, 0, end, StandardCharsets.UTF_8).split("\n", -1);
    byte[] body =
        end + 2 > input.length ? new byte[0] : Arrays.copyOfRange(input, end + 2, input.length);
    TestRequest request =
        TestRequest.of(lines[0], lines.length > 1 ? lines[1] : "/")
            .header("Content-Type", "application/json")
            .body(body);
    for (int i = 2; i < lines.length; i++) {
      int colon = lines[i].indexOf(": ");
      if (colon > 0) {
        request.header(lines[i].substring(0, colon), lines[i].substring(colon + 2));
      }
    }
    return request;
  }

  private static int end(byte[] input) {
    for (int i = 0; i + 1 < input.length; i++) {
      if (input[i] == '\n' && input[i + 1] == '\n') {
        return i;
      }
    }
    return input.length;
  }
}
