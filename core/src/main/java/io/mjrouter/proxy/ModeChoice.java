package io.mjrouter.proxy;

import io.mjrouter.model.Mode;
import io.mjrouter.model.PromptFlags;
import io.mjrouter.model.Route;
import io.mjrouter.model.Submission;
import io.mjrouter.model.Task;
import io.mjrouter.submit.WithPrompt;
import io.mjrouter.wire.read.IncomingSubmission;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which modes a submission may be done in: what the path says, else the body, else a flag in the
 * prompt, else the task it follows up, else what the client may. Flags are cut in any case, so that
 * a host is told once.
 *
 * @param modes in order of preference; empty: as configured for everybody, or as the parent
 * @param submission without flags
 */
record ModeChoice(List<Mode> modes, Submission submission) {

  static ModeChoice of(
      Optional<Mode> path, IncomingSubmission incoming, Optional<Task> parent, Client client) {
    PromptFlags flags = PromptFlags.of(incoming.submission().prompt());
    List<Mode> asked = path.map(List::of).orElse(incoming.modes());
    if (asked.isEmpty()) {
      asked = flags.modes();
      if (asked.size() > 1) {
        throw Refusal.invalid("the prompt's mode flags contradict: " + asked);
      }
    }
    Submission submission =
        flags.modes().isEmpty() ? incoming.submission() : without(flags, incoming.submission());
    return new ModeChoice(allowed(asked, parent, client.settings().modes()), submission);
  }

  private static Submission without(PromptFlags flags, Submission submission) {
    try {
      return submission.accept(new WithPrompt(flags.prompt()));
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("prompt_is_required");
    }
  }

  private static List<Mode> allowed(List<Mode> asked, Optional<Task> parent, Set<Mode> clients) {
    if (clients.isEmpty()) {
      return asked;
    }
    List<Mode> wanted =
        asked.isEmpty()
            ? parent.flatMap(Task::route).map(Route::mode).map(List::of).orElse(List.of())
            : asked;
    if (wanted.isEmpty()) {
      return List.copyOf(clients);
    }
    List<Mode> allowed = wanted.stream().filter(clients::contains).toList();
    if (allowed.isEmpty()) {
      throw Refusal.of(
          403,
          Refusal.INVALID,
          "mode " + keys(wanted) + ": not allowed (expected: " + keys(clients) + ")");
    }
    return allowed;
  }

  private static String keys(Collection<Mode> modes) {
    return modes.stream().map(Mode::key).sorted().collect(Collectors.joining(" or "));
  }
}
