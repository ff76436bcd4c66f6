package io.mjrouter.wire.write;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Plain values to compact JSON in UTF-8. The order of a map is the order of the members; new-api
 * replaces {@code "code":21} as text, so that nothing may stand between the tokens.
 */
final class JsonBytes {

  private static final ObjectWriter WRITER =
      JsonMapper.builder()
          .disable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .disable(
              SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, SerializationFeature.INDENT_OUTPUT)
          .build()
          .writer();

  private JsonBytes() {}

  static byte[] of(Object value) {
    return WRITER.writeValueAsBytes(value);
  }

  static byte[] of(Map<String, ? extends @Nullable Object> members) {
    return WRITER.writeValueAsBytes(members);
  }
}
