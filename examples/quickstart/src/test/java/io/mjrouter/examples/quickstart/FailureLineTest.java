package io.mjrouter.examples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.error.ConfigurationException;
import io.mjrouter.error.HostUnavailableException;
import io.mjrouter.error.MediaUnavailableException;
import io.mjrouter.model.HostTask;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.ProviderId;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailureLineTest {

  private static final ProviderId DEER = ProviderId.of("deerapi");

  private final Purchase purchase = new Purchase();

  @Test
  void of_nothingSentYet_saysThatNothingWasBought() {
    assertEquals(
        new FailureLine(
            ExitCode.NOTHING_BOUGHT,
            "No permission to write /srv/x. Nothing was bought."
                + " Make room or choose another --out."),
        FailureLine.of(new UncheckedIOException(new AccessDeniedException("/srv/x")), purchase));
  }

  @Test
  void of_severalWrongSettings_staysOneLine() {
    FailureLine line =
        FailureLine.of(new ConfigurationException(List.of("a: wrong", "b: wrong")), purchase);

    assertEquals(new FailureLine(ExitCode.USAGE, "a: wrong; b: wrong. Nothing was bought."), line);
  }

  @Test
  void of_hostAway_saysToTryLater() {
    assertEquals(
        new FailureLine(
            ExitCode.NOTHING_BOUGHT,
            "deerapi: TIMED_OUT. Nothing was bought. Try again later, or check the address."),
        FailureLine.of(new HostUnavailableException(DEER, "TIMED_OUT"), purchase));
  }

  @Test
  void of_fullDiskAfterBuying_namesFileAndHostTask() {
    bought();

    FailureLine line =
        FailureLine.of(
            new MediaUnavailableException(
                "link: not written",
                new FileSystemException("/mnt/grid.png", null, "No space left on device")),
            purchase);

    assertEquals(
        new FailureLine(
            ExitCode.BOUGHT,
            "/mnt/grid.png: No space left on device. The grid was bought: deerapi has it as task"
                + " 1768464763141701. Make room; the host still has the picture."),
        line);
  }

  @Test
  void of_pictureAway_saysThatItCanBeFetchedAgain() {
    bought();

    FailureLine line = FailureLine.of(new MediaUnavailableException("link: gone"), purchase);

    assertEquals(ExitCode.BOUGHT, line.exitCode());
    assertTrue(line.text().endsWith("It can be fetched again at the host."), line.text());
  }

  @Test
  void of_defectWhileSending_saysThatItMayHaveBeenBought() {
    purchase.sending("grid");

    FailureLine line = FailureLine.of(new IllegalStateException("broken\n\tpipe\u0007"), purchase);

    assertEquals(ExitCode.BROKEN, line.exitCode());
    assertTrue(line.text().contains("The grid may have been bought."), line.text());
    assertTrue(line.text().chars().noneMatch(Character::isISOControl), line.text());
  }

  @Test
  void of_simulated_neverClaimsAPurchase() {
    purchase.simulated();
    bought();

    FailureLine line = FailureLine.of(new UncheckedIOException(new IOException("full")), purchase);

    assertEquals(ExitCode.NOTHING_BOUGHT, line.exitCode());
    assertTrue(line.text().contains("Nothing was bought: the hosts are simulated."), line.text());
  }

  @Test
  void purchase_savedThenRefused_keepsWhatWasBought() {
    bought();
    purchase.saved();
    purchase.sending("U2");
    purchase.refused();

    assertEquals(ExitCode.BOUGHT, purchase.exitCode());
    assertEquals("The grid was bought and is saved. Nothing else was bought.", purchase.sentence());
    assertFalse(purchase.isOpen());
  }

  @Test
  void interruption_beforeSending_saysNothing() {
    assertEquals("", interrupted());
  }

  @Test
  void interruption_whileSending_saysThatItMayHaveBeenBought() {
    purchase.sending("grid");

    assertEquals(
        "quickstart: Interrupted. The grid may have been bought. The host goes on without you.",
        interrupted());
  }

  @Test
  void interruption_whileWaiting_namesTheHostsId() {
    bought();

    assertEquals(
        "quickstart: Interrupted. The grid was bought: deerapi has it as task 1768464763141701."
            + " The host goes on without you.",
        interrupted());
  }

  @Test
  void interruption_onceSaved_saysNothing() {
    bought();
    purchase.saved();

    assertEquals("", interrupted());
  }

  private void bought() {
    purchase.sending("grid");
    purchase.taken(
        Task.claimed(
                new TaskId(1_000_000_000_000_001L),
                Imagine.of("a fox"),
                SubmitOptions.defaults(),
                Instant.EPOCH)
            .toBuilder()
            .hostTask(new HostTask(DEER, "1768464763141701"))
            .build());
  }

  private String interrupted() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Interruption.say(purchase, new PrintStream(err, true, StandardCharsets.UTF_8));
    return err.toString(StandardCharsets.UTF_8).trim();
  }
}
