package io.mjrouter.model;

import static java.util.Objects.requireNonNull;

import com.google.common.base.MoreObjects;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a host said about one of its tasks at one moment.
 *
 * <p>Nothing a host may say makes this fail: words we do not know are kept beside what we made of
 * them, and what it left out is empty. An immutable value, equal to another in which the host said
 * the same.
 */
public final class TaskSnapshot {

  private final String id;
  private final HostStatus status;
  private final String rawStatus;
  private final String rawAction;
  private final @Nullable Integer progress;
  private final String rawProgress;
  private final String prompt;
  private final String promptEn;
  private final String finalPrompt;
  private final String description;
  private final String state;
  private final String failReason;
  private final Failure.Fault fault;
  private final @Nullable Instant submitted;
  private final @Nullable Instant started;
  private final @Nullable Instant finished;
  private final List<MediaLink> images;
  private final List<MediaLink> videos;
  private final List<Button> buttons;
  private final List<String> texts;
  private final @Nullable Mode effectiveMode;
  private final @Nullable String seed;
  private final @Nullable Integer width;
  private final @Nullable Integer height;
  private final Map<String, @Nullable Object> properties;
  private final Map<String, @Nullable Object> extra;

  private TaskSnapshot(Builder builder) {
    id = requireNonNull(builder.id, "id");
    status = requireNonNull(builder.status, "status");
    rawStatus = builder.rawStatus;
    rawAction = builder.rawAction;
    progress = builder.progress;
    rawProgress = builder.rawProgress;
    prompt = builder.prompt;
    promptEn = builder.promptEn;
    finalPrompt = builder.finalPrompt;
    description = builder.description;
    state = builder.state;
    failReason = builder.failReason;
    fault = builder.fault;
    submitted = builder.submitted;
    started = builder.started;
    finished = builder.finished;
    images = List.copyOf(builder.images);
    videos = List.copyOf(builder.videos);
    buttons = List.copyOf(builder.buttons);
    texts = List.copyOf(builder.texts);
    effectiveMode = builder.effectiveMode;
    seed = builder.seed;
    width = builder.width;
    height = builder.height;
    properties = JsonValues.copyOf(builder.properties);
    extra = JsonValues.copyOf(builder.extra);
  }

  public static Builder builder(String id, HostStatus status) {
    return new Builder(id, status);
  }

  public Builder toBuilder() {
    Builder builder = new Builder(id, status);
    builder.rawStatus = rawStatus;
    builder.rawAction = rawAction;
    builder.progress = progress;
    builder.rawProgress = rawProgress;
    builder.prompt = prompt;
    builder.promptEn = promptEn;
    builder.finalPrompt = finalPrompt;
    builder.description = description;
    builder.state = state;
    builder.failReason = failReason;
    builder.fault = fault;
    builder.submitted = submitted;
    builder.started = started;
    builder.finished = finished;
    builder.images = images;
    builder.videos = videos;
    builder.buttons = buttons;
    builder.texts = texts;
    builder.effectiveMode = effectiveMode;
    builder.seed = seed;
    builder.width = width;
    builder.height = height;
    builder.properties = properties;
    builder.extra = extra;
    return builder;
  }

  /** The host's id; empty where the host left it out. */
  public String id() {
    return id;
  }

  public HostStatus status() {
    return status;
  }

  /** The status as the host wrote it. */
  public String rawStatus() {
    return rawStatus;
  }

  /** The action as the host wrote it; hosts name one and the same button differently. */
  public String rawAction() {
    return rawAction;
  }

  /** Per cent from 0 to 100; empty where the host gives none or a word. */
  public OptionalInt progress() {
    return progress == null ? OptionalInt.empty() : OptionalInt.of(progress);
  }

  /** The progress as the host wrote it. */
  public String rawProgress() {
    return rawProgress;
  }

  public String prompt() {
    return prompt;
  }

  public String promptEn() {
    return promptEn;
  }

  /** The prompt that was really drawn, or the texts of a describe or shorten. */
  public String finalPrompt() {
    return finalPrompt;
  }

  public String description() {
    return description;
  }

  /** The state as the host echoes it; empty where it strips it. */
  public String state() {
    return state;
  }

  /** The host's words for a failure; may be empty even if it failed. */
  public String failReason() {
    return failReason;
  }

  /** Whose doing a failure was, as far as the host's words tell. */
  public Failure.Fault fault() {
    return fault;
  }

  public Optional<Instant> submitted() {
    return Optional.ofNullable(submitted);
  }

  public Optional<Instant> started() {
    return Optional.ofNullable(started);
  }

  public Optional<Instant> finished() {
    return Optional.ofNullable(finished);
  }

  /**
   * The pictures, absolute links, best first. While a task runs this is a preview; for a describe
   * it is the picture that was given.
   */
  public List<MediaLink> images() {
    return images;
  }

  public List<MediaLink> videos() {
    return videos;
  }

  public List<Button> buttons() {
    return buttons;
  }

  /** The numbered prompts of a describe or shorten; empty for anything else. */
  public List<String> texts() {
    return texts;
  }

  /** The mode in which the host really drew it, where its answer shows a trace of it. */
  public Optional<Mode> effectiveMode() {
    return Optional.ofNullable(effectiveMode);
  }

  public Optional<String> seed() {
    return Optional.ofNullable(seed);
  }

