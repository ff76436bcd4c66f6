package io.mjrouter.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.Mode;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.testing.ScriptedProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The description of {@code /mjr/**} against what the proxy really answers. */
class OpenApiTest {

  private final ScriptedProvider host =
      ScriptedProvider.named("host").offers(Mode.FAST).charges("0.03");
  private final ProxyRig rig =
      ProxyRig.of(
          ProxySettings.builder()
              .maxBody(10_000)
              .client("boss", ClientSettings.builder("b").admin(true).build())
              .client("web", ClientSettings.builder("k").build()),
          host);

  private Answered send(TestRequest request) {
    return rig.send(request.key("b"));
  }

  private final JsonNode document = send(TestRequest.get("/mjr/openapi.json")).json();

  /** The operations of the description, such as {@code GET /mjr/tasks}. */
  private Set<String> described() {
    Set<String> described = new TreeSet<>();
    document
        .path("paths")
        .forEachEntry(
            (path, methods) ->
                methods.forEachEntry(
                    (method, operation) ->
                        described.add(method.toUpperCase(Locale.ROOT) + " " + path)));
    return described;
  }

  @Test
  void everyOperation_isThereAndNoOther() {
    for (String operation : described()) {
      String[] words = operation.split(" ", 2);
      String path = words[1].replaceAll("\\{[a-z]+}", "x");
      Target target = Target.of(path);
      assertTrue(target.endpoint().isAdmin(), operation);
      assertEquals(words[0], target.endpoint().method(), operation);
    }
    List<Endpoint> all = Arrays.stream(Endpoint.values()).filter(Endpoint::isAdmin).toList();
    assertEquals(all.size(), described().size(), () -> "" + described());
    rig.close();
  }

  @Test
  void everyAnswer_isAsDescribed() {
    host.thenAccepts("h-1").thenFails(RejectReason.QUEUE_FULL);
    host.shows(ProxyRig.success("h-1").build());
    String id =
        rig.send(TestRequest.post("/mj/submit/imagine", ProxyRig.IMAGINE).key("k")).result();
    rig.pass(Duration.ofMinutes(1));
    rig.send(TestRequest.post("/mj/submit/imagine", ProxyRig.IMAGINE).key("k")).expect(503, 23);

    List<String> answered = new ArrayList<>();
    for (String call :
        List.of(
            "GET /mjr/providers",
            "POST /mjr/providers/host/drain",
            "POST /mjr/providers/host/readmit",
            "GET /mjr/tasks",
            "GET /mjr/tasks/" + id,
            "POST /mjr/tasks/" + id + "/refresh",
            "GET /mjr/unresolved",
            "GET /mjr/spend?by=day,provider,client,mode,action",
            "POST /mjr/explain?action=imagine",
            "GET /mjr/openapi.json",
            "POST /mjr/providers/nobody/drain",
            "POST /mjr/providers/nobody/readmit",
            "GET /mjr/tasks?status=x",
            "GET /mjr/tasks/7",
            "POST /mjr/tasks/7/refresh",
            "GET /mjr/unresolved?limit=0",
            "GET /mjr/spend?by=x",
            "POST /mjr/explain?action=x")) {
      String[] words = call.split(" ", 2);
      Answered answer =
          send(
              words[0].equals("GET")
                  ? TestRequest.get(words[1])
                  : TestRequest.post(words[1], ProxyRig.IMAGINE));
      answered.add(check(words[0], words[1], answer));
      check(words[0], words[1], rig.send(TestRequest.of(words[0], words[1])));
      check(words[0], words[1], rig.send(TestRequest.of(words[0], words[1]).key("k")));
    }
    String large = "{\"prompt\":\"" + "x".repeat(10_000) + "\"}";
    answered.add(
        check(
            "POST", "/mjr/explain", send(TestRequest.post("/mjr/explain", large)).expect(413, 4)));
    assertEquals(described(), new TreeSet<>(answered));
    rig.close();
  }

  /** The operation that was asked, once its answer is found to be as described. */
  private String check(String method, String target, Answered answer) {
    String path = target.replaceAll("\\?.*", "");
    JsonNode operation = null;
    String template = "";
    for (String each : described()) {
      String[] words = each.split(" ", 2);
      String pattern = words[1].replaceAll("\\{[a-z]+}", "[^/]+");
      if (words[0].equals(method) && path.matches(pattern)) {
        operation = document.path("paths").path(words[1]).path(method.toLowerCase(Locale.ROOT));
        template = each;
      }
    }
    assertFalse(operation == null, () -> "not described: " + target);
    JsonNode response = operation.path("responses").path("" + answer.status());
    assertFalse(response.isMissingNode(), () -> target + " answers " + answer);
    JsonNode schema = response.path("content").path("application/json").path("schema");
    List<String> faults = new ArrayList<>();
    compare(schema, answer.json(), target, faults);
    assertEquals(List.of(), faults, answer::text);
    return template;
  }

  /** What of JSON Schema the description uses. */
  private void compare(JsonNode schema, JsonNode value, String where, List<String> faults) {
    if (schema.has("$ref")) {
      String name = schema.path("$ref").stringValue().replaceAll(".*/", "");
      JsonNode named = document.path("components").path("schemas").path(name);
      assertFalse(named.isMissingNode(), () -> "no schema " + name);
      compare(named, value, where, faults);
      return;
    }
    if (schema.has("oneOf")) {
      int fitting = 0;
      for (JsonNode one : schema.path("oneOf")) {
        List<String> own = new ArrayList<>();
        compare(one, value, where, own);
        fitting += own.isEmpty() ? 1 : 0;
      }
      if (fitting != 1) {
        faults.add(where + ": fits " + fitting + " of oneOf");
      }
      return;
    }
    JsonNode type = schema.path("type");
    boolean typed =
        type.isString()
            ? is(type.stringValue(), value)
            : type.valueStream().anyMatch(each -> is(each.stringValue(), value));
    if (!typed) {
      faults.add(where + ": is " + value + " (expected: " + type + ")");
      return;
    }
    if (schema.has("enum")
        && schema.path("enum").valueStream().noneMatch(each -> each.equals(value))) {
      faults.add(where + ": is " + value + " (expected: of " + schema.path("enum") + ")");
    }
    if (value.isObject()) {
      for (JsonNode required : schema.path("required")) {
        if (!value.has(required.stringValue())) {
          faults.add(where + ": has no " + required);
        }
      }
      value.forEachEntry(
          (name, member) -> {
            JsonNode known = schema.path("properties").path(name);
            if (!known.isMissingNode()) {
              compare(known, member, where + "." + name, faults);
            } else if (schema.has("additionalProperties")) {
              faults.add(where + ": has " + name);
            }
          });
    }
    if (value.isArray()) {
      for (JsonNode item : value) {
        compare(schema.path("items"), item, where + "[]", faults);
      }
    }
  }

  private static boolean is(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isString();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "null" -> value.isNull();
      default -> throw new AssertionError("a type of a new kind: " + type);
    };
  }
}
