package io.mjrouter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mjrouter.model.Button;
import io.mjrouter.model.HostStatus;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskSnapshot;
import io.mjrouter.model.TaskStatus;
import io.mjrouter.task.PollSettings;
import io.mjrouter.task.TaskSettings;
import io.mjrouter.testing.ScriptedProvider;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The main job, with the router's own threads and the machine's clock. */
@Timeout(60)
class MidjourneyTest {

  static final TaskSettings QUICK =
      TaskSettings.defaults()
          .withPoll(
              PollSettings.defaults()
                  .withMin(Duration.ofMillis(1))
                  .withMax(Duration.ofMillis(10))
                  .withPerSecond(1_000));
  private static final byte[] PNG =
      "\u0089PNG\r\n\u001a\n and more".getBytes(StandardCharsets.ISO_8859_1);

  @Test
  void mainJob_drawPressSave_savesThePicture(@TempDir Path directory) throws Exception {
    URI link = URI.create("https://cdn.example/fox.png");
    ScriptedProvider host =
        ScriptedProvider.named("host")
            .charges("0.05")
            .thenAccepts("1")
            .thenAccepts("2")
            .shows(
                TaskSnapshot.builder("1", HostStatus.IN_PROGRESS).progress(40).build(),
                TaskSnapshot.builder("1", HostStatus.SUCCESS)
                    .images(List.of(MediaLink.of(URI.create("https://cdn.example/grid.png"))))
                    .buttons(List.of(new Button("MJ::JOB::upsample::1::h", "U1", "", 2, 2)))
                    .build(),
                TaskSnapshot.builder("2", HostStatus.SUCCESS)
                    .images(List.of(MediaLink.of(link)))
                    .build())
            .serves(link, PNG);

    try (Midjourney mj = Midjourney.builder().provider(host).tasks(QUICK).build()) {
      Task grid = mj.await(mj.submit(Imagine.of("a red fox")).id());
      Task fox = mj.await(mj.press(grid, "U1").id());
      Path saved = mj.save(fox, directory.resolve("fox.png"));

      assertEquals(TaskStatus.SUCCEEDED, fox.status());
      assertEquals("$0.05", fox.spent().toString());
      assertArrayEquals(PNG, Files.readAllBytes(saved));
      assertEquals(2, host.submits());
    }
  }
}
