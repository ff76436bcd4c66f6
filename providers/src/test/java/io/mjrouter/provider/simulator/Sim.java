package io.mjrouter.provider.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.mjrouter.model.Answer;
import io.mjrouter.model.Button;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.ImageData;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Press;
import io.mjrouter.model.Submission;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.provider.KnownProfiles;
import io.mjrouter.spi.Capability;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.Profile;
import io.mjrouter.spi.ProviderContext;
import io.mjrouter.spi.ProviderSettings;
import io.mjrouter.spi.Reading;
import io.mjrouter.spi.SubmitAttempt;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.testing.FakeTime;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import javax.imageio.ImageIO;

/** A simulated host with a provider in front of it, on a clock of the test's. */
final class Sim {

  static final Profile ALL = KnownProfiles.newApi().toBuilder().add(Capability.values()).build();

  final FakeTime time = FakeTime.create();
  final SimulatedHost host;
  final MjProvider provider;

  Sim(Profile profile, UnaryOperator<SimulatedHostBuilder> settings) {
    host = settings.apply(SimulatedHost.builder(profile, time).seed(42)).build();
    provider =
        SimulatorFactory.inFrontOf(
            host,
            ProviderSettings.builder("sim", "simulator").build(),
            new ProviderContext(time, new SplittableRandom(1)));
  }

  static Sim of(Profile profile) {
    return new Sim(profile, host -> host);
  }

  /** Paints a sixteenth of the pixels: for tests that do not look at sizes. */
  static Sim coarse(Profile profile) {
    return new Sim(profile, host -> host.coarseness(4));
  }

  static Sim withFaults(String... faults) {
    return new Sim(ALL, host -> host.faults(faults));
  }

  SubmitOutcome submit(Submission submission) {
    return provider.submit(SubmitAttempt.of(submission, Mode.FAST));
  }

  SubmitOutcome.Accepted accepted(Submission submission) {
    SubmitOutcome outcome = submit(submission);
    return assertInstanceOf(SubmitOutcome.Accepted.class, outcome, outcome::toString);
  }

  SubmitOutcome.Rejected rejected(Submission submission) {
    SubmitOutcome outcome = submit(submission);
    return assertInstanceOf(SubmitOutcome.Rejected.class, outcome, outcome::toString);
  }

  TaskSnapshot look(String id) {
    Reading<TaskSnapshot> reading = provider.fetch(id);
    return reading.value().orElseThrow(() -> new AssertionError(reading.toString()));
  }

  /** Lets time go by until the task is at rest. */
  TaskSnapshot atRest(String id) {
    TaskSnapshot task = look(id);
    for (int i = 0; i < 1000 && !task.status().isFinal() && !isWindow(task); i++) {
      time.advance(Duration.ofSeconds(3));
      task = look(id);
    }
    return task;
  }

  private static boolean isWindow(TaskSnapshot task) {
    return task.status() == HostStatus.MODAL;
  }

  TaskSnapshot drawn(Submission submission) {
    TaskSnapshot task = atRest(accepted(submission).hostTaskId());
    assertEquals(HostStatus.SUCCESS, task.status(), task::failReason);
    return task;
  }

  TaskSnapshot grid(String prompt) {
    return drawn(Imagine.of(prompt));
  }

  TaskSnapshot pressed(TaskSnapshot parent, String button) {
    return drawn(press(parent, button));
  }

  /** Presses a button, answers its window, and waits for the picture. */
  TaskSnapshot pressed(TaskSnapshot parent, String button, String prompt) {
    return drawn(Answer.of(window(parent, button), prompt));
  }

  TaskSnapshot pressed(TaskSnapshot parent, String button, String prompt, ImageData mask) {
    return drawn(Answer.of(window(parent, button), prompt).withMask(mask));
  }

  TaskId window(TaskSnapshot parent, String button) {
    String id = accepted(press(parent, button)).hostTaskId();
    assertEquals(HostStatus.MODAL, look(id).status());
    return TaskId.of(id);
  }

  static Press press(TaskSnapshot parent, String name) {
    Button button =
        parent.buttons().stream()
            .filter(candidate -> candidate.isCalled(name))
            .findFirst()
            .orElseThrow(() -> new AssertionError(name + " is none of " + parent.buttons()));
    return Press.of(TaskId.of(parent.id()), button);
  }

  byte[] file(TaskSnapshot task) {
    var link = task.images().isEmpty() ? task.videos().get(0) : task.images().get(0);
    try (var stream = provider.open(link, 64 << 20).value().orElseThrow()) {
      return stream.content().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  BufferedImage picture(TaskSnapshot task) {
    try {
      return ImageIO.read(new ByteArrayInputStream(file(task)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
