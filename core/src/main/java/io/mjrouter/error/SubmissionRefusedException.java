package io.mjrouter.error;

import io.mjrouter.model.TaskId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The submission itself was refused, as every host would refuse it. Nothing was bought. */
public final class SubmissionRefusedException extends MjException {

  private static final long serialVersionUID = 1;

  private final TaskId taskId;
  private final String reason;
  private final String detail;
  private final @Nullable String bannedWord;

  /**
   * Says what was refused and why.
   *
   * @param reason the typed reason's name, such as {@code BANNED_PROMPT}
   * @param detail the same for whoever shall not learn which host was asked; may be blank
   */
  public SubmissionRefusedException(
      TaskId taskId, String reason, String message, String detail, Optional<String> bannedWord) {
    super(message);
    this.taskId = taskId;
    this.reason = reason;
    this.detail = detail;
    this.bannedWord = bannedWord.orElse(null);
  }

  /** One that no host was asked for. */
  public SubmissionRefusedException(TaskId taskId, String reason, String message) {
    this(taskId, reason, message, message, Optional.empty());
  }

  public TaskId taskId() {
    return taskId;
  }

  /** The typed reason's name, such as {@code BANNED_PROMPT} or {@code PARENT_NOT_FOUND}. */
  public String reason() {
    return reason;
  }

  /** What is wrong, in the host's own words where it gave any; names no host, and may be blank. */
  public String detail() {
    return detail;
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
