package io.mjrouter.error;

import io.mjrouter.model.TaskId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The submission itself was refused, as every host would refuse it. Nothing was bought. */
public final class SubmissionRefusedException extends MjException {

  private static final long serialVersionUID = 1;

  private final TaskId taskId;
  private final String reason;
  private final @Nullable String bannedWord;

  /**
   * Says what was refused and why.
   *
   * @param reason the typed reason's name, such as {@code BANNED_PROMPT}
   */
  public SubmissionRefusedException(
      TaskId taskId, String reason, String message, Optional<String> bannedWord) {
    super(message);
    this.taskId = taskId;
    this.reason = reason;
    this.bannedWord = bannedWord.orElse(null);
  }

  public TaskId taskId() {
    return taskId;
  }

  /** The typed reason's name, such as {@code BANNED_PROMPT} or {@code PARENT_NOT_FOUND}. */
  public String reason() {
    return reason;
  }

  /** The word that a prompt was refused for, where the host names it. */
  public Optional<String> bannedWord() {
    return Optional.ofNullable(bannedWord);
  }

  @Override
  public Remedy remedy() {
    return Remedy.GIVE_UP;
  }
}
