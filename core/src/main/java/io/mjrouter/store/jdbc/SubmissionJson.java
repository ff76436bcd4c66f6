package io.mjrouter.store.jdbc;

import static java.util.Objects.requireNonNull;

import io.mjrouter.model.Answer;
import io.mjrouter.model.Blend;
import io.mjrouter.model.BotType;
import io.mjrouter.model.Change;
import io.mjrouter.model.Describe;
import io.mjrouter.model.Edits;
import io.mjrouter.model.ImageData;
import io.mjrouter.model.ImageSource;
import io.mjrouter.model.ImageUrl;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Press;
import io.mjrouter.model.Shorten;
import io.mjrouter.model.Submission;
import io.mjrouter.model.SubmissionKind;
import io.mjrouter.model.SwapFace;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.Upload;
import io.mjrouter.model.Video;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A submission as it is stored: of every kind what it has. A picture is its link, or {@code #} and
 * the digest of its content, which is kept apart.
 */
record SubmissionJson(
    SubmissionKind kind,
    @Nullable String prompt,
    @Nullable List<String> pictures,
    @Nullable String image,
    @Nullable String second,
    @Nullable String mask,
    @Nullable BotType botType,
    Blend.@Nullable Dimensions dimensions,
    @Nullable String language,
    @Nullable Long task,
    @Nullable String customId,
    boolean remix,
    boolean sameChannel,
    Change.@Nullable Kind change,
    int index,
    Video.@Nullable Motion motion,
    boolean loop,
    @Nullable String videoType,
    @Nullable Integer batchSize,
    Video.@Nullable AnimateMode animateMode,
    Edits.@Nullable Operation operation) {

  private static final char CONTENT = '#';

  static SubmissionJson of(Submission it) {
    return it.accept(new SubmissionFields()).toJson(it.kind());
  }

  /** How a picture is named in the row. */
  static String name(ImageSource picture) {
    return picture instanceof ImageData data
        ? CONTENT + Keys.content(data.toWire())
        : picture.toWire();
  }

  Submission toModel(Function<String, String> contents) {
    Reader in = new Reader(this, contents);
    return switch (kind) {
      case IMAGINE -> new Imagine(in.prompt(), in.contents(), in.botType());
      case BLEND -> new Blend(in.contents(), requireNonNull(dimensions), in.botType());
      case DESCRIBE -> new Describe(in.picture(image), in.botType(), Optional.ofNullable(language));
      case SHORTEN -> new Shorten(in.prompt(), in.botType());
      case PRESS -> new Press(in.task(), requireNonNull(customId), remix, sameChannel);
      case CHANGE -> new Change(in.task(), requireNonNull(change), index);
      case ANSWER -> new Answer(in.task(), in.prompt(), in.mask());
      case VIDEO -> in.video();
      case EDITS ->
          new Edits(
              requireNonNull(operation), in.prompt(), in.picture(image), in.mask(), in.botType());
      case UPLOAD -> new Upload(in.contents());
      case SWAP_FACE -> new SwapFace(in.picture(image), in.picture(second));
    };
  }

  /** Reads the members of a stored submission. */
  private record Reader(SubmissionJson it, Function<String, String> kept) {

    String prompt() {
      return RecordJson.text(it.prompt);
    }

    Optional<BotType> botType() {
      return Optional.ofNullable(it.botType);
    }

    TaskId task() {
      return new TaskId(requireNonNull(it.task));
    }

    ImageSource picture(@Nullable String name) {
      requireNonNull(name, "picture");
      return name.charAt(0) == CONTENT ? content(name) : ImageUrl.of(name);
    }

    List<ImageData> contents() {
      return RecordJson.list(it.pictures).stream().map(this::content).toList();
    }

    Optional<ImageData> mask() {
      return Optional.ofNullable(it.mask).map(this::content);
    }

    private ImageData content(String name) {
      return ImageData.parse(kept.apply(name.substring(1)));
    }

    Video video() {
      Video.Builder builder =
          it.task != null ? Video.extend(task(), it.index) : Video.from(picture(it.image));
      if (it.second != null) {
        builder.endImage(picture(it.second));
      }
      if (it.videoType != null) {
        builder.videoType(it.videoType);
      }
      if (it.batchSize != null) {
        builder.batchSize(it.batchSize);
      }
      if (it.animateMode != null) {
        builder.animateMode(it.animateMode);
      }
      return builder.prompt(prompt()).motion(requireNonNull(it.motion)).loop(it.loop).build();
    }
  }
}
