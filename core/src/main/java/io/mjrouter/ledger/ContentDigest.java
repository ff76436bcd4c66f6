package io.mjrouter.ledger;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.mjrouter.model.Answer;
import io.mjrouter.model.Blend;
import io.mjrouter.model.BotType;
import io.mjrouter.model.Change;
import io.mjrouter.model.Describe;
import io.mjrouter.model.Edits;
import io.mjrouter.model.ImageSource;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Press;
import io.mjrouter.model.Shorten;
import io.mjrouter.model.Submission;
import io.mjrouter.model.SwapFace;
import io.mjrouter.model.Upload;
import io.mjrouter.model.Video;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells equal submissions from others without keeping their pictures. Equal content has an equal
 * digest in every process.
 */
final class ContentDigest implements Submission.Visitor<ContentDigest> {

  private final Hasher hasher = Hashing.sha256().newHasher();

  private ContentDigest() {}

  static String of(Submission submission, Map<String, ? extends @Nullable Object> extra) {
    ContentDigest digest = new ContentDigest().add(submission.kind());
    submission.accept(digest);
    return digest.add(sorted(extra)).hasher.hash().toString();
  }

  /** Members in one order, however deep: some maps have another one in each process. */
  private static Object sorted(@Nullable Object value) {
    if (value instanceof Map<?, ?> members) {
      Map<String, Object> sorted = new TreeMap<>();
      members.forEach((name, member) -> sorted.put(String.valueOf(name), sorted(member)));
      return sorted;
    }
    return value instanceof List<?> list
        ? list.stream().map(ContentDigest::sorted).toList()
        : String.valueOf(value);
  }

  private ContentDigest add(Object value) {
    String text = value.toString();
    hasher.putInt(text.length()).putUnencodedChars(text);
    return this;
  }

  private ContentDigest add(ImageSource image) {
    return add(image.toWire());
  }

  private ContentDigest images(Collection<? extends ImageSource> images) {
    add(images.size());
    images.forEach(this::add);
    return this;
  }

  private ContentDigest image(Optional<? extends ImageSource> image) {
    return images(image.<Collection<ImageSource>>map(List::of).orElse(List.of()));
  }

  private ContentDigest bot(Optional<BotType> bot) {
    return add(bot);
  }

  @Override
  public ContentDigest imagine(Imagine it) {
    return add(it.prompt()).images(it.images()).bot(it.botType());
  }

  @Override
  public ContentDigest blend(Blend it) {
    return images(it.images()).add(it.dimensions()).bot(it.botType());
  }

  @Override
  public ContentDigest describe(Describe it) {
    return add(it.image()).bot(it.botType()).add(it.language());
  }

  @Override
  public ContentDigest shorten(Shorten it) {
    return add(it.prompt()).bot(it.botType());
  }

  @Override
  public ContentDigest press(Press it) {
    return add(it.task()).add(it.customId()).add(it.remix()).add(it.sameChannel());
  }

  @Override
  public ContentDigest change(Change it) {
    return add(it.task()).add(it.change()).add(it.index());
  }

  @Override
  public ContentDigest answer(Answer it) {
    return add(it.task()).add(it.prompt()).image(it.mask());
  }

  @Override
  public ContentDigest video(Video it) {
    return add(it.prompt())
        .add(it.motion())
        .image(it.image())
        .image(it.endImage())
        .add(it.loop())
        .add(it.parent())
        .add(it.extendedIndex())
        .add(it.videoType())
        .add(it.batchSize())
        .add(it.animateMode());
  }

  @Override
  public ContentDigest edits(Edits it) {
    return add(it.operation()).add(it.prompt()).add(it.image()).image(it.mask()).bot(it.botType());
  }

  @Override
  public ContentDigest upload(Upload it) {
    return images(it.images());
  }

  @Override
  public ContentDigest swapFace(SwapFace it) {
    return add(it.face()).add(it.target());
  }
}
