package io.mjrouter.spring;

import java.util.regex.Pattern;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;

/**
 * Hides keys, tokens and headers in what actuator shows of the configuration, also where it is told
 * to show values. A variable of the environment is known by its name; one that holds a whole
 * configuration, or a command line, by what is in it.
 */
final class HiddenSecrets implements SanitizingFunction {

  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)midjourney[._].*(key|token|secret|headers).*|(cometapi|deerapi|dataeyes|yutoai)_key");

  private static final Pattern WITHIN =
      Pattern.compile(
          "(?is)midjourney.*(key|token|secret|headers)|(cometapi|deerapi|dataeyes|yutoai)_key");

  @Override
  public SanitizableData apply(SanitizableData data) {
    boolean hidden =
        SECRET.matcher(data.getKey()).matches()
            || (data.getValue() instanceof CharSequence text && WITHIN.matcher(text).find());
    return hidden ? data.withSanitizedValue() : data;
  }
}
