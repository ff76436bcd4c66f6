package io.mjrouter.wire.write;

import io.mjrouter.model.Button;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.TaskSnapshot;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The members of one task in a style. */
final class TaskBody {

  private final AnswerStyle style;
  private final TaskSnapshot task;

  TaskBody(AnswerStyle style, TaskSnapshot task) {
    this.style = style;
    this.task = task;
  }

  Map<String, @Nullable Object> members() {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (String name : style.members()) {
      put(members, name);
    }
    task.extra().forEach((name, value) -> members.put(name, value));
    return members;
  }

  private void put(Map<String, @Nullable Object> members, String name) {
    switch (name) {
      case "id" -> members.put(name, task.id());
      case "action" -> members.put(name, text(task.rawAction()));
      case "status" -> members.put(name, task.rawStatus());
      case "progress" -> members.put(name, text(task.rawProgress()));
      case "prompt" -> members.put(name, text(task.prompt()));
      case "promptEn" -> members.put(name, text(task.promptEn()));
      case "description" -> members.put(name, text(task.description()));
      case "state" -> members.put(name, text(task.state()));
      case "failReason" -> members.put(name, text(task.failReason()));
      case "submitTime" -> members.put(name, time(task.submitted()));
      case "startTime" -> members.put(name, time(task.started()));
      case "finishTime" -> members.put(name, time(task.finished()));
      case "imageUrl" -> members.put(name, text(imageUrl()));
      case "videoUrl" -> members.put(name, text(first(task.videos())));
      case "imageUrls" -> putLinks(members, name, task.images());
      case "videoUrls" -> putLinks(members, name, task.videos());
      case "imageWidth" -> putSide(members, name, task.width());
      case "imageHeight" -> putSide(members, name, task.height());
      case "buttons" -> members.put(name, task.buttons().stream().map(this::button).toList());
      case "properties" -> members.put(name, properties());
      case "mode" -> task.effectiveMode().ifPresent(mode -> members.put(name, mode.name()));
      case "seed" -> task.seed().ifPresent(seed -> members.put(name, seed));
      default -> members.put(name, text(""));
    }
  }

  private @Nullable Object text(String text) {
    return style.nullForBlank() && text.isEmpty() ? null : text;
  }

  private @Nullable Object time(Optional<Instant> time) {
    return time.<Object>map(Instant::toEpochMilli).orElse(style.nullForBlank() ? null : 0);
  }

  private String imageUrl() {
    String link = first(task.images());
    return link.isEmpty() || style.imageHost().isEmpty()
        ? link
        : style.imageHost() + "/mj/image/" + task.id();
  }

  private static String first(List<MediaLink> links) {
    return links.isEmpty() ? "" : links.get(0).url().toString();
  }

  /** One link needs no list. */
  private static void putLinks(
      Map<String, @Nullable Object> members, String name, List<MediaLink> links) {
    if (links.size() > 1) {
      members.put(name, links.stream().map(link -> Map.of("url", link.url().toString())).toList());
    }
  }

  private void putSide(Map<String, @Nullable Object> members, String name, OptionalInt side) {
    if (side.isPresent()) {
      members.put(name, side.getAsInt());
    } else if (style.nullForBlank()) {
      members.put(name, null);
    }
  }

  private Map<String, Object> button(Button button) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("customId", button.customId());
    members.put("emoji", button.emoji());
    members.put("label", button.label());
    members.put("type", button.type());
    members.put("style", button.style());
    members.keySet().retainAll(style.buttonMembers());
    return members;
  }

  private Map<String, @Nullable Object> properties() {
    Map<String, @Nullable Object> properties = new LinkedHashMap<>(task.properties());
    if (!task.finalPrompt().isEmpty()) {
      properties.putIfAbsent("finalPrompt", task.finalPrompt());
    }
    return properties;
  }
}
