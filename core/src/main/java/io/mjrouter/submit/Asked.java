package io.mjrouter.submit;

import io.mjrouter.error.SubmissionRefusedException;
import io.mjrouter.model.Action;
import io.mjrouter.model.ButtonMeaning;
import io.mjrouter.model.Change;
import io.mjrouter.model.HostTask;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Press;
import io.mjrouter.model.PromptFlags;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.Route;
import io.mjrouter.model.Submission;
import io.mjrouter.model.SubmissionKind;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.route.Demand;
import io.mjrouter.route.RoutingSettings;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.ProviderInfo;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A submission with everything that must be known before a route is chosen.
 *
 * @param given what the caller gave
 * @param sent what is sent: mode flags cut, an old-style change as the press of its button
 * @param parentId the host's name of the task it follows up
 * @param demand what a plan is made for
 */
record Asked(Submission given, Submission sent, Optional<String> parentId, Demand demand) {

  private static final String BAD_PARAMETER = "BAD_PARAMETER";
  private static final Pattern ZOOM =
      Pattern.compile("(?<!\\S)--zoom\\s+(\\d{1,9}(?:\\.\\d{1,9})?)(?!\\S)");

  /**
   * Works out what is asked.
   *
   * @param parent the task it follows up; for an answer the waiting task itself
   * @throws SubmissionRefusedException when no host could take it
   */
  static Asked of(
      TaskId id,
      Submission given,
      SubmitOptions options,
      Optional<Task> parent,
      RoutingSettings settings,
      Roster roster) {
    parent.ifPresent(task -> checkParent(id, given, task));
    if (given.parent().isPresent() && parent.isEmpty()) {
      throw refused(id, "PARENT_NOT_FOUND", "task " + given.parent().get() + " is not known here");
    }
    Optional<ProviderInfo> at =
        parent
            .flatMap(Asked::provider)
            .flatMap(roster::configured)
            .map(provider -> provider.info());
    if (parent.isPresent() && at.isEmpty()) {
      throw refused(id, "ORIGIN_UNAVAILABLE", lives(parent.get()) + ", which is not configured");
    }
    Submission sent = asPress(given, parent, at);
    PromptFlags flags = PromptFlags.of(given.prompt());
    List<Mode> modes = allowed(options, settings, parent, at);
    if (!flags.modes().isEmpty()) {
      modes = List.of(flagged(id, flags, options, settings, modes));
      sent = withoutFlags(id, sent, flags);
    }
    boolean answers = given.kind() == SubmissionKind.ANSWER;
    String caller = answers ? parent.orElseThrow().caller() : options.caller();
    Demand demand =
        new Demand(
            sent,
            modes,
            options.maxPrice().or(settings::maxPrice),
            options.providers(),
            parent.flatMap(Asked::provider),
            options.deadline().or(settings::deadline),
            caller,
            Set.of(),
            Optional.empty());
    return new Asked(given, sent, parent.flatMap(Task::hostTask).map(HostTask::id), demand);
  }

  Asked with(Demand other) {
    return new Asked(given, sent, parentId, other);
  }

  private static void checkParent(TaskId id, Submission given, Task parent) {
    boolean answers = given.kind() == SubmissionKind.ANSWER;
    TaskStatus needed = answers ? TaskStatus.NEEDS_MODAL : TaskStatus.SUCCEEDED;
    boolean cancels =
        given.kind() == SubmissionKind.PRESS
            && ((Press) given).meaning().kind() == ButtonMeaning.Kind.CANCEL
            && !parent.status().isFinal();
    if (parent.status() != needed && !cancels) {
      throw refused(
          id,
          answers ? "NO_WINDOW" : "PARENT_NOT_READY",
          "task " + parent.id() + " is " + parent.status() + " (expected: " + needed + ")");
    }
    if (parent.hostTask().isEmpty()) {
      throw refused(id, "PARENT_NOT_FOUND", "task " + parent.id() + " lives at no host");
    }
    if (answers && parent.action() == Action.CUSTOM_ZOOM) {
      checkZoom(id, given.prompt());
    }
  }

