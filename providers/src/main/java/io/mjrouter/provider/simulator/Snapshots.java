package io.mjrouter.provider.simulator;

import io.mjrouter.model.Button;
import io.mjrouter.model.Failure;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.TaskSnapshot;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

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
    String prompt = prompt(task);
    TaskSnapshot.Builder snapshot =
        TaskSnapshot.builder(id, look.status())
            .rawAction(made.map(Artwork::action).orElse("MODAL"))
            .prompt(prompt)
            .promptEn(prompt)
            .description(description(task, traits, prompt))
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
    String text = finalPrompt(task, look);
    return snapshot.finalPrompt(text).properties(properties(text)).build();
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
    snapshot.finished(origin.plusNanos(task.end())).effectiveMode(task.mode()).texts(made.texts());
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
      snapshot.images(List.of(MediaLink.of(links.apply(task.id()))));
    } else if (!made.pictures().isEmpty()) {
      snapshot
          .images(List.of(MediaLink.of(links.apply(task.id()))))
          .size(made.width(), made.height());
    }
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

  private static String prompt(SimulatedTask task) {
    Optional<Artwork> made = task.artwork();
    if (made.isPresent()) {
      return made.get().prompt();
    }
    return task.parent().map(Snapshots::prompt).orElse("");
  }

  private static String description(SimulatedTask task, HostTraits traits, String prompt) {
    if (traits.family() == HostTraits.Family.GATEWAY) {
      return "Submit success";
    }
    return "/"
        + task.artwork().map(Artwork::action).orElse("modal").toLowerCase(Locale.ROOT)
        + " "
        + prompt;
  }

  private static Map<String, @Nullable Object> properties(String finalPrompt) {
    Map<String, @Nullable Object> properties = new LinkedHashMap<>();
    properties.put("finalPrompt", finalPrompt);
    properties.put("finalZhPrompt", "");
    return properties;
  }

  /** The texts of a describe or shorten; else the prompt as it was drawn, which names the mode. */
  private static String finalPrompt(SimulatedTask task, SimulatedTask.Look look) {
    Optional<Artwork> made = task.artwork();
    if (look.status() != HostStatus.SUCCESS || made.isEmpty()) {
      return "";
    }
    if (!made.get().answer().isEmpty()) {
      return made.get().answer();
    }
    String prompt = made.get().prompt();
    return new PromptText(prompt).mode().isPresent() ? prompt : prompt + " --" + task.mode().key();
  }

  private static String anotherId(SimulatedTask task) {
    return Long.toString(Long.parseLong(task.id()) ^ 1);
  }
}
