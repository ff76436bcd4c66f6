package io.mjrouter.store.jdbc;

import io.mjrouter.model.Button;
import io.mjrouter.model.Failure;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.Mode;
import io.mjrouter.model.TaskSnapshot;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a host said last, as it is stored. */
record SnapshotJson(
    @Nullable String id,
    HostStatus status,
    @Nullable String rawStatus,
    @Nullable String rawAction,
    @Nullable Integer progress,
    @Nullable String rawProgress,
    @Nullable String prompt,
    @Nullable String promptEn,
    @Nullable String finalPrompt,
    @Nullable String description,
    @Nullable String state,
    @Nullable String failReason,
    Failure.@Nullable Fault fault,
    @Nullable Instant submitted,
    @Nullable Instant started,
    @Nullable Instant finished,
    @Nullable List<LinkJson> images,
    @Nullable List<LinkJson> videos,
    @Nullable List<ButtonJson> buttons,
    @Nullable List<String> texts,
    @Nullable Mode effectiveMode,
    @Nullable String seed,
    @Nullable Integer width,
    @Nullable Integer height,
    @Nullable Map<String, @Nullable Object> properties,
    @Nullable Map<String, @Nullable Object> extra) {

  /** A link as it is stored. */
  record LinkJson(URI url, MediaLink.Kind kind, @Nullable Instant expires, @Nullable URI kept) {
    static LinkJson of(MediaLink it) {
      return new LinkJson(it.url(), it.kind(), it.expires().orElse(null), it.kept().orElse(null));
    }

    MediaLink toModel() {
      return new MediaLink(url, kind, Optional.ofNullable(expires), Optional.ofNullable(kept));
    }
  }

  /** A button as it is stored. */
  record ButtonJson(
      @Nullable String customId,
      @Nullable String label,
      @Nullable String emoji,
      int type,
      int style) {
    static ButtonJson of(Button it) {
      return new ButtonJson(it.customId(), it.label(), it.emoji(), it.type(), it.style());
    }

    Button toModel() {
      return new Button(
          RecordJson.text(customId), RecordJson.text(label), RecordJson.text(emoji), type, style);
    }
  }

  static SnapshotJson of(TaskSnapshot it) {
    return new SnapshotJson(
        it.id(),
        it.status(),
        it.rawStatus(),
        it.rawAction(),
        it.progress().isPresent() ? it.progress().getAsInt() : null,
        it.rawProgress(),
        it.prompt(),
        it.promptEn(),
        it.finalPrompt(),
        it.description(),
        it.state(),
        it.failReason(),
        it.fault() == Failure.Fault.UNSTATED ? null : it.fault(),
        it.submitted().orElse(null),
        it.started().orElse(null),
        it.finished().orElse(null),
        it.images().stream().map(LinkJson::of).toList(),
        it.videos().stream().map(LinkJson::of).toList(),
        it.buttons().stream().map(ButtonJson::of).toList(),
        it.texts(),
        it.effectiveMode().orElse(null),
        it.seed().orElse(null),
        it.width().isPresent() ? it.width().getAsInt() : null,
        it.height().isPresent() ? it.height().getAsInt() : null,
        it.properties(),
        it.extra());
  }

  TaskSnapshot toModel() {
    TaskSnapshot.Builder builder = TaskSnapshot.builder(RecordJson.text(id), status);
    if (progress != null) {
      builder.progress(progress);
    }
    return builder
        .rawStatus(RecordJson.text(rawStatus))
        .rawAction(RecordJson.text(rawAction))
        .rawProgress(RecordJson.text(rawProgress))
        .prompt(RecordJson.text(prompt))
        .promptEn(RecordJson.text(promptEn))
        .finalPrompt(RecordJson.text(finalPrompt))
        .description(RecordJson.text(description))
        .state(RecordJson.text(state))
        .failure(RecordJson.text(failReason), fault == null ? Failure.Fault.UNSTATED : fault)
        .submitted(submitted)
        .started(started)
        .finished(finished)
        .images(RecordJson.list(images).stream().map(LinkJson::toModel).toList())
        .videos(RecordJson.list(videos).stream().map(LinkJson::toModel).toList())
        .buttons(RecordJson.list(buttons).stream().map(ButtonJson::toModel).toList())
        .texts(RecordJson.list(texts))
        .effectiveMode(effectiveMode)
        .seed(seed)
        .size(width, height)
        .properties(RecordJson.map(properties))
        .extra(RecordJson.map(extra))
        .build();
  }
}
