package io.mjrouter.model;

import java.util.List;

/**
 * Put pictures where a host can use them as links. Makes no task at the host: the links come at
 * once.
 *
 * @param images at least one picture
 */
public record Upload(List<ImageData> images) implements Submission {

  public Upload {
    images = List.copyOf(images);
    if (images.isEmpty()) {
      throw new IllegalArgumentException("images: none (expected: at least one)");
    }
  }

  public static Upload of(ImageData... images) {
    return new Upload(List.of(images));
  }

  @Override
  public List<ImageSource> pictures() {
    return List.copyOf(images);
  }

  @Override
  public SubmissionKind kind() {
    return SubmissionKind.UPLOAD;
  }

  @Override
  public Action action() {
    return Action.UPLOAD;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.upload(this);
  }
}
