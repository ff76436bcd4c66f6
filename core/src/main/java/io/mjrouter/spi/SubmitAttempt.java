package io.mjrouter.spi;

import static java.util.Objects.requireNonNull;

import io.mjrouter.model.JsonValues;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Submission;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One submission, ready to be sent to one provider.
 *
 * @param submission what is asked
 * @param parentId the host's own id of the task it follows up; present exactly for a follow-up
 * @param mode the speed mode to draw in
 * @param token our mark, sent as the task's state: at most 40 of {@code [0-9a-z-]}; blank sends
 *     none
 * @param notifyHook where the host is to call back
 * @param extra members of the body that the library does not know
 * @param timeout how long the whole exchange may take
 */
public record SubmitAttempt(
    Submission submission,
    Optional<String> parentId,
    Mode mode,
    String token,
    Optional<URI> notifyHook,
    Map<String, @Nullable Object> extra,
    Duration timeout) {

  private static final Pattern TOKEN = Pattern.compile("[0-9a-z-]{0,40}");

  public SubmitAttempt {
    requireNonNull(submission, "submission");
    requireNonNull(parentId, "parentId");
    requireNonNull(mode, "mode");
    if (!TOKEN.matcher(token).matches()) {
      throw new IllegalArgumentException("token: not usable (expected: " + TOKEN.pattern() + ")");
    }
    requireNonNull(notifyHook, "notifyHook");
    extra = JsonValues.copyOf(extra);
    requireNonNull(timeout, "timeout");
    if (parentId.isPresent() != submission.parent().isPresent()) {
      throw new IllegalArgumentException(
          "parentId: " + parentId + " (expected: one exactly for a follow-up)");
    }
  }

  /** A submission without any extras, to be done within 75 seconds. */
  public static SubmitAttempt of(Submission submission, Mode mode) {
    return new SubmitAttempt(
        submission,
        submission.parent().map(Object::toString),
        mode,
        "",
        Optional.empty(),
        Map.of(),
        Duration.ofSeconds(75));
  }

  public SubmitAttempt withParentId(String parentId) {
    return new SubmitAttempt(
        submission, Optional.of(parentId), mode, token, notifyHook, extra, timeout);
  }

  public SubmitAttempt withToken(String token) {
    return new SubmitAttempt(submission, parentId, mode, token, notifyHook, extra, timeout);
  }

  public SubmitAttempt withNotifyHook(URI notifyHook) {
    return new SubmitAttempt(
        submission, parentId, mode, token, Optional.of(notifyHook), extra, timeout);
  }

  public SubmitAttempt withExtra(Map<String, ? extends @Nullable Object> extra) {
    return new SubmitAttempt(
        submission, parentId, mode, token, notifyHook, JsonValues.copyOf(extra), timeout);
  }

  public SubmitAttempt withTimeout(Duration timeout) {
    return new SubmitAttempt(submission, parentId, mode, token, notifyHook, extra, timeout);
  }

  /** What is asked and how, without prompt, pictures or token. */
  @Override
  public String toString() {
    return "SubmitAttempt[" + submission.kind() + ", " + mode + "]";
  }
}
