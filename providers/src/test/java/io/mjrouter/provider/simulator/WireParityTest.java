package io.mjrouter.provider.simulator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.mjrouter.model.Answer;
import io.mjrouter.model.Change;
import io.mjrouter.model.Describe;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Shorten;
import io.mjrouter.model.Submission;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.provider.KnownProfiles;
import io.mjrouter.provider.ProfiledProviderFactory;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.MediaStream;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.Profile;
import io.mjrouter.spi.ProviderContext;
import io.mjrouter.spi.ProviderSettings;
import io.mjrouter.spi.Reading;
import io.mjrouter.spi.SubmitAttempt;
import io.mjrouter.spi.SubmitOutcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulator's provider, and the real adapter sent to the same host over HTTP, see the same. */
class WireParityTest {

  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  private final List<MjProvider> made = new ArrayList<>();

  @AfterEach
  void close() {
    made.forEach(MjProvider::close);
  }

  static Stream<Profile> profiles() {
    return Stream.of(
        KnownProfiles.cometApi(),
        KnownProfiles.deerApi(),
        KnownProfiles.dataEyes(),
        KnownProfiles.yutoAi(),
        KnownProfiles.newApi(),
        KnownProfiles.midjourneyProxy(),
        KnownProfiles.plus(),
        KnownProfiles.trueAi());
  }

  static Stream<Arguments> faultsAtProfiles() {
    return profiles()
        .flatMap(profile -> Stream.of(Fault.values()).map(fault -> Arguments.of(profile, fault)));
  }

  @ParameterizedTest(name = "{1} at {0}")
  @MethodSource("faultsAtProfiles")
  void submit_withEachFault_hasTheSameOutcomeAndTheSameTruth(Profile profile, Fault fault)
      throws IOException {
    Sim direct = new Sim(profile, host -> host.faults(fault));
    Sim behind = new Sim(profile, host -> host.faults(fault));
    Runnable silence = () -> behind.time.advance(A_MINUTE);
    try (HttpSimulatedHost server = HttpSimulatedHost.start(profile, behind.host, silence)) {
      MjProvider client = adapter(server, behind);
      SubmitAttempt attempt =
          SubmitAttempt.of(Imagine.of("a paper boat"), Mode.FAST)
              .withToken("mark-1")
              .withTimeout(A_MINUTE);

      SubmitOutcome expected = direct.provider.submit(attempt);
      SubmitOutcome actual = client.submit(attempt);

      assertEquals(essence(expected), essence(actual));
      assertEquals(direct.host.paidSubmissions(), server.paidSubmissions());
      assertEquals(direct.host.charged(), server.charged());
      assertEquals(1, server.requests().size());
      if (expected instanceof SubmitOutcome.Accepted accepted) {
        sameViews(direct, behind, client, accepted.hostTaskId());
      }
    }
  }

  /** The adapter that a user of that host has, sent to the simulated one. */
  private MjProvider adapter(HttpSimulatedHost server, Sim sim) {
    MjProvider adapter =
        new ProfiledProviderFactory(server.profile())
            .create(
                ProviderSettings.builder("adapter", server.profile().name())
                    .baseUrl(server.baseUrl().toString())
                    .apiKey(HttpSimulatedHost.KEY)
                    .build(),
                new ProviderContext(sim.time, new SplittableRandom(1)));
    made.add(adapter);
    return adapter;
  }

