package io.mjrouter.submit;

import io.mjrouter.model.Answer;
import io.mjrouter.model.Blend;
import io.mjrouter.model.Change;
import io.mjrouter.model.Describe;
import io.mjrouter.model.Edits;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Press;
import io.mjrouter.model.Shorten;
import io.mjrouter.model.Submission;
import io.mjrouter.model.SwapFace;
import io.mjrouter.model.Upload;
import io.mjrouter.model.Video;

/**
 * The same submission with another prompt; one without a prompt is the same.
 *
 * @param prompt the other prompt
 */
public record WithPrompt(String prompt) implements Submission.Visitor<Submission> {

  @Override
  public Submission imagine(Imagine it) {
    return new Imagine(prompt, it.images(), it.botType());
  }

  @Override
  public Submission blend(Blend it) {
    return it;
  }

  @Override
  public Submission describe(Describe it) {
    return it;
  }

  @Override
  public Submission shorten(Shorten it) {
    return new Shorten(prompt, it.botType());
  }

  @Override
  public Submission press(Press it) {
    return it;
  }

  @Override
  public Submission change(Change it) {
    return it;
  }

  @Override
  public Submission answer(Answer it) {
    return new Answer(it.task(), prompt, it.mask());
  }

  @Override
  public Submission video(Video it) {
    return it.toBuilder().prompt(prompt).build();
  }

  @Override
  public Submission edits(Edits it) {
    return new Edits(it.operation(), prompt, it.image(), it.mask(), it.botType());
  }

  @Override
  public Submission upload(Upload it) {
    return it;
  }

  @Override
  public Submission swapFace(SwapFace it) {
    return it;
  }
}
