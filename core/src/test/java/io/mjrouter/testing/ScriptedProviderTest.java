package io.mjrouter.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.mjrouter.model.HostStatus;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.MjProviderContract;
import io.mjrouter.spi.NotSentReason;
import io.mjrouter.spi.ReadFailure;
import io.mjrouter.spi.RejectReason;
import io.mjrouter.spi.SubmitAttempt;
import io.mjrouter.spi.SubmitOutcome.Accepted;
import io.mjrouter.spi.SubmitOutcome.Rejected;
import io.mjrouter.spi.UnknownReason;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The scripted provider keeps the contract too, so that the router's tests may stand on it. */
class ScriptedProviderTest extends MjProviderContract {

  private final ScriptedProvider host =
      ScriptedProvider.named("scripted").offers(Mode.RELAX, Mode.FAST).cannot(Capability.LIST);

  @Test
  void submit_script_isPlayedInOrderAndThenAccepted() {
    host.thenFails(RejectReason.QUEUE_FULL).thenAccepts("7");
    SubmitAttempt attempt = SubmitAttempt.of(Imagine.of("a fox"), Mode.FAST);

    assertEquals(
        RejectReason.QUEUE_FULL, assertInstanceOf(Rejected.class, host.submit(attempt)).reason());
    assertEquals("7", assertInstanceOf(Accepted.class, host.submit(attempt)).hostTaskId());
    assertEquals("scripted-1", assertInstanceOf(Accepted.class, host.submit(attempt)).hostTaskId());
    assertEquals(3, host.submits());
  }

  @Test
  void fetch_views_areShownInOrderAndTheLastForEver() {
    host.thenAccepts("7");
    host.submit(SubmitAttempt.of(Imagine.of("a fox"), Mode.FAST));
    host.forgets("7");
    host.shows(
        TaskSnapshot.builder("7", HostStatus.IN_PROGRESS).build(),
        TaskSnapshot.builder("7", HostStatus.SUCCESS).build());

    assertEquals(
        List.of(HostStatus.IN_PROGRESS, HostStatus.SUCCESS, HostStatus.SUCCESS),
        List.of(status("7"), status("7"), status("7")));
  }

  private HostStatus status(String id) {
    return host.fetch(id).value().orElseThrow().status();
  }

  @Override
  protected MjProvider newProvider() {
    return host;
  }

  @Override
  protected MjProvider newProviderOfAHostThatIsGone() {
    return ScriptedProvider.named("gone")
        .thenFails(NotSentReason.CONNECT_REFUSED)
        .thenReadingFails(ReadFailure.Reason.UNREACHABLE);
  }

  @Override
  protected Optional<String> secret() {
    return Optional.empty();
  }

  @Override
  protected String hostAccepts() {
    for (int i = 0; i < 50; i++) {
      host.thenAccepts("7");
    }
    return "7";
  }

  @Override
  protected void hostHangsUpAfterReadingTheRequest() {
    host.thenFails(UnknownReason.CONNECTION_LOST);
  }

  @Override
  protected void hostStaysSilent() {
    host.thenFails(UnknownReason.TIMED_OUT);
  }

  @Override
  protected void hostRefusesTheKey() {
    host.thenFails(RejectReason.AUTH).thenReadingFails(ReadFailure.Reason.AUTH);
  }

  @Override
  protected void hostShowsAnErrorPage() {
    host.thenFails(UnknownReason.SERVER_ERROR).thenReadingFails(ReadFailure.Reason.HOST_TROUBLE);
  }

  @Override
  protected String hostKnowsAFinishedTask() {
    MediaLink picture = MediaLink.of(URI.create("https://img.example.com/1.png"));
    host.shows(
        TaskSnapshot.builder("7", HostStatus.SUCCESS)
            .images(List.of(picture))
            .seed("636646138")
            .build());
    return "7";
  }

  @Override
  protected void hostKnowsNoTask() {}

  @Override
  protected String hostTellsSeeds() {
    host.shows(
        TaskSnapshot.builder("1320098173412546", HostStatus.SUCCESS).seed("636646138").build());
    return "636646138";
  }

  @Override
  protected void hostStopsTasks() {}

  @Override
  protected Money hostHasMoney() {
    host.has(Money.usd("3"));
    return Money.usd("3");
  }

  @Override
  protected URI hostServes(byte[] picture) {
    URI link = URI.create("https://img.example.com/1.png");
    host.serves(link, picture);
    return link;
  }

  @Override
  protected int requestsSeen() {
    return host.requests();
  }

  @Override
  protected List<Mode> modesSeen() {
    return List.of(last().mode());
  }

  @Override
  protected Optional<String> tokenSeen() {
    return Optional.of(last().token()).filter(token -> !token.isEmpty());
  }

  @Override
  protected Optional<String> parentSeen() {
    return host.attempts().isEmpty() ? Optional.empty() : last().parentId();
  }

  private SubmitAttempt last() {
    return host.attempts().get(host.attempts().size() - 1);
  }
}
