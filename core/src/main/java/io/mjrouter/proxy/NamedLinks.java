package io.mjrouter.proxy;

import io.mjrouter.model.Answer;
import io.mjrouter.model.Blend;
import io.mjrouter.model.Change;
import io.mjrouter.model.Describe;
import io.mjrouter.model.Edits;
import io.mjrouter.model.ImageSource;
import io.mjrouter.model.ImageUrl;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Press;
import io.mjrouter.model.Shorten;
import io.mjrouter.model.Submission;
import io.mjrouter.model.SwapFace;
import io.mjrouter.model.Upload;
import io.mjrouter.model.Video;
import java.util.List;
import java.util.stream.Stream;

/** The pictures that a submission names by link. */
final class NamedLinks implements Submission.Visitor<List<ImageUrl>> {

  private static List<ImageUrl> links(Stream<? extends ImageSource> images) {
    return images
        .filter(image -> image instanceof ImageUrl)
        .map(image -> (ImageUrl) image)
        .toList();
  }

  @Override
  public List<ImageUrl> imagine(Imagine it) {
    return List.of();
  }

  @Override
  public List<ImageUrl> blend(Blend it) {
    return List.of();
  }

  @Override
  public List<ImageUrl> describe(Describe it) {
    return links(Stream.of(it.image()));
  }

  @Override
  public List<ImageUrl> shorten(Shorten it) {
    return List.of();
  }

  @Override
  public List<ImageUrl> press(Press it) {
    return List.of();
  }

  @Override
  public List<ImageUrl> change(Change it) {
    return List.of();
  }

  @Override
  public List<ImageUrl> answer(Answer it) {
    return List.of();
  }

  @Override
  public List<ImageUrl> video(Video it) {
    return links(Stream.concat(it.image().stream(), it.endImage().stream()));
  }

  @Override
  public List<ImageUrl> edits(Edits it) {
    return links(Stream.of(it.image()));
  }

  @Override
  public List<ImageUrl> upload(Upload it) {
    return List.of();
  }

  @Override
  public List<ImageUrl> swapFace(SwapFace it) {
    return links(Stream.of(it.face(), it.target()));
  }
}
