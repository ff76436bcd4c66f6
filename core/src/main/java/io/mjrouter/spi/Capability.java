package io.mjrouter.spi;

import io.mjrouter.model.Edits;
import io.mjrouter.model.Submission;
import java.util.Locale;

/** Something a provider can or cannot do. */
public enum Capability {
  IMAGINE,
  BLEND,
  DESCRIBE,
  SHORTEN,
  /** Press any button by its customId. */
  ACTION,
  /** Press U, V or reroll without a customId. */
  CHANGE,
  /** Answer a window. */
  MODAL,
  VIDEO,
  EDITS,
  RETEXTURE,
  UPLOAD,
  SWAP_FACE,
  /** Many tasks in one call. */
  BATCH_FETCH,
  /** The account's recent tasks without knowing their ids. */
  LIST,
  /** A task can be found by the token we sent: what makes an unknown outcome resolvable. */
  RECONCILE,
  /** The seed of a finished picture. */
  SEED,
  /** The host can stop a task. */
  CANCEL,
  /** What is left on the account, without paying. */
  BALANCE,
  /** Serves pictures by task id. */
  IMAGE,
  /** Calls back when a task changes. */
  WEBHOOK;

  /** The capability as configuration spells it: lower case with hyphens. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What a provider must be able to do to take a submission. */
  public static Capability neededFor(Submission submission) {
    return switch (submission.kind()) {
      case IMAGINE -> IMAGINE;
      case BLEND -> BLEND;
      case DESCRIBE -> DESCRIBE;
      case SHORTEN -> SHORTEN;
      case PRESS -> ACTION;
      case CHANGE -> CHANGE;
      case ANSWER -> MODAL;
      case VIDEO -> VIDEO;
      case EDITS ->
          ((Edits) submission).operation() == Edits.Operation.RETEXTURE ? RETEXTURE : EDITS;
      case UPLOAD -> UPLOAD;
      case SWAP_FACE -> SWAP_FACE;
    };
  }
}
