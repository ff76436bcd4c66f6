package io.mjrouter.spi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.mjrouter.model.Balance;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Money;
import io.mjrouter.model.Submission;
import io.mjrouter.model.SubmissionKind;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.spi.SubmitOutcome.Accepted;
import io.mjrouter.spi.SubmitOutcome.NotSent;
import io.mjrouter.spi.SubmitOutcome.Rejected;
import io.mjrouter.spi.SubmitOutcome.Unknown;
import io.mjrouter.testing.Submissions;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every {@link MjProvider} must do. Extend it once for each adapter and supply a host that can
 * be put into the states below; JUnit runs the rest.
 *
 * <p>A host that speaks the MJ protocol over HTTP needs only {@link HttpHostContract}. Nothing is
 * left out for what a provider cannot do: that it is refused without a request is tested instead.
 */
@Timeout(120)
public abstract class MjProviderContract {

  /** How long a call waits for a host that stays silent. */
  protected static final Duration PATIENCE = Duration.ofMillis(400);

  private final List<MjProvider> made = new ArrayList<>();

  // ---- The provider under test.

  /** Makes a provider whose calls reach the host below; the contract closes it. */
  protected abstract MjProvider newProvider();

  /** Makes a provider whose host's address leads nowhere; the contract closes it. */
  protected abstract MjProvider newProviderOfAHostThatIsGone();

  /** The key that the provider was given; empty where it takes none. */
  protected abstract Optional<String> secret();

  // ---- States of the host. Each holds until the test ends.

  /** Every submission that it supports is taken; returns the task's id, the same for all. */
  protected abstract String hostAccepts();

  /** A submission is read to its end, and then the connection is cut without an answer. */
  protected abstract void hostHangsUpAfterReadingTheRequest();

  /** A submission is read, and no answer comes for much longer than {@link #PATIENCE}. */
  protected abstract void hostStaysSilent();

  /** Every call is refused since the key is wrong; the answer repeats the key. */
  protected abstract void hostRefusesTheKey();

  /** Every call is answered with a page for people, and a status that means a failure. */
  protected abstract void hostShowsAnErrorPage();

  /** The host knows one finished task with a picture, and no other; returns its id. */
  protected abstract String hostKnowsAFinishedTask();

  /** The host knows no task at all. */
  protected abstract void hostKnowsNoTask();

  /** The seed of every picture is known to the host; returns it. */
  protected abstract String hostTellsSeeds();

  /** Tasks can be stopped. */
  protected abstract void hostStopsTasks();

  /** The host tells the balance; returns what the provider must make of it. */
  protected abstract Money hostHasMoney();

  /** The host serves these bytes as a picture; returns the link. */
  protected abstract URI hostServes(byte[] picture);

  // ---- What the host saw.

  /**
   * How often the host is asked for one read that it fails: once, but for whoever repeats reads.
   */
  protected int requestsOfAFailedRead() {
    return 1;
  }

  /** How many requests of any kind reached the host. */
  protected abstract int requestsSeen();

  /**
   * The modes that the last submission named to the host, one entry for each signal; where it named
   * none, the mode in which the host draws then.
   */
  protected abstract List<Mode> modesSeen();

  /** The mark that the last submission carried as its state; empty where it carried none. */
  protected abstract Optional<String> tokenSeen();

  /** The id that the last submission gave as the one of its parent. */
  protected abstract Optional<String> parentSeen();

  // ---- The contract.

  @AfterEach
  final void closeProviders() {
    made.forEach(MjProvider::close);
  }

  private MjProvider provider() {
    return remember(newProvider());
  }

  private MjProvider remember(MjProvider provider) {
    made.add(provider);
    return provider;
  }

  static Stream<Submission> oneOfEachKind() {
    return Submissions.oneOfEachKind().stream();
  }

  private static SubmitAttempt attempt(Submission submission, MjProvider provider) {
    SubmitAttempt attempt = SubmitAttempt.of(submission, provider.info().modes().iterator().next());
    return submission.parent().isPresent() ? attempt.withParentId("14001934816969359") : attempt;
  }

  private static SubmitAttempt imagine(MjProvider provider) {
    return attempt(Imagine.of("a paper boat"), provider);
  }

  @Test
  void info_always_isTheSameAndOffersAMode() {
    MjProvider provider = provider();

    assertEquals(provider.id(), provider.id());
    assertEquals(provider.info(), provider.info());
    assertFalse(provider.info().modes().isEmpty());
    assertTrue(provider.info().can(Capability.IMAGINE), "cannot draw at all");
  }