  public OptionalInt width() {
    return width == null ? OptionalInt.empty() : OptionalInt.of(width);
  }

  public OptionalInt height() {
    return height == null ? OptionalInt.empty() : OptionalInt.of(height);
  }

  /** The free map that the protocol calls properties, numbers exact. */
  public Map<String, @Nullable Object> properties() {
    return properties;
  }

  /** Members of the task that this version does not know, numbers exact. */
  public Map<String, @Nullable Object> extra() {
    return extra;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TaskSnapshot that && parts().equals(that.parts());
  }

  @Override
  public int hashCode() {
    return Objects.hash(id, status, rawProgress);
  }

  private List<@Nullable Object> parts() {
    return Arrays.asList(
        id,
        status,
        rawStatus,
        rawAction,
        progress,
        rawProgress,
        prompt,
        promptEn,
        finalPrompt,
        description,
        state,
        failReason,
        fault,
        submitted,
        started,
        finished,
        images,
        videos,
        buttons,
        texts,
        effectiveMode,
        seed,
        width,
        height,
        properties,
        extra);
  }

  @Override
  public String toString() {
    return MoreObjects.toStringHelper(this)
        .omitEmptyValues()
        .add("id", id)
        .add("status", status)
        .add("rawStatus", rawStatus)
        .add("rawProgress", rawProgress)
        .toString();
  }

  /** Collects a {@link TaskSnapshot}. Not safe for use by several threads. */
  public static final class Builder {
    private String id;
    private HostStatus status;
    private String rawStatus;
    private String rawAction = "";
    private @Nullable Integer progress;
    private String rawProgress = "";
    private String prompt = "";
    private String promptEn = "";
    private String finalPrompt = "";
    private String description = "";
    private String state = "";
    private String failReason = "";
    private Failure.Fault fault = Failure.Fault.UNSTATED;
    private @Nullable Instant submitted;
    private @Nullable Instant started;
    private @Nullable Instant finished;
    private List<MediaLink> images = List.of();
    private List<MediaLink> videos = List.of();
    private List<Button> buttons = List.of();
    private List<String> texts = List.of();
    private @Nullable Mode effectiveMode;
    private @Nullable String seed;
    private @Nullable Integer width;
    private @Nullable Integer height;
    private Map<String, @Nullable Object> properties = Map.of();
    private Map<String, @Nullable Object> extra = Map.of();

    private Builder(String id, HostStatus status) {
      this.id = id;
      this.status = status;
      this.rawStatus = status == HostStatus.BLANK ? "" : status.name();
    }

    public Builder id(String id) {
      this.id = id;
      return this;
    }

    public Builder status(HostStatus status) {
      this.status = status;
      this.rawStatus = status == HostStatus.BLANK ? "" : status.name();
      return this;
    }

    public Builder rawStatus(String rawStatus) {
      this.rawStatus = rawStatus;
      return this;
    }

    public Builder rawAction(String rawAction) {
      this.rawAction = rawAction;
      return this;
    }

    /**
     * Sets the progress and how the host wrote it.
     *
     * @throws IllegalArgumentException when it is not from 0 to 100
     */
    public Builder progress(int progress) {
      if (progress < 0 || progress > 100) {
        throw new IllegalArgumentException("progress: " + progress + " (expected: 0 to 100)");
      }
      this.progress = progress;
      this.rawProgress = progress + "%";
      return this;
    }

    public Builder rawProgress(String rawProgress) {
      this.rawProgress = rawProgress;
      return this;
    }

    public Builder prompt(String prompt) {
      this.prompt = prompt;
      return this;
    }

    public Builder promptEn(String promptEn) {
      this.promptEn = promptEn;
      return this;
    }

    public Builder finalPrompt(String finalPrompt) {
      this.finalPrompt = finalPrompt;
      return this;
    }

    public Builder description(String description) {
      this.description = description;
      return this;
    }

    public Builder state(String state) {
      this.state = state;
      return this;
    }

    public Builder failure(String failReason, Failure.Fault fault) {
      this.failReason = failReason;
      this.fault = fault;
      return this;
    }

    public Builder submitted(@Nullable Instant submitted) {
      this.submitted = submitted;
      return this;
    }

    public Builder started(@Nullable Instant started) {
      this.started = started;
      return this;
    }

    public Builder finished(@Nullable Instant finished) {
      this.finished = finished;
      return this;
    }

    public Builder images(List<MediaLink> images) {
      this.images = images;
      return this;
    }

    public Builder videos(List<MediaLink> videos) {
      this.videos = videos;
      return this;
    }

    public Builder buttons(List<Button> buttons) {
      this.buttons = buttons;
      return this;
    }

    public Builder texts(List<String> texts) {
      this.texts = texts;
      return this;
    }

    public Builder effectiveMode(@Nullable Mode effectiveMode) {
      this.effectiveMode = effectiveMode;
      return this;
    }

    public Builder seed(@Nullable String seed) {
      this.seed = seed;
      return this;
    }

    public Builder size(@Nullable Integer width, @Nullable Integer height) {
      this.width = width;
      this.height = height;
      return this;
    }

    public Builder properties(Map<String, @Nullable Object> properties) {
      this.properties = properties;
      return this;
    }

    public Builder extra(Map<String, @Nullable Object> extra) {
      this.extra = extra;
      return this;
    }

    public TaskSnapshot build() {
      return new TaskSnapshot(this);
    }
  }
}
