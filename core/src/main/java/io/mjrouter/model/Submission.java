package io.mjrouter.model;

import java.util.List;
import java.util.Optional;

/**
 * What is asked of Midjourney.
 *
 * <p>Each kind checks at construction whatever can be known before paying, and throws {@link
 * IllegalArgumentException} that names the offending value. How it is to be done (mode, price,
 * time, provider) is not said here but in {@link SubmitOptions}.
 */
public sealed interface Submission
    permits Imagine,
        Blend,
        Describe,
        Shorten,
        Press,
        Change,
        Answer,
        Video,
        Edits,
        Upload,
        SwapFace {

  SubmissionKind kind();

  /** What it is for prices and meters. */
  Action action();

  /**
   * The task it follows up, if any. A follow-up can only be done where that task lives: at its
   * provider.
   */
  default Optional<TaskId> parent() {
    return Optional.empty();
  }

  /** The prompt, at most 8,192 characters; empty where there is none. */
  default String prompt() {
    return "";
  }

  /** The pictures that are given with it, by content or by link. */
  default List<ImageSource> pictures() {
    return List.of();
  }

  /** Whether pictures are given by content, which makes it large. */
  default boolean hasContent() {
    return pictures().stream().anyMatch(ImageData.class::isInstance);
  }

  /** Hands this submission to the method for its kind. */
  <R> R accept(Visitor<R> visitor);

  /** One method for each kind, so that a new kind does not compile until every table knows it. */
  interface Visitor<R> {
    R imagine(Imagine imagine);

    R blend(Blend blend);

    R describe(Describe describe);

    R shorten(Shorten shorten);

    R press(Press press);

    R change(Change change);

    R answer(Answer answer);

    R video(Video video);

    R edits(Edits edits);

    R upload(Upload upload);

    R swapFace(SwapFace swapFace);
  }
}