  @ParameterizedTest
  @MethodSource("oneOfEachKind")
  void submit_eachKind_isTakenOrRefusedAsDeclared(Submission submission) {
    MjProvider provider = provider();
    String id = hostAccepts();

    SubmitOutcome outcome = provider.submit(attempt(submission, provider));

    if (takes(provider, submission)) {
      Accepted accepted = assertInstanceOf(Accepted.class, outcome, outcome::message);
      boolean upload = submission.kind() == SubmissionKind.UPLOAD;
      assertEquals(upload ? "" : id, accepted.hostTaskId());
      assertEquals(upload, !accepted.uploaded().isEmpty());
      assertEquals(1, requestsSeen());
    } else {
      Rejected rejected = assertInstanceOf(Rejected.class, outcome);
      assertEquals(RejectReason.UNSUPPORTED, rejected.reason());
      assertTrue(rejected.mayMove());
      assertEquals(0, requestsSeen());
    }
  }

  /** A press whose meaning is simple may be sent as a change. */
  private static boolean takes(MjProvider provider, Submission submission) {
    ProviderInfo info = provider.info();
    return info.can(Capability.neededFor(submission))
        || submission.kind() == SubmissionKind.PRESS && info.can(Capability.CHANGE);
  }

  @ParameterizedTest
  @MethodSource("oneOfEachKind")
  void submit_followUp_namesItsParent(Submission submission) {
    MjProvider provider = provider();
    hostAccepts();

    provider.submit(attempt(submission, provider));

    boolean sent = takes(provider, submission) && submission.parent().isPresent();
    assertEquals(sent ? Optional.of("14001934816969359") : Optional.empty(), parentSeen());
  }

  @ParameterizedTest
  @EnumSource(Mode.class)
  void submit_eachMode_isNamedOnce(Mode mode) {
    MjProvider provider = provider();
    if (provider.info().modes().contains(mode)) {
      hostAccepts();

      provider.submit(SubmitAttempt.of(Imagine.of("a paper boat"), mode));

      assertEquals(List.of(mode), modesSeen());
    } else {
      SubmitOutcome outcome = refusal(provider, mode);

      assertFalse(outcome instanceof Accepted || outcome instanceof Unknown, outcome::message);
      assertEquals(0, requestsSeen());
    }
  }

  private static SubmitOutcome refusal(MjProvider provider, Mode mode) {
    try {
      return provider.submit(SubmitAttempt.of(Imagine.of("a paper boat"), mode));
    } catch (IllegalArgumentException e) {
      return new NotSent(NotSentReason.INVALID_REQUEST, String.valueOf(e.getMessage()));
    }
  }

  @Test
  void submit_token_isSentAsTheState() {
    MjProvider provider = provider();
    hostAccepts();

    provider.submit(imagine(provider).withToken("mjr-7q2-1"));
    assertEquals(Optional.of("mjr-7q2-1"), tokenSeen());

    provider.submit(imagine(provider).withToken(""));
    assertEquals(Optional.empty(), tokenSeen());
  }

  @Test
  void submit_connectionLostAfterSending_isUnknownAndSentOnce() {
    MjProvider provider = provider();
    hostHangsUpAfterReadingTheRequest();

    SubmitOutcome outcome = provider.submit(imagine(provider));

    assertInstanceOf(Unknown.class, outcome, outcome::message);
    assertEquals(1, requestsSeen());
  }

  @Test
  void submit_noAnswerInTime_isUnknownAndSentOnce() {
    MjProvider provider = provider();
    hostStaysSilent();

    SubmitOutcome outcome = provider.submit(imagine(provider).withTimeout(PATIENCE));

    Unknown unknown = assertInstanceOf(Unknown.class, outcome, outcome::message);
    assertEquals(UnknownReason.TIMED_OUT, unknown.reason());
    assertEquals(1, requestsSeen());
  }

  @Test
  void submit_errorPage_isUnknownAndSentOnce() {
    MjProvider provider = provider();
    hostShowsAnErrorPage();

    SubmitOutcome outcome = provider.submit(imagine(provider));

    assertInstanceOf(Unknown.class, outcome, outcome::message);
    assertEquals(1, requestsSeen());
  }

  @Test
  void submit_hostIsGone_isNotSent() {
    MjProvider provider = remember(newProviderOfAHostThatIsGone());

    SubmitOutcome outcome = provider.submit(imagine(provider));

    assertInstanceOf(NotSent.class, outcome, outcome::message);
  }

