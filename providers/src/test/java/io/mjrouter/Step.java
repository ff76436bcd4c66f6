package io.mjrouter;

/**
 * Where a process may be killed on a submission's way, in order. With a reference it is claimed
 * first and its intent recorded next; without one that is a single write.
 */
enum Step {
  BEFORE_CLAIM,
  AFTER_CLAIM,
  BEFORE_INTENT,
  AFTER_INTENT,
  BEFORE_CLAIM_WITH_INTENT,
  AFTER_CLAIM_WITH_INTENT,
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
