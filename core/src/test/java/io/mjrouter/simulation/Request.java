package io.mjrouter.simulation;

import io.mjrouter.model.OnUnknown;
import io.mjrouter.model.Submission;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.TaskId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One thing that somebody wants, however often it is asked for, and what became of it so far.
 * Whatever is bought for it carries its number.
 */
final class Request {

  final int number;
  final Submission submission;
  final SubmitOptions options;
  final Optional<Request> parent;
  final List<Taken> bought = new ArrayList<>();
  final Set<Node> under = new LinkedHashSet<>();
  final Set<TaskId> tasks = new LinkedHashSet<>();
  int answeredTimes;
  boolean orphaned;

  Request(int number, Submission submission, SubmitOptions options, Optional<Request> parent) {
    this.number = number;
    this.submission = submission;
    this.options = options;
    this.parent = parent;
  }

  boolean mayPayTwice() {
    return options.onUnknown().equals(Optional.of(OnUnknown.RESUBMIT));
  }

  /** Whether the same may be asked for again as the same. */
  boolean hasReference() {
    return options.reference().isPresent();
  }

  @Override
  public String toString() {
    return "request " + number + " (" + submission.kind() + ")";
  }
}
