package io.mjrouter.wire.read;

import static java.util.Objects.requireNonNull;

import io.mjrouter.model.JsonValues;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Submission;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a client asked for.
 *
 * @param submission what is asked. Where it follows up a task whose id is not of our form, its
 *     parent is a stand-in: {@code parentId} alone counts
 * @param parentId the parent's id as the client wrote it; present exactly for a follow-up
 * @param state the client's own text; empty where there is none
 * @param notifyHook where the client wants to be called; not checked in any way
 * @param modes the modes that the body asks for, in order of preference; flags in the prompt are
 *     still there
 * @param extra members that the protocol reader does not know, and an {@code accountFilter} without
 *     its modes where it says anything else
 */
public record IncomingSubmission(
    Submission submission,
    Optional<String> parentId,
    String state,
    Optional<String> notifyHook,
    List<Mode> modes,
    Map<String, @Nullable Object> extra) {

  public IncomingSubmission {
    requireNonNull(submission, "submission");
    requireNonNull(parentId, "parentId");
    requireNonNull(state, "state");
    requireNonNull(notifyHook, "notifyHook");
    modes = List.copyOf(modes);
    extra = JsonValues.copyOf(extra);
  }

  /** What kind it is; never the prompt, a picture or the client's words. */
  @Override
  public String toString() {
    return "IncomingSubmission[" + submission.kind() + ", " + modes + "]";
  }
}
