package io.mjrouter.provider.cometapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.mjrouter.model.BotType;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.provider.QuickStartPage;
import io.mjrouter.provider.TestProviders;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.SubmitOutcome.Accepted;
import io.mjrouter.testing.Payloads;
import io.mjrouter.testing.Submissions;
import org.junit.jupiter.api.Test;

/**
 * CometAPI's pages "Create a Midjourney imagine task" and "MidJourney API quick start"
 * (apidoc.cometapi.com), example by example. Its examples send {@code accountFilter.modes} on the
 * path of relax; we send the one prefix.
 */
class CometApiPageTest extends QuickStartPage {

  CometApiPageTest() {
    super("https://api.cometapi.com", "comet_fetch_quickstart.json");
  }

  @Override
  protected MjProvider newProvider(String baseUrl, String key) {
    return TestProviders.create(new CometApiFactory(), baseUrl, key);
  }

  @Test
  void imaginePage_request_isSentAndAnswered() {
    Accepted accepted =
        assertInstanceOf(
            Accepted.class,
            submit(
                attempt(
                    Imagine.of("a paper boat floating on calm water at sunrise --v 6.1"),
                    Mode.RELAX),
                "/mj/submit/imagine",
                """
                {
                  "prompt": "a paper boat floating on calm water at sunrise --v 6.1"
                }
                """,
                """
                {
                  "code": 1,
                  "description": "提交成功",
                  "result": "1773314942177684",
                  "properties": {
                    "discordChannelId": "5e6ca8e1f40e4de6",
                    "discordInstanceId": "5e6ca8e1f40e4de6"
                  }
                }
                """));

    assertEquals("1773314942177684", accepted.hostTaskId());
    assertEquals("提交成功", accepted.message());
  }

  @Test
  void imaginePage_pictures_areSentAsDataUris() {
    // The page writes "data:image/png;base64,xxx": filled with a picture of one dot.
    String dot = Submissions.picture().toWire();
    taken(
        attempt(
            Imagine.of("a cat").withImages(Submissions.picture()).withBotType(BotType.NIJI_JOURNEY),
            Mode.RELAX),
        "/mj/submit/imagine",
        "{\"prompt\":\"a cat\",\"botType\":\"NIJI_JOURNEY\",\"base64Array\":[\"" + dot + "\"]}",
        Payloads.text("comet_imagine_submit_ok.json"));
  }
}
