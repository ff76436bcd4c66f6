package io.mjrouter.store.jdbc;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.mjrouter.model.TaskId;
import io.mjrouter.store.TaskRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Function;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records as bytes: JSON, deflated where that makes it smaller, which it nearly always does. JSON
 * begins with a brace and deflated data never does, so neither needs a mark.
 */
final class RecordCodec {

  /** Below this, deflating takes longer than writing what it would save. */
  private static final int SMALL = 1_000;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .changeDefaultPropertyInclusion(
              all -> all.withValueInclusion(JsonInclude.Include.NON_DEFAULT))
          .build();

  private RecordCodec() {}

  static byte[] write(TaskRecord record) {
    byte[] json = JSON.writeValueAsBytes(RecordJson.of(record));
    return json.length < SMALL ? json : deflated(json);
  }

  /**
   * Reads a record back.
   *
   * @param contents the pictures given by content, by their digests
   * @throws UnreadableException when this version cannot make sense of it
   */
  static TaskRecord read(
      TaskId id, long version, byte[] stored, Function<String, String> contents) {
    try {
      byte[] json = stored.length > 0 && stored[0] == '{' ? stored : inflated(stored);
      return JSON.readValue(json, RecordJson.class).toModel(id, version, contents);
    } catch (IOException
        | JacksonException
        | IllegalArgumentException
        | NullPointerException
        | IllegalStateException e) {
      throw new UnreadableException(id, e);
    }
  }

  private static byte[] deflated(byte[] json) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(json.length / 2);
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, deflater)) {
      out.write(json);
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    } finally {
      deflater.end();
    }
    return bytes.toByteArray();
  }

  private static byte[] inflated(byte[] stored) throws IOException {
    try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(stored))) {
      return in.readAllBytes();
    }
  }
}
