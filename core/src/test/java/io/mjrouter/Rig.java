package io.mjrouter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mjrouter.error.OutcomeUnknownException;
import io.mjrouter.event.MjEvent;
import io.mjrouter.event.MjListener;
import io.mjrouter.event.MjProbe;
import io.mjrouter.metrics.MjMeters;
import io.mjrouter.model.Attempt;
import io.mjrouter.model.Button;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.ImageData;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.Submission;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.route.RoutingSettings;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.store.MemoryTaskStore;
import io.mjrouter.store.TaskStore;
import io.mjrouter.task.TaskSettings;
import io.mjrouter.testing.FakeTime;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;

/** A router without threads of its own, on a clock that the test turns. */
final class Rig implements AutoCloseable {

  static final Imagine FOX = Imagine.of("a red fox");

  final FakeTime time = FakeTime.create();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final MjProbe probe = MjMeters.of(meters);
  final Midjourney mj;
  private final List<MjEvent> events = new ArrayList<>();

  private Rig(UnaryOperator<MidjourneyBuilder> settings, MjProvider... hosts) {
    mj = build(settings, hosts);
  }

  static Rig of(MjProvider... hosts) {
    return new Rig(UnaryOperator.identity(), hosts);
  }

  static Rig of(RoutingSettings routing, MjProvider... hosts) {
    return new Rig(builder -> builder.routing(routing), hosts);
  }

  static Rig of(TaskSettings tasks, MjProvider... hosts) {
    return new Rig(builder -> builder.tasks(tasks), hosts);
  }

  static Rig on(TaskStore store, MjProvider... hosts) {
    return new Rig(builder -> builder.store(store), hosts);
  }

  static Rig on(TaskStore store, RoutingSettings routing, MjProvider... hosts) {
    return new Rig(builder -> builder.store(store).routing(routing), hosts);
  }

  static Rig with(UnaryOperator<MidjourneyBuilder> settings, MjProvider... hosts) {
    return new Rig(settings, hosts);
  }

  private Midjourney build(UnaryOperator<MidjourneyBuilder> settings, MjProvider... hosts) {
    MidjourneyBuilder builder =
        settings.apply(
            Midjourney.builder()
                .store(new MemoryTaskStore(time))
                .time(time)
                .random(new Random(42))
                .probe(probe)
                .drivenByHand());
    for (MjProvider host : hosts) {
      builder.provider(host);
    }
    return builder
        .listener(
            new MjListener() {
              @Override
              public void onSubmitted(MjEvent.Submitted event) {
                note(event);
              }

              @Override
              public void onAttemptEnded(MjEvent.AttemptEnded event) {
                note(event);
              }

              @Override
              public void onAccepted(MjEvent.Accepted event) {
                note(event);
              }

              @Override
              public void onProgressed(MjEvent.Progressed event) {
                note(event);
              }

              @Override
              public void onNeedsModal(MjEvent.NeedsModal event) {
                note(event);
              }

              @Override
              public void onFinished(MjEvent.Finished event) {
                note(event);
              }

              @Override
              public void onSettled(MjEvent.Settled event) {
                note(event);
              }
            })
        .build();
  }

  private void note(MjEvent event) {
    synchronized (events) {
      events.add(event);
    }
  }

  /** Lets time pass while the router does what it does in the background. */
  void pass(Duration duration) {
    long end = time.nanoTime() + duration.toNanos();
    Duration rest = mj.tick();
    while (end - time.nanoTime() > 0) {
      Duration left = Duration.ofNanos(end - time.nanoTime());
      time.advance(rest.compareTo(left) < 0 ? rest : left);
      rest = mj.tick();
    }
  }

  Task submit() {
    return mj.submit(FOX);
  }

  Task submit(Submission submission, SubmitOptions.Builder options) {
    return mj.submit(submission, options.build());
  }

  /** The id of a submission of which nobody knows whether it was taken. */
  TaskId unknown(Submission submission, SubmitOptions.Builder options) {
    try {
      throw new AssertionError("known: " + submit(submission, options));
    } catch (OutcomeUnknownException e) {
      return e.taskId();
    }
  }

  TaskId unknown() {
    return unknown(FOX, SubmitOptions.builder());
  }

  /** The one attempt that a task has. */
  static Attempt only(Task task) {
    assertEquals(1, task.attempts().size());
    return task.attempts().get(0);
  }

  Task now(Task task) {
    return mj.get(task.id());
  }

  /** What was told, in order, by kind; the router is closed. */
  List<String> told() {
    mj.close();
    synchronized (events) {
      return events.stream().map(event -> event.getClass().getSimpleName()).toList();
    }
  }

  /** How often one kind of event was told; the router is closed. */
  long told(String kind) {
    return told().stream().filter(kind::equals).count();
  }

  List<MjEvent> events() {
    mj.close();
    synchronized (events) {
      return List.copyOf(events);
    }
  }

  @Override
  public void close() {
    mj.close();
    assertEquals(List.of(), meters.getMeters());
    synchronized (events) {
      long ids = events.stream().map(MjEvent::id).distinct().count();
      assertTrue(
          ids == events.size(), () -> "told twice: " + events.stream().map(MjEvent::id).toList());
    }
  }

  // ---- Threads.

  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static <T> List<T> all(List<Future<T>> futures) throws Exception {
    List<T> results = new ArrayList<>();
    for (Future<T> each : futures) {
      results.add(each.get());
    }
    return results;
  }

  // ---- What hosts show.

  static TaskSnapshot running(String id, int progress) {
    return TaskSnapshot.builder(id, HostStatus.IN_PROGRESS).progress(progress).build();
  }

  static TaskSnapshot done(String id) {
    return TaskSnapshot.builder(id, HostStatus.SUCCESS)
        .images(List.of(link("grid.png")))
        .buttons(List.of(upscale(1), upscale(2), region()))
        .build();
  }

  static TaskSnapshot status(String id, HostStatus status) {
    return TaskSnapshot.builder(id, status).build();
  }

  static Button upscale(int index) {
    return new Button("MJ::JOB::upsample::" + index + "::h", "U" + index, "", 2, 2);
  }

  static Button region() {
    return new Button("MJ::Inpaint::1::h::SOLO", "Vary (Region)", "", 2, 2);
  }

  static MediaLink link(String file) {
    return MediaLink.of(URI.create("https://cdn.example/" + file));
  }

  static ImageData png() {
    return ImageData.parse("data:image/png;base64,iVBORw0KGgo=");
  }
}