  @Test
  void submit_keyRefused_speaksAgainstTheAccount() {
    MjProvider provider = provider();
    hostRefusesTheKey();

    Rejected rejected =
        assertInstanceOf(Rejected.class, provider.submit(imagine(provider)), "not refused");

    assertEquals(RejectReason.Blame.ACCOUNT, rejected.reason().blame());
    assertTrue(rejected.mayMove());
  }

  @Test
  void anyCall_whateverGoesWrong_tellsNoSecret() {
    MjProvider provider = provider();
    hostRefusesTheKey();
    List<Object> told = new ArrayList<>();
    told.add(provider.submit(imagine(provider)));
    told.add(provider.fetch("1320098173412546"));
    told.add(provider.fetchAll(List.of("1320098173412546")));
    told.add(provider.list());
    told.add(provider.seed("1320098173412546"));
    told.add(provider.cancel("1320098173412546"));
    told.add(provider.balance());
    told.add(provider);
    told.add(provider.info());
    MjProvider gone = remember(newProviderOfAHostThatIsGone());
    told.add(gone.submit(imagine(gone)));
    told.add(gone.fetch("1320098173412546"));
    told.add(gone.balance());

    assertEquals(12, told.size());
    secret()
        .ifPresent(
            secret ->
                told.forEach(
                    what -> assertFalse(what.toString().contains(secret), "tells the key")));
  }

  @Test
  void fetch_finishedTask_isItsPicture() {
    MjProvider provider = provider();
    String id = hostKnowsAFinishedTask();

    TaskSnapshot task = found(provider.fetch(id));

    assertTrue(List.of(id, "").contains(task.id()), () -> "another task: " + task);
    assertEquals(HostStatus.SUCCESS, task.status());
    assertFalse(task.images().isEmpty(), "no picture");
    assertEquals(1, requestsSeen());
  }

  @Test
  void fetch_unknownTask_isAbsent() {
    MjProvider provider = provider();
    hostKnowsNoTask();

    assertInstanceOf(Reading.Absent.class, provider.fetch("1320098173412546"));
    assertEquals(1, requestsSeen());
  }

  @Test
  void fetch_errorPage_isAFailureAndNotAskedMoreOftenThanSaid() {
    MjProvider provider = provider();
    hostShowsAnErrorPage();

    assertInstanceOf(Reading.Failed.class, provider.fetch("1320098173412546"));
    assertEquals(requestsOfAFailedRead(), requestsSeen());
  }

  @Test
  void fetch_hostIsGone_isUnreachable() {
    MjProvider provider = remember(newProviderOfAHostThatIsGone());

    Reading.Failed<?> failed =
        assertInstanceOf(Reading.Failed.class, provider.fetch("1320098173412546"));
    assertEquals(ReadFailure.Reason.UNREACHABLE, failed.failure().reason());
  }

  @ParameterizedTest
  @MethodSource("idsThatAreNone")
  void fetch_idThatMustNotEnterAPath_isNotSent(String id) {
    MjProvider provider = provider();
    hostKnowsAFinishedTask();

    try {
      assertInstanceOf(Reading.Failed.class, provider.fetch(id));
    } catch (IllegalArgumentException e) {
      assertTrue(requestsSeen() == 0, "sent, and then refused");
    }
    assertEquals(0, requestsSeen());
  }

  static Stream<String> idsThatAreNone() {
    return Stream.of("", "../account/list", "1/2", "1?x=y", "1\r\nX: y", "1%2f2", "x".repeat(65));
  }

  @Test
  void fetchAll_someUnknown_areLeftOut() {
    MjProvider provider = provider();
    String id = hostKnowsAFinishedTask();

    Reading<List<TaskSnapshot>> tasks = provider.fetchAll(List.of(id, "1320098173412549"));

    if (provider.info().can(Capability.BATCH_FETCH)) {
      assertEquals(List.of(id), found(tasks).stream().map(TaskSnapshot::id).toList());
      assertEquals(1, requestsSeen());
    } else {
      assertUnsupported(Capability.BATCH_FETCH, tasks);
    }
  }

  @Test
  void list_recentTasks_areFoundOrRefusedAsDeclared() {
    MjProvider provider = provider();
    String id = hostKnowsAFinishedTask();

    Reading<List<TaskSnapshot>> tasks = provider.list();

    if (provider.info().can(Capability.LIST)) {
      assertEquals(List.of(id), found(tasks).stream().map(TaskSnapshot::id).toList());
      assertEquals(1, requestsSeen());
    } else {
      assertUnsupported(Capability.LIST, tasks);
    }
  }

