package io.mjrouter.model;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Put the face of one picture on another.
 *
 * @param face the picture with the face
 * @param target the picture that receives it
 */
public record SwapFace(ImageSource face, ImageSource target) implements Submission {

  public SwapFace {
    requireNonNull(face, "face");
    requireNonNull(target, "target");
  }

  @Override
  public List<ImageSource> pictures() {
    return List.of(face, target);
  }

  @Override
  public SubmissionKind kind() {
    return SubmissionKind.SWAP_FACE;
  }

  @Override
  public Action action() {
    return Action.SWAP_FACE;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.swapFace(this);
  }
}