  /** Midjourney refuses any other number, and some hosts charge for that. */
  private static void checkZoom(TaskId id, String prompt) {
    Matcher zoom = ZOOM.matcher(prompt);
    while (zoom.find()) {
      BigDecimal factor = new BigDecimal(zoom.group(1));
      if (factor.compareTo(BigDecimal.ONE) < 0 || factor.compareTo(BigDecimal.valueOf(2)) > 0) {
        throw refused(id, BAD_PARAMETER, "--zoom " + zoom.group(1) + " (expected: 1 to 2)");
      }
    }
  }

  /** Where the host offers no old-style change, the button with that meaning is pressed. */
  private static Submission asPress(
      Submission given, Optional<Task> parent, Optional<ProviderInfo> at) {
    if (given.kind() != SubmissionKind.CHANGE
        || parent.isEmpty()
        || at.filter(info -> !info.can(Capability.CHANGE)).isEmpty()) {
      return given;
    }
    Change change = (Change) given;
    return parent.get().buttons().stream()
        .filter(button -> change.isSameAs(button.meaning()))
        .findFirst()
        .<Submission>map(button -> Press.of(change.task(), button))
        .orElse(given);
  }

  /**
   * The request's modes; else the parent's, as drawn if that is allowed, or as sent; else the
   * configured.
   */
  private static List<Mode> allowed(
      SubmitOptions options,
      RoutingSettings settings,
      Optional<Task> parent,
      Optional<ProviderInfo> at) {
    if (!options.modes().isEmpty()) {
      return List.copyOf(options.modes());
    }
    if (parent.isEmpty()) {
      return settings.modes();
    }
    List<Mode> parents = new ArrayList<>();
    parent
        .flatMap(Task::snapshot)
        .flatMap(TaskSnapshot::effectiveMode)
        .filter(mode -> allowed(settings).contains(mode))
        .ifPresent(parents::add);
    parent.flatMap(Task::route).map(Route::mode).ifPresent(parents::add);
    return parents.stream()
        .filter(mode -> at.isEmpty() || at.get().modes().contains(mode))
        .findFirst()
        .map(List::of)
        .orElseGet(settings::modes);
  }

  private static List<Mode> allowed(RoutingSettings settings) {
    return settings.modes().isEmpty() ? List.of(Mode.RELAX, Mode.FAST) : settings.modes();
  }

  /** A flag names the mode, and is bound by what is allowed as any other signal is. */
  private static Mode flagged(
      TaskId id,
      PromptFlags flags,
      SubmitOptions options,
      RoutingSettings settings,
      List<Mode> otherwise) {
    if (flags.modes().size() > 1) {
      throw refused(id, BAD_PARAMETER, "the prompt's mode flags contradict: " + flags.modes());
    }
    Mode mode = flags.modes().get(0);
    Set<Mode> allowed = new LinkedHashSet<>(otherwise);
    if (options.modes().isEmpty()) {
      allowed.addAll(allowed(settings));
    }
    if (!allowed.contains(mode)) {
      throw refused(
          id,
          "MODE_NOT_ALLOWED",
          "the prompt asks for --" + mode.key() + " (expected: one of " + allowed + ")");
    }
    return mode;
  }

  private static Submission withoutFlags(TaskId id, Submission sent, PromptFlags flags) {
    try {
      return sent.accept(new WithPrompt(flags.prompt()));
    } catch (IllegalArgumentException e) {
      throw refused(id, BAD_PARAMETER, "the prompt holds nothing but mode flags");
    }
  }

  private static String lives(Task parent) {
    return "task "
        + parent.id()
        + " lives at "
        + provider(parent).map(ProviderId::name).orElse("no host");
  }

  private static Optional<ProviderId> provider(Task task) {
    return task.hostTask().map(HostTask::provider);
  }

  static SubmissionRefusedException refused(TaskId id, String reason, String message) {
    return new SubmissionRefusedException(id, reason, message);
  }
}