  private static void sameViews(Sim direct, Sim behind, MjProvider client, String id)
      throws IOException {
    for (int seconds = 0; seconds < 120; seconds += 4) {
      Reading<TaskSnapshot> expected = direct.provider.fetch(id);
      Reading<TaskSnapshot> actual = client.fetch(id);
      assertEquals(essence(expected), essence(actual), "after " + seconds + " s");
      direct.time.advance(Duration.ofSeconds(4));
      behind.time.advance(Duration.ofSeconds(4));
    }
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void everyStage_lookedAtBothWays_isTheSame(Profile profile) throws IOException {
    Sim direct = Sim.coarse(profile);
    Sim behind = Sim.coarse(profile);
    try (HttpSimulatedHost server = HttpSimulatedHost.start(profile, behind.host)) {
      MjProvider client = adapter(server, behind);
      TaskSnapshot grid = both(direct, behind, client, Imagine.of("a pig --ar 3:2"));
      if (profile.capabilities().contains(Capability.DESCRIBE)) {
        both(direct, behind, client, Describe.of(Pixels.png(30, 20, 0x336699)));
      }
      if (profile.capabilities().contains(Capability.SHORTEN)) {
        both(direct, behind, client, Shorten.of("a red fox, in the style of ink, sharp"));
      }
      if (!profile.capabilities().contains(Capability.ACTION)) {
        both(direct, behind, client, Change.upscale(TaskId.of(grid.id()), 2));
        both(direct, behind, client, Change.upscale(TaskId.of(grid.id()), 2));
        return;
      }
      both(direct, behind, client, Sim.press(grid, "V2"));
      TaskSnapshot upscaled = both(direct, behind, client, Sim.press(grid, "U3"));
      both(direct, behind, client, Sim.press(upscaled, "PAN left"));
      if (profile.capabilities().contains(Capability.MODAL)) {
        TaskSnapshot region = both(direct, behind, client, Sim.press(upscaled, "VARY_REGION"));
        TaskId window = TaskId.of(region.id());
        both(
            direct,
            behind,
            client,
            Answer.of(window, "a hat").withMask(Pixels.png(64, 64, 0xffffff)));
        both(direct, behind, client, Answer.of(window, "again"));
      }
      TaskSnapshot videos = both(direct, behind, client, Sim.press(upscaled, "ANIMATE low"));
      both(direct, behind, client, Sim.press(videos, "TAKE_VIDEO 1"));
    }
  }

  private static TaskSnapshot both(Sim direct, Sim behind, MjProvider client, Submission submission)
      throws IOException {
    SubmitAttempt attempt = SubmitAttempt.of(submission, Mode.FAST);
    SubmitOutcome expected = direct.provider.submit(attempt);
    SubmitOutcome actual = client.submit(attempt);
    assertEquals(essence(expected), essence(actual));
    if (!(expected instanceof SubmitOutcome.Accepted accepted)) {
      assertInstanceOf(SubmitOutcome.Rejected.class, expected);
      return TaskSnapshot.builder("", HostStatus.FAILURE).build();
    }
    TaskSnapshot atRest = direct.atRest(accepted.hostTaskId());
    Duration ahead = Duration.between(behind.time.now(), direct.time.now());
    behind.time.advance(ahead);
    Reading<TaskSnapshot> seen = client.fetch(accepted.hostTaskId());
    assertEquals(essence(Reading.found(atRest)), essence(seen));
    if (submission instanceof Imagine || isFilmAtTrueAi(client, atRest)) {
      samePicture(direct, atRest, client, seen.value().orElseThrow());
    }
    return atRest;
  }

  /** Films are dear to paint; one profile says it for all. */
  private static boolean isFilmAtTrueAi(MjProvider client, TaskSnapshot task) {
    return !task.videos().isEmpty() && client.info().type().equals("trueai");
  }

  private static void samePicture(
      Sim direct, TaskSnapshot expected, MjProvider client, TaskSnapshot actual)
      throws IOException {
    List<MediaLink> links = actual.images().isEmpty() ? actual.videos() : actual.images();
    if (!links.isEmpty()) {
      try (MediaStream stream = client.open(links.get(0), 32 << 20).value().orElseThrow()) {
        assertArrayEquals(direct.file(expected), stream.content().readAllBytes());
      }
    }
  }

  @Test
  void fetch_unknownTask_isAbsentInEveryDialect() throws IOException {
    for (Profile profile : profiles().toList()) {
      Sim sim = Sim.of(profile);
      try (HttpSimulatedHost server = HttpSimulatedHost.start(profile, sim.host)) {
        Reading<TaskSnapshot> reading = adapter(server, sim).fetch("1320098173412546");
        assertInstanceOf(Reading.Absent.class, reading, profile::name);
      }
    }
  }

  private static List<Object> essence(SubmitOutcome outcome) {
    return outcome.accept(
        new SubmitOutcome.Visitor<List<Object>>() {
          @Override
          public List<Object> accepted(SubmitOutcome.Accepted accepted) {
            return List.of(accepted.how(), accepted.hostTaskId(), accepted.queue());
          }

          @Override
          public List<Object> rejected(SubmitOutcome.Rejected rejected) {
            return List.of(
                rejected.reason(),
                rejected.mayMove(),
                rejected.retryAfter(),
                rejected.bannedWord());
          }

          @Override
          public List<Object> notSent(SubmitOutcome.NotSent notSent) {
            return List.of(notSent.reason());
          }

          @Override
          public List<Object> unknown(SubmitOutcome.Unknown unknown) {
            return List.of(unknown.reason());
          }
        });
  }

  private static List<Object> essence(Reading<TaskSnapshot> reading) {
    return reading.fold(
        WireParityTest::essence,
        failed -> List.of(failed.reason()),
        other -> List.of(other.getClass().getSimpleName()));
  }

  /** What every dialect can carry. */
  private static List<Object> essence(TaskSnapshot task) {
    List<Object> essence = new ArrayList<>();
    essence.add(task.id());
    essence.add(task.status());
    essence.add(task.rawAction());
    essence.add(task.prompt());
    essence.add(task.finalPrompt());
    essence.add(task.texts());
    essence.add(task.failReason());
    essence.add(task.fault());
    essence.add(task.submitted().map(at -> at.toEpochMilli()));
    essence.add(task.finished().map(at -> at.toEpochMilli()));
    essence.add(task.effectiveMode());
    essence.add(task.images().size());
    essence.add(task.videos().size());
    return essence;
  }
}
