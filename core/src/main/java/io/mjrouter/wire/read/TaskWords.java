package io.mjrouter.wire.read;

import io.mjrouter.model.Failure;
import io.mjrouter.model.Mode;
import io.mjrouter.model.PromptFlags;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The words and numbers in a task that mean more than they say. */
final class TaskWords {

  private static final Pattern PROGRESS = Pattern.compile("(\\d{1,3})(?:\\.\\d{1,20})?\\s*%?");
  private static final Pattern DRAWN_IN =
      Pattern.compile("\\((relaxed|relax|fast|turbo)\\b[^()]*\\)", Pattern.CASE_INSENSITIVE);
  private static final Pattern KEYCAP = Pattern.compile("[0-9]\\uFE0F?\\u20E3");

  /** From 2001 on, and below the year 5138. */
  private static final BigInteger FIRST_SECOND = BigInteger.TEN.pow(9);

  private static final BigInteger LAST_SECOND = BigInteger.TEN.pow(11);
  private static final BigInteger FIRST_MILLI = BigInteger.TEN.pow(12);
  private static final BigInteger LAST_MILLI = BigInteger.TEN.pow(14);

  private static final List<String> CONTENT =
      List.of(
          "banned prompt",
          "banned word",
          "bannedword",
          "image filter",
          "community standards",
          "blocked",
          "content policy",
          "敏感词",
          "敏感内容",
          "违规");
  private static final List<String> PARAMETERS =
      List.of(
          "[invalid parameter]",
          "invalid_parameter",
          "invalid parameter",
          "invalid link",
          "empty prompt",
          "invalid form body",
          "format is incorrect");
  private static final List<String> HOST =
      List.of(
          "queue full",
          "任务超时",
          "获取渠道信息失败",
          "job action restricted",
          "action needed to continue",
          "failed to process your command",
          "account",
          "账号",
          "取消任务");

  private TaskWords() {}

  /** Per cent from {@code 45}, {@code "45"}, {@code "45%"} or {@code "45.0%"}. */
  static OptionalInt progress(String text) {
    Matcher number = PROGRESS.matcher(text.trim());
    if (!number.matches()) {
      return OptionalInt.empty();
    }
    int percent = Integer.parseInt(number.group(1));
    return percent <= 100 ? OptionalInt.of(percent) : OptionalInt.empty();
  }

  /**
   * A time in milliseconds, in seconds as new-api's console documents it, or in ISO form. What
   * would lie in the days of the epoch is a host's way to say "not yet" and empty.
   */
  static @Nullable Instant time(@Nullable Object value) {
    Optional<BigInteger> number =
        Members.asNumber(value)
            .map(n -> n.setScale(0, RoundingMode.DOWN))
            .map(BigDecimal::toBigInteger);
    if (number.isPresent()) {
      BigInteger n = number.get();
      if (isWithin(n, FIRST_SECOND, LAST_SECOND)) {
        return Instant.ofEpochSecond(n.longValueExact());
      }
      return isWithin(n, FIRST_MILLI, LAST_MILLI) ? Instant.ofEpochMilli(n.longValueExact()) : null;
    }
    try {
      Instant time = value instanceof String text ? Instant.parse(text.trim()) : null;
      return time == null || time.getEpochSecond() < FIRST_SECOND.longValueExact() ? null : time;
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static boolean isWithin(BigInteger n, BigInteger from, BigInteger below) {
    return n.compareTo(from) >= 0 && n.compareTo(below) < 0;
  }

  /** The mode at the end of a Discord message, such as {@code ... - <@1> (relaxed)}. */
  static Optional<Mode> modeOfMessage(String messageContent) {
    String tail = messageContent.substring(messageContent.lastIndexOf("**") + 1);
    Matcher mode = DRAWN_IN.matcher(tail);
    Optional<Mode> last = Optional.empty();
    while (mode.find()) {
      last = Mode.parse(mode.group(1));
    }
    return last;
  }

  /** The mode that a prompt's flags leave no doubt about. */
  static Optional<Mode> modeOfPrompt(String finalPrompt) {
    List<Mode> modes = PromptFlags.of(finalPrompt).modes();
    return modes.size() == 1 ? Optional.of(modes.get(0)) : Optional.empty();
  }

  /** The texts behind the keycap digits of a describe or shorten. */
  static List<String> numbered(String text) {
    List<String> texts = new ArrayList<>();
    Matcher keycap = KEYCAP.matcher(text);
    int start = -1;
    while (keycap.find()) {
      addText(texts, text, start, keycap.start());
      start = keycap.end();
    }
    addText(texts, text, start, text.length());
    return texts;
  }

  private static void addText(List<String> texts, String text, int start, int end) {
    if (start >= 0 && !text.substring(start, end).isBlank()) {
      texts.add(text.substring(start, end).strip());
    }
  }

  /** Whose doing a failure was, by the words that hosts were seen to use. */
  static Failure.Fault fault(String failReason) {
    String lower = failReason.toLowerCase(Locale.ROOT);
    if (CONTENT.stream().anyMatch(lower::contains)) {
      return Failure.Fault.CONTENT;
    }
    if (PARAMETERS.stream().anyMatch(lower::contains)) {
      return Failure.Fault.PARAMETERS;
    }
    return HOST.stream().anyMatch(lower::contains) ? Failure.Fault.HOST : Failure.Fault.UNSTATED;
  }
}
