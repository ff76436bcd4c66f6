package io.mjrouter.wire.read;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Bytes to plain values as {@link io.mjrouter.model.JsonValues} has them: numbers exact, sizes and
 * depth limited.
 */
final class Json {

  private static final int DEEPEST = 200;
  private static final int LONGEST_NUMBER = 1_000;
  private static final int LONGEST_NAME = 1_000;
  private static final long MOST_TOKENS = 5_000_000;

  private static final ObjectReader ANSWERS = reader(8 << 20);
  private static final ObjectReader STRICT =
      ANSWERS.with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
  private static final ObjectReader REQUESTS = reader(128 << 20);

  private static final Pattern CHARSET =
      Pattern.compile("charset\\s*=\\s*\"?([A-Za-z0-9._:-]{1,40})", Pattern.CASE_INSENSITIVE);

  private Json() {}

  private static ObjectReader reader(int longestText) {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(LONGEST_NUMBER)
                    .maxNameLength(LONGEST_NAME)
                    .maxTokenCount(MOST_TOKENS)
                    .maxStringLength(longestText)
                    .build())
            .build();
    return JsonMapper.builder(factory)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build()
        .readerFor(Object.class);
  }

  /** A parsed document; the value itself may be null. */
  record Document(@Nullable Object value) {}

  /** Reads an answer; of a member that stands twice the last counts. */
  static Optional<Document> answer(byte[] body, String contentType) {
    return parse(ANSWERS, body, contentType);
  }

  /** Reads an answer in which no member may stand twice, since either could be the true one. */
  static Optional<Document> unambiguous(byte[] body, String contentType) {
    return parse(STRICT, body, contentType);
  }

  /**
   * Reads a request, which may carry pictures. Nothing broken in it is mended: it would be paid
   * for.
   */
  static Optional<Document> request(byte[] body) {
    return strictly(REQUESTS, body);
  }

  /** Reads JSON that stands as text inside JSON. */
  static @Nullable Object nested(String text) {
    try {
      return ANSWERS.readValue(text);
    } catch (JacksonException | NumberFormatException e) {
      return null;
    }
  }

  private static Optional<Document> parse(ObjectReader reader, byte[] body, String contentType) {
    return strictly(reader, body).or(() -> parseLeniently(reader, body, contentType));
  }

  // Jackson lets a NumberFormatException out for an exponent beyond an int.
  private static Optional<Document> strictly(ObjectReader reader, byte[] body) {
    try {
      return Optional.of(new Document(reader.<@Nullable Object>readValue(body)));
    } catch (JacksonException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Hosts send GBK, and broken UTF-8 where they cut a text in the middle of a character. */
  private static Optional<Document> parseLeniently(
      ObjectReader reader, byte[] body, String contentType) {
    String text = decode(body, contentType);
    int start = text.startsWith("\uFEFF") ? 1 : 0;
    if (!looksLikeJson(text)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Document(reader.<@Nullable Object>readValue(text.substring(start))));
    } catch (JacksonException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static boolean looksLikeJson(String text) {
    for (int i = 0; i < Math.min(64, text.length()); i++) {
      char c = text.charAt(i);
      if (c == '{' || c == '[') {
        return true;
      }
      if (c != '\uFEFF' && !Character.isWhitespace(c)) {
        return false;
      }
    }
    return false;
  }

  /**
   * The text of a body in the charset it names, else in UTF-8; what cannot be decoded is marked.
   */
  static String decode(byte[] body, String contentType) {
    return new String(body, charset(contentType));
  }

  private static Charset charset(String contentType) {
    Matcher named = CHARSET.matcher(contentType.toLowerCase(Locale.ROOT));
    try {
      return named.find() ? Charset.forName(named.group(1)) : StandardCharsets.UTF_8;
    } catch (IllegalArgumentException e) {
      return StandardCharsets.UTF_8;
    }
  }

  @SuppressWarnings("unchecked")
  static Optional<Map<String, @Nullable Object>> object(@Nullable Object value) {
    return value instanceof Map
        ? Optional.of((Map<String, @Nullable Object>) value)
        : Optional.empty();
  }

  @SuppressWarnings("unchecked")
  static Optional<List<@Nullable Object>> array(@Nullable Object value) {
    return value instanceof List ? Optional.of((List<@Nullable Object>) value) : Optional.empty();
  }
}
