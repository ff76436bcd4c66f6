package io.mjrouter.model;

import static java.util.Objects.requireNonNull;

import com.google.common.base.MoreObjects;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Animate a picture, or extend a video made before.
 *
 * <p>Hosts refuse turbo for videos, and relax without a large plan.
 */
public final class Video implements Submission {

  /** How much moves. */
  public enum Motion {
    LOW,
    HIGH
  }

  /** Who writes the motion prompt: Midjourney, or the caller. */
  public enum AnimateMode {
    AUTO,
    MANUAL
  }

  private static final Pattern VIDEO_TYPE = Pattern.compile("[A-Za-z0-9._]{1,64}");

  private final String prompt;
  private final Motion motion;
  private final @Nullable ImageSource image;
  private final @Nullable ImageSource endImage;
  private final boolean loop;
  private final @Nullable TaskId extended;
  private final int extendedIndex;
  private final @Nullable String videoType;
  private final @Nullable Integer batchSize;
  private final @Nullable AnimateMode animateMode;

  private Video(Builder builder) {
    prompt = Prompts.optional(builder.prompt);
    motion = requireNonNull(builder.motion, "motion");
    image = builder.image;
    endImage = builder.endImage;
    loop = builder.loop;
    extended = builder.extended;
    extendedIndex = builder.extendedIndex;
    videoType = builder.videoType;
    batchSize = builder.batchSize;
    animateMode = builder.animateMode;
    if ((image == null) == (extended == null)) {
      throw new IllegalArgumentException(
          "video: needs a first frame or a video to extend, and not both");
    }
    if (loop && endImage != null) {
      throw new IllegalArgumentException(
          "video: a loop ends where it began (expected: no endImage)");
    }
    if (extendedIndex < 0 || extendedIndex > 3) {
      throw new IllegalArgumentException("index: " + extendedIndex + " (expected: 0 to 3)");
    }
    if (batchSize != null && batchSize != 1 && batchSize != 2 && batchSize != 4) {
      throw new IllegalArgumentException("batchSize: " + batchSize + " (expected: 1, 2 or 4)");
    }
    if (videoType != null && !VIDEO_TYPE.matcher(videoType).matches()) {
      throw new IllegalArgumentException(
          "videoType: not understood (expected: a name such as vid_1.1_i2v_720)");
    }
  }

  /** A video that begins with a picture; low motion unless changed. */
  public static Builder from(ImageSource image) {
    Builder builder = new Builder();
    builder.image = requireNonNull(image, "image");
    return builder;
  }

  /**
   * A longer video.
   *
   * @param task the task that made the video
   * @param index which of its videos, 0 to 3
   */
  public static Builder extend(TaskId task, int index) {
    Builder builder = new Builder();
    builder.extended = requireNonNull(task, "task");
    builder.extendedIndex = index;
    return builder;
  }

  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.prompt = prompt;
    builder.motion = motion;
    builder.image = image;
    builder.endImage = endImage;
    builder.loop = loop;
    builder.extended = extended;
    builder.extendedIndex = extendedIndex;
    builder.videoType = videoType;
    builder.batchSize = batchSize;
    builder.animateMode = animateMode;
    return builder;
  }

  /** The text that steers the motion; empty: Midjourney's own. Some hosts require one. */
  @Override
  public String prompt() {
    return prompt;
  }

  public Motion motion() {
    return motion;
  }

  /** The first frame; empty when a video is extended. */
  public Optional<ImageSource> image() {
    return Optional.ofNullable(image);
  }

  public Optional<ImageSource> endImage() {
    return Optional.ofNullable(endImage);
  }

  public boolean loop() {
    return loop;
  }

  /** Which of the parent's videos is extended, 0 to 3. */
  public int extendedIndex() {
    return extendedIndex;
  }

  /** Midjourney's name of the model and resolution; empty: the host's default. */
  public Optional<String> videoType() {
    return Optional.ofNullable(videoType);
  }

  /** How many videos are made; hosts charge for each. Empty: the host's default, usually 4. */
  public Optional<Integer> batchSize() {
    return Optional.ofNullable(batchSize);
  }

  public Optional<AnimateMode> animateMode() {
    return Optional.ofNullable(animateMode);
  }

  @Override
  public List<ImageSource> pictures() {
    return Stream.of(image(), endImage()).flatMap(Optional::stream).toList();
  }

  @Override
  public SubmissionKind kind() {
    return SubmissionKind.VIDEO;
  }

  @Override
  public Action action() {
    return Action.VIDEO;
  }

  /** The task whose video is extended; empty for a new video. */
  @Override
  public Optional<TaskId> parent() {
    return Optional.ofNullable(extended);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.video(this);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (!(other instanceof Video that)) {
      return false;
    }
    return prompt.equals(that.prompt)
        && motion == that.motion
        && Objects.equals(image, that.image)
        && Objects.equals(endImage, that.endImage)
        && loop == that.loop
        && Objects.equals(extended, that.extended)
        && extendedIndex == that.extendedIndex
        && Objects.equals(videoType, that.videoType)
        && Objects.equals(batchSize, that.batchSize)
        && animateMode == that.animateMode;
  }

  @Override
  public int hashCode() {
    return Objects.hash(prompt, motion, image, endImage, loop, extended, extendedIndex);
  }

  @Override
  public String toString() {
    return MoreObjects.toStringHelper(this)
        .omitNullValues()
        .add("prompt", prompt)
        .add("motion", motion)
        .add("image", image)
        .add("extended", extended)
        .toString();
  }

  /** Collects the settings of a {@link Video}. Not safe for use by several threads. */
  public static final class Builder {
    private String prompt = "";
    private Motion motion = Motion.LOW;
    private @Nullable ImageSource image;
    private @Nullable ImageSource endImage;
    private boolean loop;
    private @Nullable TaskId extended;
    private int extendedIndex;
    private @Nullable String videoType;
    private @Nullable Integer batchSize;
    private @Nullable AnimateMode animateMode;

    private Builder() {}

    public Builder prompt(String prompt) {
      this.prompt = prompt;
      return this;
    }

    public Builder motion(Motion motion) {
      this.motion = motion;
      return this;
    }

    public Builder endImage(ImageSource endImage) {
      this.endImage = endImage;
      return this;
    }

    public Builder loop(boolean loop) {
      this.loop = loop;
      return this;
    }

    public Builder videoType(String videoType) {
      this.videoType = videoType;
      return this;
    }

    public Builder batchSize(int batchSize) {
      this.batchSize = batchSize;
      return this;
    }

    public Builder animateMode(AnimateMode animateMode) {
      this.animateMode = animateMode;
      return this;
    }

    /**
     * Makes the submission.
     *
     * @throws IllegalArgumentException when the settings contradict each other
     */
    public Video build() {
      return new Video(this);
    }
  }
}
