package io.mjrouter.store.jdbc;

import io.mjrouter.model.Answer;
import io.mjrouter.model.Blend;
import io.mjrouter.model.BotType;
import io.mjrouter.model.Change;
import io.mjrouter.model.Describe;
import io.mjrouter.model.Edits;
import io.mjrouter.model.ImageData;
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
import org.jspecify.annotations.Nullable;

/** Collects the stored members of one submission. */
final class SubmissionFields implements Submission.Visitor<SubmissionFields> {

  private @Nullable String prompt;
  private List<String> pictures = List.of();
  private @Nullable String image;
  private @Nullable String second;
  private @Nullable String mask;
  private @Nullable BotType botType;
  private Blend.@Nullable Dimensions dimensions;
  private @Nullable String language;
  private @Nullable Long task;
  private @Nullable String customId;
  private boolean remix;
  private boolean sameChannel;
  private Change.@Nullable Kind change;
  private int index;
  private Video.@Nullable Motion motion;
  private boolean loop;
  private @Nullable String videoType;
  private @Nullable Integer batchSize;
  private Video.@Nullable AnimateMode animateMode;
  private Edits.@Nullable Operation operation;

  SubmissionJson toJson(SubmissionKind kind) {
    return new SubmissionJson(
        kind,
        prompt,
        pictures,
        image,
        second,
        mask,
        botType,
        dimensions,
        language,
        task,
        customId,
        remix,
        sameChannel,
        change,
        index,
        motion,
        loop,
        videoType,
        batchSize,
        animateMode,
        operation);
  }

  @Override
  public SubmissionFields imagine(Imagine it) {
    return prompt(it.prompt()).pictures(it.images()).bot(it.botType());
  }

  @Override
  public SubmissionFields blend(Blend it) {
    dimensions = it.dimensions();
    return pictures(it.images()).bot(it.botType());
  }

  @Override
  public SubmissionFields describe(Describe it) {
    image = SubmissionJson.name(it.image());
    language = it.language().orElse(null);
    return bot(it.botType());
  }

  @Override
  public SubmissionFields shorten(Shorten it) {
    return prompt(it.prompt()).bot(it.botType());
  }

  @Override
  public SubmissionFields press(Press it) {
    customId = it.customId();
    remix = it.remix();
    sameChannel = it.sameChannel();
    return task(it.task());
  }

  @Override
  public SubmissionFields change(Change it) {
    change = it.change();
    index = it.index();
    return task(it.task());
  }

  @Override
  public SubmissionFields answer(Answer it) {
    return prompt(it.prompt()).mask(it.mask()).task(it.task());
  }

  @Override
  public SubmissionFields video(Video it) {
    image = it.image().map(SubmissionJson::name).orElse(null);
    second = it.endImage().map(SubmissionJson::name).orElse(null);
    it.parent().ifPresent(this::task);
    index = it.extendedIndex();
    motion = it.motion();
    loop = it.loop();
    videoType = it.videoType().orElse(null);
    batchSize = it.batchSize().orElse(null);
    animateMode = it.animateMode().orElse(null);
    return prompt(it.prompt());
  }

  @Override
  public SubmissionFields edits(Edits it) {
    operation = it.operation();
    image = SubmissionJson.name(it.image());
    return prompt(it.prompt()).mask(it.mask()).bot(it.botType());
  }

  @Override
  public SubmissionFields upload(Upload it) {
    return pictures(it.images());
  }

  @Override
  public SubmissionFields swapFace(SwapFace it) {
    image = SubmissionJson.name(it.face());
    second = SubmissionJson.name(it.target());
    return this;
  }

  private SubmissionFields prompt(String value) {
    prompt = value;
    return this;
  }

  private SubmissionFields pictures(List<ImageData> value) {
    pictures = value.stream().map(SubmissionJson::name).toList();
    return this;
  }

  private SubmissionFields mask(Optional<ImageData> value) {
    mask = value.map(SubmissionJson::name).orElse(null);
    return this;
  }

  private SubmissionFields bot(Optional<BotType> value) {
    botType = value.orElse(null);
    return this;
  }

  private SubmissionFields task(TaskId value) {
    task = value.value();
    return this;
  }
}
