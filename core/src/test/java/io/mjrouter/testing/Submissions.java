package io.mjrouter.testing;

import io.mjrouter.model.Answer;
import io.mjrouter.model.Blend;
import io.mjrouter.model.Change;
import io.mjrouter.model.Describe;
import io.mjrouter.model.Edits;
import io.mjrouter.model.ImageData;
import io.mjrouter.model.ImageUrl;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Press;
import io.mjrouter.model.Shorten;
import io.mjrouter.model.Submission;
import io.mjrouter.model.SwapFace;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.Upload;
import io.mjrouter.model.Video;
import java.util.Base64;
import java.util.List;

/** One submission of each kind, for tests that must treat them all. */
public final class Submissions {

  /** The parent of every follow-up here. */
  public static final TaskId PARENT = TaskId.of("1320098173412546");

  /** A picture of one grey dot. */
  private static final String DOT =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==";

  private Submissions() {}

  /** The smallest picture there is: a PNG of one dot. */
  public static byte[] png() {
    return Base64.getDecoder().decode(DOT);
  }

  public static ImageData picture() {
    return ImageData.of(png());
  }

  /** Every kind, follow-ups of every sort and both ways of editing. */
  public static List<Submission> oneOfEachKind() {
    ImageUrl link = ImageUrl.of("https://img.example.com/first.png");
    return List.of(
        Imagine.of("a paper boat"),
        Blend.of(picture(), picture()),
        Describe.of(picture()),
        Shorten.of("a paper boat, floating, calm, on water"),
        Press.of(PARENT, "MJ::JOB::upsample::2::3dbbd469-36af-4a0f-8f02-df6c579e7011"),
        Change.variation(PARENT, 3),
        Answer.of(PARENT, "a golden crown").withMask(picture()),
        Video.from(link).prompt("it drifts away").build(),
        Video.extend(PARENT, 1).build(),
        Edits.of("a golden crown", link).withMask(picture()),
        Edits.retexture("made of wool", link),
        Upload.of(picture()),
        new SwapFace(picture(), picture()));
  }
}
