package io.mjrouter.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** F96: a secret that comes out in any test fails it. */
class CanaryWatchTest {

  private static final String SECRET = Canary.MARK + "-of-the-watch";

  /** Run by the tests below alone. */
  static final class Leaks {
    private final Logger ours = LoggerFactory.getLogger("io.mjrouter.leak");
    private final Logger library = LoggerFactory.getLogger("org.example.library");

    @Test
    void inALineThatIsNotWritten() {
      ours.trace("asked with {}", SECRET);
    }

    @Test
    void inTheCauseOfALine() {
      ours.debug("failed", new IllegalStateException("wrong", new RuntimeException(SECRET)));
    }

    @Test
    void inALineOfALibrary() {
      library.info("header {}", "Authorization: Bearer sk-0123456789");
    }

    @Test
    void inAPicture() {
      ours.debug("body {}", "data:image/png;base64,iVBORw0KGgoAAAA");
    }

    @Test
    void inWhatIsPrinted() {
      System.out.println(SECRET);
    }

    @Test
    void nowhere() {
      ours.debug("asked with {}", "a key of {} characters", 20);
      library.debug("header {}", SECRET);
    }
  }

  private static SummaryGeneratingListener run(String method) {
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectMethod(Leaks.class, method))
                .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "true")
                .build(),
            summary);
    return summary;
  }

  @ParameterizedTest
  @CsvSource({
    "inALineThatIsNotWritten, io.mjrouter.leak",
    "inTheCauseOfALine, io.mjrouter.leak",
    "inALineOfALibrary, org.example.library",
    "inAPicture, io.mjrouter.leak",
    "inWhatIsPrinted, System.out"
  })
  void f96_leak_failsItsTestAndSaysWhereItWas(String method, String where) {
    SummaryGeneratingListener summary = run(method);

    assertEquals(1, summary.getSummary().getTestsFailedCount());
    String message = summary.getSummary().getFailures().get(0).getException().getMessage();
    assertTrue(message.contains(where), message);
    assertFalse(Canary.isIn(message), message);
  }

  @Test
  void f96_noLeak_isNoFailure() {
    assertEquals(List.of(), run("nowhere").getSummary().getFailures());
  }
}