  @Test
  void seed_ofAPicture_isFoundOrRefusedAsDeclared() {
    MjProvider provider = provider();
    String seed = hostTellsSeeds();

    Reading<String> told = provider.seed("1320098173412546");

    if (provider.info().can(Capability.SEED)) {
      assertEquals(seed, found(told));
      assertEquals(1, requestsSeen());
    } else {
      assertUnsupported(Capability.SEED, told);
    }
  }

  @Test
  void cancel_task_isAskedOrRefusedAsDeclared() {
    MjProvider provider = provider();
    hostStopsTasks();

    Reading<Boolean> told = provider.cancel("1320098173412546");

    if (provider.info().can(Capability.CANCEL)) {
      found(told);
      assertEquals(1, requestsSeen());
    } else {
      assertUnsupported(Capability.CANCEL, told);
    }
  }

  @Test
  void balance_account_isToldOrRefusedAsDeclared() {
    MjProvider provider = provider();
    Money money = hostHasMoney();

    Reading<Balance> told = provider.balance();

    if (provider.info().can(Capability.BALANCE)) {
      assertEquals(Optional.of(money), found(told).remaining());
    } else {
      assertUnsupported(Capability.BALANCE, told);
    }
  }

  @Test
  void open_picture_isItsBytes() throws IOException {
    MjProvider provider = provider();
    byte[] picture = Submissions.png();
    URI link = hostServes(picture);

    try (MediaStream stream = found(provider.open(MediaLink.of(link), 1 << 20))) {
      assertArrayEquals(picture, stream.content().readAllBytes());
    }
  }

  @Test
  void open_moreThanAllowed_neverArrives() {
    MjProvider provider = provider();
    byte[] picture = new byte[100_000];
    URI link = hostServes(picture);

    Reading<MediaStream> reading = provider.open(MediaLink.of(link), 10_000);

    reading.fold(
        stream -> assertThrows(IOException.class, () -> readToItsEnd(stream)),
        failed -> assertEqualsAny(ReadFailure.Reason.TOO_LARGE, failed.reason()),
        other -> fail("neither found nor failed: " + other));
  }

  private static Object assertEqualsAny(ReadFailure.Reason expected, ReadFailure.Reason actual) {
    assertEquals(expected, actual);
    return actual;
  }

  private static void readToItsEnd(MediaStream stream) throws IOException {
    try (stream) {
      stream.content().readAllBytes();
    }
  }

  @Test
  void close_laterCalls_areNotSent() {
    MjProvider provider = provider();
    hostAccepts();
    provider.close();
    provider.close();

    NotSent notSent =
        assertInstanceOf(NotSent.class, provider.submit(imagine(provider)), "sent after close");

    assertEquals(NotSentReason.CLOSED, notSent.reason());
    assertInstanceOf(Reading.Failed.class, provider.fetch("1320098173412546"));
    assertEquals(0, requestsSeen());
  }

  @Test
  void submit_interruptedBefore_isNotSentOrAnsweredButNeverThrows() {
    MjProvider provider = provider();
    hostAccepts();
    SubmitOutcome outcome;
    boolean stillInterrupted;
    try {
      Thread.currentThread().interrupt();
      outcome = provider.submit(imagine(provider));
    } finally {
      stillInterrupted = Thread.interrupted();
    }

    assertTrue(stillInterrupted, "the interrupt was swallowed");
    assertEquals(outcome instanceof NotSent ? 0 : 1, requestsSeen());
  }

  @Test
  void submit_manyThreads_eachIsAnsweredAndSentOnce() throws Exception {
    MjProvider provider = provider();
    String id = hostAccepts();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<SubmitOutcome>> outcomes = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        outcomes.add(threads.submit(() -> provider.submit(imagine(provider))));
      }
      for (Future<SubmitOutcome> outcome : outcomes) {
        Accepted accepted =
            assertInstanceOf(Accepted.class, outcome.get(), () -> "lost among others");
        assertEquals(id, accepted.hostTaskId());
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(40, requestsSeen());
  }

  private void assertUnsupported(Capability capability, Reading<?> reading) {
    Reading.Unsupported<?> unsupported = assertInstanceOf(Reading.Unsupported.class, reading);
    assertEquals(capability, unsupported.capability());
    assertEquals(0, requestsSeen());
  }

  private static <T> T found(Reading<T> reading) {
    return reading.value().orElseGet(() -> fail("not found: " + reading));
  }
}
