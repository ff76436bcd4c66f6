package io.mjrouter.provider.simulator;

import io.mjrouter.model.Button;
import io.mjrouter.model.Failure;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.ImageUrl;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.PromptFlags;
import io.mjrouter.model.TaskSnapshot;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Says where a task stands. */
final class Snapshots {

  private static final String BROKEN = "Failed to process your command";
  private static final String REFUSED = "Banned prompt detected";

  private Snapshots() {}

  static TaskSnapshot of(
      SimulatedTask task,
      long now,
      Instant origin,
      HostTraits traits,
      Function<String, URI> links) {
    SimulatedTask.Look look = task.look(now);
    String id = task.fault() == Fault.WRONG_ID ? anotherId(task) : task.id();
    Optional<Artwork> made = task.artwork();
    // Hosts put the texts of a description in the place of its prompt.
    String prompt =
        described(task) && look.status() == HostStatus.SUCCESS
            ? made.orElseThrow().answer()
            : prompt(task);
    TaskSnapshot.Builder snapshot =
        TaskSnapshot.builder(id, look.status())
            .rawAction(made.map(Artwork::action).orElse("MODAL"))
            .prompt(prompt)
            .promptEn(prompt)
            .description(description(task, traits))
            .state(traits.echoesState() ? task.state() : "")
            .submitted(origin.plusNanos(task.submitted()));
    if (look.status() != HostStatus.FAILURE && look.status() != HostStatus.CANCEL) {
      snapshot.progress(look.progress());
    }
    if (task.started() >= 0) {
      snapshot.started(origin.plusNanos(task.started()));
    }
    switch (look.status()) {
      case SUCCESS -> succeed(snapshot, task, made.orElseThrow(), origin, traits, links);
      case FAILURE -> fail(snapshot, task, origin);
      case CANCEL -> snapshot.failure("取消任务", Failure.Fault.HOST);
      case IN_PROGRESS -> snapshot.images(List.of(MediaLink.of(links.apply(task.id()))));
      default -> {}
    }
    String text = finalPrompt(task, look, traits);
    return snapshot.finalPrompt(text).properties(TaskProperties.of(task, text, traits)).build();
  }

  /** The buttons of a task that succeeded. */
  static List<Button> buttons(SimulatedTask task) {
    Artwork made = task.artwork().orElseThrow();
    return Buttons.of(
        made.stage(),
        task.job(),
        new PromptText(made.prompt()).version(),
        made.width() == made.height(),
        made.videos());
  }

  static String seed(SimulatedTask task) {
    return task.artwork()
        .flatMap(made -> new PromptText(made.prompt()).seed())
        .map(given -> Long.toString(given))
        .orElseGet(() -> Long.toString(Chance.mix(task.seed(), 21) >>> 33));
  }

  private static void succeed(
      TaskSnapshot.Builder snapshot,
      SimulatedTask task,
      Artwork made,
      Instant origin,
      HostTraits traits,
      Function<String, URI> links) {
    snapshot.finished(origin.plusNanos(task.end())).texts(made.texts());
    if (traits.showsMode() && !made.pictures().isEmpty()) {
      snapshot.effectiveMode(task.mode());
    }
    if (task.fault() == Fault.NO_IMAGE) {
      if (traits.linkByIdOnly()) {
        snapshot.images(List.of(MediaLink.of(links.apply(task.id()))));
      }
      return;
    }
    snapshot.buttons(buttons(task));
    if (made.stage() == Stage.VIDEO_FILE && !traits.linkByIdOnly()) {
      snapshot.videos(List.of(MediaLink.video(links.apply(task.id() + ".mp4"))));
    } else if (made.stage() == Stage.DESCRIBED) {
      snapshot.images(List.of(MediaLink.of(given(task, links))));
    } else if (!made.pictures().isEmpty()) {
      snapshot
          .images(List.of(MediaLink.of(links.apply(task.id()))))
          .size(made.width(), made.height());
    }
  }

  /** The picture that is described: the caller's own link, or ours to what it sent. */
  private static URI given(SimulatedTask task, Function<String, URI> links) {
    return Shelf.described(task)
        .filter(describe -> describe.image() instanceof ImageUrl)
        .map(describe -> ((ImageUrl) describe.image()).url())
        .orElseGet(() -> links.apply(task.id()));
  }

  private static void fail(TaskSnapshot.Builder snapshot, SimulatedTask task, Instant origin) {
    snapshot.finished(origin.plusNanos(task.end()));
    Optional<String> mistake = task.artwork().flatMap(Artwork::mistake);
    if (task.fault() == Fault.FAIL_CONTENT) {
      snapshot.failure(REFUSED, Failure.Fault.CONTENT);
    } else if (mistake.isPresent()) {
      snapshot.failure(mistake.get(), Failure.Fault.PARAMETERS);
    } else {
      snapshot.failure(BROKEN, Failure.Fault.HOST);
    }
  }

  private static boolean described(SimulatedTask task) {
    return task.artwork().filter(made -> made.stage() == Stage.DESCRIBED).isPresent();
  }

  private static String prompt(SimulatedTask task) {
    Optional<Artwork> made = task.artwork();
    if (made.isPresent()) {
      return made.get().prompt();
    }
    return task.parent().map(Snapshots::prompt).orElse("");
  }

  private static String description(SimulatedTask task, HostTraits traits) {
    if (traits.family() == HostTraits.Family.GATEWAY) {
      return traits.taken();
    }
    return "/"
        + task.artwork().map(Artwork::action).orElse("modal").toLowerCase(Locale.ROOT)
        + " "
        + (described(task) ? task.id() + ".png" : prompt(task));
  }

  /** The texts of a describe or shorten; else the prompt as it was drawn, which names the mode. */
  private static String finalPrompt(
      SimulatedTask task, SimulatedTask.Look look, HostTraits traits) {
    Optional<Artwork> made = task.artwork();
    if (look.status() != HostStatus.SUCCESS || made.isEmpty()) {
      return "";
    }
    if (!made.get().answer().isEmpty()) {
      return made.get().answer();
    }
    String prompt = made.get().prompt();
    return traits.flagsMode() && PromptFlags.of(prompt).modes().isEmpty()
        ? prompt + " --" + task.mode().key()
        : prompt;
  }

  private static String anotherId(SimulatedTask task) {
    return Long.toString(Long.parseLong(task.id()) ^ 1);
  }
}
