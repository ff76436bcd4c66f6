package io.mjrouter.wire.write;

import static java.util.Objects.requireNonNull;

import io.mjrouter.model.TaskSnapshot;
import java.math.BigInteger;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a server of the MJ protocol answers, in one of the known styles. Always compact: new-api
 * finds {@code "code":21} as text. Immutable and safe for use by many threads.
 */
public final class AnswerWriter {

  private static final Pattern NUMBER = Pattern.compile("0|[1-9]\\d{0,30}");

  private final AnswerStyle style;

  public AnswerWriter(AnswerStyle style) {
    this.style = requireNonNull(style, "style");
  }

  /**
   * A submission was taken.
   *
   * @param result the id of the task
   */
  public byte[] submitted(int code, String description, String result, Map<String, ?> properties) {
    return envelope(code, description, id(result), properties);
  }

  /** Pictures were uploaded. */
  public byte[] uploaded(String description, List<URI> links) {
    return envelope(1, description, links.stream().map(URI::toString).toList(), Map.of());
  }

  /** A submission was refused; there is no result. */
  public byte[] refused(int code, String description, Map<String, ?> properties) {
    return envelope(code, description, null, properties);
  }

  private byte[] envelope(
      int code, String description, @Nullable Object result, Map<String, ?> properties) {
    Map<String, Object> envelope = new LinkedHashMap<>();
    envelope.put("code", code);
    envelope.put("description", description);
    if (result != null) {
      envelope.put("result", result);
    }
    if (style.alwaysProperties() || !properties.isEmpty()) {
      envelope.put("properties", properties);
    }
    return JsonBytes.of(envelope);
  }

  private Object id(String result) {
    return style.numericResult() && NUMBER.matcher(result).matches()
        ? new BigInteger(result)
        : result;
  }

  /** An error of new-api's relay: a name, and a blank in place of the result it has not. */
  public byte[] gatewayError(int code, String description) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("description", description.endsWith(" ") ? description : description + " ");
    error.put("type", "upstream_error");
    error.put("code", code);
    return JsonBytes.of(error);
  }

  /** An error of what stands before the relay, in the shape that OpenAI uses. */
  public byte[] openAiError(String message, String type, String code) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("message", message);
    error.put("type", type);
    error.put("param", "");
    error.put("code", code);
    return JsonBytes.of(Map.of("error", error));
  }

  public byte[] task(TaskSnapshot task) {
    return JsonBytes.of(new TaskBody(style, task).members());
  }

  /** The members of a task, as {@link #task} writes them. */
  public Map<String, @Nullable Object> members(TaskSnapshot task) {
    return new TaskBody(style, task).members();
  }

  /** Any other object, compact like the rest. */
  public static byte[] document(Map<String, ? extends @Nullable Object> members) {
    return JsonBytes.of(members);
  }

  /** A bare array, in the order given. */
  public byte[] tasks(List<TaskSnapshot> tasks) {
    return JsonBytes.of(tasks.stream().map(task -> new TaskBody(style, task).members()).toList());
  }

  public byte[] seed(String seed) {
    return envelope(1, "成功", seed, Map.of());
  }
}
