package io.mjrouter.model;

/** The kinds of {@link Submission}, for tables that need one entry for each. */
public enum SubmissionKind {
  IMAGINE,
  BLEND,
  DESCRIBE,
  SHORTEN,
  PRESS,
  CHANGE,
  ANSWER,
  VIDEO,
  EDITS,
  UPLOAD,
  SWAP_FACE
}
