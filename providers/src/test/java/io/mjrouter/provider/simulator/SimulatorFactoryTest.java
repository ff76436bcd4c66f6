package io.mjrouter.provider.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.model.HostStatus;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.Mode;
import io.mjrouter.model.Press;
import io.mjrouter.model.TaskId;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.spi.MjProvider;
import io.mjrouter.spi.ProviderContext;
import io.mjrouter.spi.ProviderFactory;
import io.mjrouter.spi.ProviderSettings;
import io.mjrouter.spi.SubmitAttempt;
import io.mjrouter.spi.SubmitOutcome;
import io.mjrouter.testing.FakeTime;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class SimulatorFactoryTest {

  private final FakeTime time = FakeTime.create();
  private final ProviderContext context = new ProviderContext(time, new SplittableRandom(7));
  private final SimulatorFactory factory = new SimulatorFactory();
  private MjProvider provider =
      factory.create(ProviderSettings.builder("demo", "simulator").build(), context);

  @Test
  void services_ofThisModule_nameTheSimulator() {
    List<String> types =
        ServiceLoader.load(ProviderFactory.class).stream()
            .map(service -> service.get().type())
            .toList();
    assertTrue(types.contains("simulator"), types::toString);
  }

  @Test
  void imagineAndUpscale_asAUserDoes_givePicturesThatCanBeOpened() throws IOException {
    TaskSnapshot grid = finished(SubmitAttempt.of(Imagine.of("a red fox"), Mode.FAST));
    assertEquals(9, grid.buttons().size());
    String press = grid.buttons().get(1).customId();
    TaskSnapshot upscaled =
        finished(SubmitAttempt.of(Press.of(TaskId.of(grid.id()), press), Mode.FAST));

    assertTrue(provider.info().simulated());
    for (MediaLink link : List.of(grid.images().get(0), upscaled.images().get(0))) {
      try (var stream = provider.open(link, 32 << 20).value().orElseThrow()) {
        var image = ImageIO.read(new ByteArrayInputStream(stream.content().readAllBytes()));
        assertEquals(1024, image.getWidth());
        assertEquals("image/png", stream.contentType());
      }
    }
  }

  @Test
  void create_againUnderItsName_hasTheTasksOfBefore() throws IOException {
    String begun = taken(SubmitAttempt.of(Imagine.of("a red fox"), Mode.FAST));
    provider.close();
    provider =
        factory.create(
            ProviderSettings.builder("demo", "simulator").modes(Mode.FAST, Mode.RELAX).build(),
            context);
    TaskSnapshot grid = finished(begun);
    String press = grid.buttons().get(1).customId();
    finished(SubmitAttempt.of(Press.of(TaskId.of(grid.id()), press), Mode.FAST));
    TaskSnapshot newer = finished(SubmitAttempt.of(Imagine.of("a blue fox"), Mode.RELAX));

    for (TaskSnapshot each : List.of(grid, newer)) {
      try (var stream = provider.open(each.images().get(0), 32 << 20).value().orElseThrow()) {
        assertEquals("image/png", stream.contentType());
      }
    }
  }

  private String taken(SubmitAttempt attempt) {
    return ((SubmitOutcome.Accepted) provider.submit(attempt)).hostTaskId();
  }

  private TaskSnapshot finished(SubmitAttempt attempt) {
    return finished(taken(attempt));
  }

  private TaskSnapshot finished(String id) {
    TaskSnapshot task = provider.fetch(id).value().orElseThrow();
    while (!task.status().isFinal()) {
      time.advance(Duration.ofSeconds(5));
      task = provider.fetch(id).value().orElseThrow();
    }
    assertEquals(HostStatus.SUCCESS, task.status());
    return task;
  }
}
