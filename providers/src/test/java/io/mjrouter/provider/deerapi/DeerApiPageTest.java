package io.mjrouter.provider.deerapi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mjrouter.model.Blend;
import io.mjrouter.model.Describe;
import io.mjrouter.model.Edits;
import io.mjrouter.model.ImageUrl;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Submission;
import io.mjrouter.model.Video;
import io.mjrouter.provider.QuickStartPage;
import io.mjrouter.provider.TestProviders;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.testing.Submissions;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** DeerAPI's quick start "理解核心概念", example by example; the mode goes by prefix alone. */
class DeerApiPageTest extends QuickStartPage {

  DeerApiPageTest() {
    super("https://api.deerapi.com", "deer_fetch_quickstart.json");
  }

  @Override
  protected MjProvider newProvider(String baseUrl, String key) {
    return TestProviders.create(new DeerApiFactory(), baseUrl, key);
  }

  @Test
  void furtherEntries_everyOne_isTakenAtItsPath() {
    ImageUrl link = ImageUrl.of("https://img.example.com/1.png");
    Map<String, Submission> entries =
        Map.of(
            "/mj/submit/blend", Blend.of(Submissions.picture(), Submissions.picture()),
            "/mj/submit/describe", Describe.of(Submissions.picture()),
            "/mj/submit/video", Video.from(link).build(),
            "/mj/submit/edits", Edits.of("a crown", link).withMask(Submissions.picture()));
    entries.forEach(
        (path, submission) -> {
          answers(200, "application/json", TAKEN);
          provider.submit(attempt(submission, Mode.RELAX));
          assertEquals(path, onlyRequest().path());
        });
  }
}
