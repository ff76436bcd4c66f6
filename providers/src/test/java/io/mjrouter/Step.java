package io.mjrouter;

/** Where a process may be killed on a submission's way, in order. */
enum Step {
  BEFORE_CLAIM,
  AFTER_CLAIM,
  BEFORE_INTENT,
  AFTER_INTENT,
  BEFORE_SENDING,
  AFTER_ANSWER,
  BEFORE_OUTCOME,
  AFTER_OUTCOME,
  BEFORE_END,
  AFTER_END,
  BEFORE_EVENT,
  AFTER_EVENT,
  BEFORE_TOLD,
  AFTER_TOLD
}
