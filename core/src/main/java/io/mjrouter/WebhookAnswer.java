package io.mjrouter;

/** What whoever sent a webhook is answered. */
public enum WebhookAnswer {
  /** It was ours, whether it told anything new or not. */
  TAKEN(200),
  /** It is no task's address, or a forged one: nothing was read and nothing done. */
  UNKNOWN(404),
  /** Its body was not read to its end. */
  TOO_LARGE(413),
  /** Too many came for this task, or for none: nothing was read and nothing done. */
  TOO_MANY(429),
  /** Its body is no task. */
  UNREADABLE(400);

  private final int status;

  WebhookAnswer(int status) {
    this.status = status;
  }

  /** The HTTP status; the body of the answer is empty. */
  public int status() {
    return status;
  }
}
