package io.mjrouter.provider.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares a body with a recorded one: which members, of which types, in which order. */
final class Shape {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Shape() {}

  static JsonNode tree(byte[] body) {
    return MAPPER.readTree(new String(body, StandardCharsets.UTF_8));
  }

  /** The same members in the same order, of the same types, at every depth. */
  static void assertSame(JsonNode recorded, JsonNode actual) {
    compare("$", recorded, actual, true);
  }

  /** Every recorded member is there and of the same type: for bodies that a page abridged. */
  static void assertHolds(JsonNode recorded, JsonNode actual) {
    compare("$", recorded, actual, false);
  }

  private static void compare(String path, JsonNode recorded, JsonNode actual, boolean exact) {
    assertEquals(recorded.getNodeType(), actual.getNodeType(), path);
    if (recorded.isObject()) {
      if (exact) {
        assertEquals(names(recorded), names(actual), path);
      }
      for (Map.Entry<String, JsonNode> member : recorded.properties()) {
        assertTrue(actual.has(member.getKey()), path + "." + member.getKey() + " is missing");
        compare(
            path + "." + member.getKey(), member.getValue(), actual.get(member.getKey()), exact);
      }
    } else if (recorded.isArray()) {
      if (recorded.size() > 0) {
        assertTrue(actual.size() > 0, path + " is empty");
        actual.forEach(item -> compare(path + "[]", recorded.get(0), item, exact));
      }
    } else if (recorded.isNumber()) {
      assertEquals(recorded.isIntegralNumber(), actual.isIntegralNumber(), path);
    }
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.properties().forEach(member -> names.add(member.getKey()));
    return names;
  }
}
