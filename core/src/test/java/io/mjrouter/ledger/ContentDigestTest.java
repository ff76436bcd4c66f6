package io.mjrouter.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

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
import io.mjrouter.model.SwapFace;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.Upload;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ContentDigestTest {

  private static final TaskId ID = TaskId.of("1000000000000001");
  private static final TaskId OTHER = TaskId.of("1000000000000002");

  /** Each differs from each in one thing that would be drawn otherwise. */
  private static List<Submission> all() {
    ImageData a = png(1);
    ImageData b = png(2);
    return List.of(
        Imagine.of("a fox"),
        Imagine.of("two foxes"),
        Imagine.of("a fox").withImages(a),
        Imagine.of("a fox").withImages(b),
        Imagine.of("a fox").withImages(a, b),
        Imagine.of("a fox").withBotType(BotType.NIJI_JOURNEY),
        Shorten.of("a fox"),
        Blend.of(a, b),
        Blend.of(b, a),
        Blend.of(a, b).withDimensions(Blend.Dimensions.PORTRAIT),
        Blend.of(a, b).withBotType(BotType.NIJI_JOURNEY),
        Describe.of(a),
        Describe.of(b),
        Press.of(ID, "MJ::JOB::upsample::1"),
        Press.of(ID, "MJ::JOB::upsample::2"),
        Press.of(OTHER, "MJ::JOB::upsample::1"),
        Change.upscale(ID, 1),
        Change.upscale(ID, 2),
        Change.variation(ID, 1),
        Change.upscale(OTHER, 1),
        Answer.of(ID, "a hat"),
        Answer.of(ID, "two hats"),
        Edits.of("a hat", a),
        Edits.of("a hat", b),
        Edits.retexture("a hat", a),
        Edits.of("a hat", a).withMask(b),
        Upload.of(a),
        Upload.of(a, b),
        new SwapFace(a, b),
        new SwapFace(b, a));
  }

  private static ImageData png(int last) {
    return ImageData.of(
        new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', (byte) last});
  }

  private static String digest(Submission submission) {
    return ContentDigest.of(submission, Map.of());
  }

  @Test
  void of_anyTwoThatDiffer_areTold() {
    List<String> digests = all().stream().map(ContentDigestTest::digest).toList();

    Set<String> different = new HashSet<>(digests);
    assertEquals(digests.size(), different.size(), digests::toString);
  }

  @Test
  void of_theSameOnceMore_isTheSame() {
    assertEquals(
        all().stream().map(ContentDigestTest::digest).collect(Collectors.toList()),
        all().stream().map(ContentDigestTest::digest).collect(Collectors.toList()));
  }

  @Test
  void of_otherMembersBeside_isAnother() {
    Submission fox = Imagine.of("a fox");

    String digest = ContentDigest.of(fox, Map.of("seed", 1, "deep", Map.of("a", 1, "b", 2)));

    assertNotEquals(digest(fox), digest);
    assertNotEquals(
        ContentDigest.of(fox, Map.of("seed", 1, "deep", Map.of("a", 1, "b", 3))), digest);
    assertEquals(ContentDigest.of(fox, Map.of("deep", Map.of("b", 2, "a", 1), "seed", 1)), digest);
  }
}
