package io.mjrouter.wire.read;

import io.mjrouter.wire.HttpAnswer;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a host wants to be asked again: seconds, or a date in one of the three forms of RFC 9110;
 * never longer than ten minutes.
 */
final class RetryAfter {

  static final Duration LONGEST = Duration.ofMinutes(10);

  private static final Pattern SECONDS = Pattern.compile("(-?)(\\d{1,40})(?:\\.(\\d{1,40}))?");

  private static final List<DateTimeFormatter> DATES =
      List.of(
          DateTimeFormatter.RFC_1123_DATE_TIME,
          DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss zzz", Locale.US),
          DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US)
              .withZone(ZoneOffset.UTC));

  private RetryAfter() {}

  /** The time to wait; empty where the header is missing or makes no sense. */
  static Optional<Duration> of(HttpAnswer answer, Instant now) {
    return answer.header("retry-after").flatMap(value -> parse(value.trim(), now));
  }

  private static Optional<Duration> parse(String value, Instant now) {
    Matcher seconds = SECONDS.matcher(value);
    if (seconds.matches()) {
      return Optional.of(ofSeconds(seconds));
    }
    return DATES.stream()
        .flatMap(form -> date(form, value).stream())
        .findFirst()
        .map(then -> clamped(Duration.between(now, then)));
  }

  private static Optional<Instant> date(DateTimeFormatter form, String value) {
    try {
      return Optional.of(ZonedDateTime.parse(value, form).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Duration ofSeconds(Matcher seconds) {
    if (!seconds.group(1).isEmpty()) {
      return Duration.ZERO;
    }
    String whole = seconds.group(2);
    if (whole.length() > 9) {
      return clamped(Duration.ofSeconds(whole.chars().allMatch(c -> c == '0') ? 0 : 1_000_000_000));
    }
    boolean partOfASecond = seconds.group(3) != null;
    return clamped(Duration.ofSeconds(Integer.parseInt(whole) + (partOfASecond ? 1L : 0L)));
  }

  private static Duration clamped(Duration wait) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
