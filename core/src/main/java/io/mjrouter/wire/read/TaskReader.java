package io.mjrouter.wire.read;

import io.mjrouter.model.Button;
import io.mjrouter.model.Failure;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.Mode;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.spi.Profile;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One task of whatever shape, as a snapshot. */
final class TaskReader {

  private final MediaReader media;

  TaskReader(Profile profile, URI base) {
    this.media = new MediaReader(profile, new Links(profile, base));
  }

  /** Whether an object claims to be a task. An error of Spring has a status too: a number. */
  static boolean isTask(Map<String, @Nullable Object> object) {
    Object status = object.get("status");
    boolean wordy = status instanceof String || (status == null && object.containsKey("status"));
    return wordy || Members.asText(object.get("id")).length() > 0 || object.containsKey("mj_id");
  }

  /**
   * Reads a task.
   *
   * @param idNames the member with the id; the first that is there counts
   * @param knownId the id that was asked for, for links where the host left its own out
   * @throws IllegalArgumentException when it is nested beyond sense
   */
  TaskSnapshot read(Map<String, @Nullable Object> object, List<String> idNames, String knownId) {
    Members task = new Members(object);
    String id = task.text(idNames.toArray(String[]::new)).trim();
    String linkId = id.isEmpty() ? knownId : id;
    String rawStatus = task.text("status").trim();
    HostStatus status = HostStatus.parse(rawStatus);
    Members properties = task.object("properties");
    String failReason = task.text("failReason", "fail_reason");
    String rawProgress = task.text("progress").trim();

    TaskSnapshot.Builder snapshot =
        TaskSnapshot.builder(id, status)
            .rawStatus(rawStatus)
            .rawAction(task.text("action"))
            .prompt(task.text("prompt"))
            .promptEn(task.text("promptEn", "prompt_en"))
            .finalPrompt(properties.text("finalPrompt"))
            .description(task.text("description"))
            .state(task.text("state"))
            .failure(failReason, fault(status, failReason))
            .submitted(TaskWords.time(task.value("submitTime", "submit_time")))
            .started(TaskWords.time(task.value("startTime", "start_time")))
            .finished(TaskWords.time(task.value("finishTime", "finish_time")))
            .seed(task.word("seed").orElse(null))
            .size(side(task, "imageWidth", "width"), side(task, "imageHeight", "height"))
            .buttons(buttons(task))
            .properties(properties.all());
    TaskWords.progress(rawProgress).ifPresent(snapshot::progress);
    snapshot.rawProgress(rawProgress);
    snapshot.texts(texts(task, properties));
    mode(task, properties).ifPresent(snapshot::effectiveMode);
    MediaReader.Media found = media.read(task, linkId, status);
    return snapshot.images(found.images()).videos(found.videos()).extra(task.rest()).build();
  }

  private static Failure.Fault fault(HostStatus status, String failReason) {
    if (status == HostStatus.CANCEL && failReason.isBlank()) {
      return Failure.Fault.HOST;
    }
    return TaskWords.fault(failReason);
  }

  private static @Nullable Integer side(Members task, String name, String otherName) {
    int pixels = task.integer(name, otherName).orElse(0);
    return pixels > 0 ? pixels : null;
  }

  /** A host that overwrites the prompt of a describe may leave out the properties. */
  private static List<String> texts(Members task, Members properties) {
    String action = task.text("action").trim().toUpperCase(Locale.ROOT);
    if (!action.equals("DESCRIBE") && !action.equals("SHORTEN")) {
      return List.of();
    }
    return Stream.of(properties.text("finalPrompt"), task.text("promptEn"), task.text("prompt"))
        .map(TaskWords::numbered)
        .filter(texts -> !texts.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  /** trueai names the mode; others show it only in the message or in the prompt's flags. */
  private static Optional<Mode> mode(Members task, Members properties) {
    Optional<Mode> named = Mode.parse(Members.asText(task.peek("mode")));
    if (named.isPresent()) {
      task.markRead("mode");
      return named;
    }
    return TaskWords.modeOfMessage(properties.text("messageContent"))
        .or(() -> Mode.parse(Members.asText(task.peek("requestMode"))))
        .or(() -> TaskWords.modeOfPrompt(properties.text("finalPrompt")));
  }

  private static List<Button> buttons(Members task) {
    List<Button> buttons = new ArrayList<>();
    for (Object item : task.array("buttons")) {
      Members button = Members.of(item);
      Object glyph = button.value("emoji");
      Button read =
          new Button(
              button.text("customId", "custom_id"),
              button.text("label"),
              glyph instanceof Map ? Members.of(glyph).text("name") : Members.asText(glyph),
              button.integer("type").orElse(0),
              button.integer("style").orElse(0));
      if (!(read.customId() + read.label() + read.emoji()).isBlank()) {
        buttons.add(read);
      }
    }
    return buttons;
  }
}
