package io.mjrouter.spring;

import io.mjrouter.spi.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.origin.Origin;
import org.springframework.core.ResolvableType;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.util.unit.DataSize;

/** What is wrong with properties, one line each; names them, and never shows a value. */
final class BindingProblems {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z0-9._-]{1,100})\\}");

  private static final String TIME = "a time such as 30s or 5m";

  private final List<String> lines = new ArrayList<>();

  List<String> lines() {
    return List.copyOf(lines);
  }

  /** Reports a placeholder that nothing filled in. */
  void unresolved(ConfigurationPropertyName name, Object result) {
    String text = result instanceof Secret secret ? secret.reveal() : result.toString();
    if ((result instanceof Secret || result instanceof String) && text.contains("${")) {
      lines.add(name + ": " + unresolved(text));
    }
  }

  private static String unresolved(String text) {
    Matcher placeholder = PLACEHOLDER.matcher(text);
    return placeholder.find()
        ? "${"
            + placeholder.group(1)
            + "} is not set (expected: a variable of the environment, or"
            + " a property, of that name)"
        : "a placeholder that nothing filled in";
  }

  /**
   * Reports a time as a bare number: Spring Boot reads milliseconds, and hardly anybody means it.
   */
  void withoutUnit(ConfigurationPropertyName name) {
    lines.add(name + ": without a unit (expected: " + TIME + ")");
  }

  /** Reports a value that is not of the property's type; a branch with nothing below is none. */
  void refused(
      ConfigurationPropertyName name,
      Bindable<?> target,
      @Nullable ConfigurationProperty property,
      Exception error) {
    // Below a branch, the binder still has the property that it looked at last.
    ConfigurationProperty own =
        property != null && property.getName().equals(name) ? property : null;
    if (own != null && own.getValue().toString().isBlank()) {
      return;
    }
    String text = failedValue(error);
    lines.add(
        text.contains("${")
            ? name + ": " + unresolved(text)
            : name
                + ": not understood (expected: "
                + expected(target.getType())
                + ")"
                + from(own == null ? null : own.getOrigin()));
  }

  void unknown(BoundNames.Unknown unknown, String hint) {
    lines.add(
        unknown.name()
            + ": unknown (expected: "
            + (unknown.siblings().isEmpty()
                ? "nothing below it"
                : "one of " + String.join(", ", unknown.siblings()))
            + ")"
            + hint
            + from(unknown.origin()));
  }

  private static String from(@Nullable Origin origin) {
    return origin == null ? "" : "; from " + origin;
  }

  private static String failedValue(Exception error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConversionFailedException failed) {
        return String.valueOf(failed.getValue());
      }
    }
    return "";
  }

  private static String expected(ResolvableType type) {
    Class<?> raw = type.resolve(Object.class);
    if (raw.isEnum()) {
      return "one of " + words(raw);
    }
    if (raw.isArray() || Iterable.class.isAssignableFrom(raw)) {
      return "a list, each "
          + expected(raw.isArray() ? type.getComponentType() : type.getGeneric(0));
    }
    if (Map.class.isAssignableFrom(raw)) {
      Class<?> key = type.getGeneric(0).resolve(Object.class);
      return key.isEnum() ? "below it only " + words(key) : "properties below it";
    }
    if (raw == Duration.class) {
      return TIME;
    }
    if (raw == DataSize.class) {
      return "a size such as 32MB";
    }
    if (raw == Secret.class) {
      return "a text; one of digits alone in quotes";
    }
    if (raw == ZoneId.class) {
      return "a zone such as Europe/Berlin";
    }
    if (raw == URI.class) {
      return "an address such as https://app.example";
    }
    if (raw == Boolean.class || raw == boolean.class) {
      return "true or false";
    }
    if (raw == int.class || Integer.class == raw) {
      return "a whole number";
    }
    if (Number.class.isAssignableFrom(raw)) {
      return "a number";
    }
    return raw.isRecord() ? "properties below it" : "a " + raw.getSimpleName();
  }

  private static String words(Class<?> type) {
    List<String> words = new ArrayList<>();
    for (Object constant : type.getEnumConstants()) {
      words.add(Words.of((Enum<?>) constant));
    }
    return String.join(", ", words);
  }
}
