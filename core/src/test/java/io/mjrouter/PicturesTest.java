package io.mjrouter;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mjrouter.error.MediaUnavailableException;
import io.mjrouter.model.Imagine;
import io.mjrouter.model.MediaLink;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.spi.ImageSink;
import io.mjrouter.spi.MediaStream;
import io.mjrouter.submit.Roster;
import io.mjrouter.testing.FakeTime;
import io.mjrouter.testing.ScriptedProvider;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Saving what was drawn, and cutting a grid. */
@Timeout(60)
class PicturesTest {

  private static final int[] COLOURS = {0xff0000, 0x00ff00, 0x0000ff, 0xffff00};

  @TempDir private Path directory;

  private final ScriptedProvider host = ScriptedProvider.named("host").thenAccepts("1");

  private Task finished(Rig rig, MediaLink... links) {
    host.shows(Rig.done("1").toBuilder().images(List.of(links)).build());
    Task task = rig.submit();
    rig.pass(Duration.ofMinutes(2));
    return rig.now(task);
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void save_file_isWholeAndAlone() throws IOException {
    byte[] png = grid(4, 4);
    MediaLink link = Rig.link("a.png");
    host.serves(link.url(), png);
    try (Rig rig = Rig.of(host)) {
      Path saved = rig.mj.save(finished(rig, link), directory.resolve("new/fox.png"));

      assertArrayEquals(png, Files.readAllBytes(saved));
      assertEquals(List.of("new"), files());
    }
  }

  @Test
  void bytes_finishedTask_areThePicture() throws IOException {
    byte[] png = grid(4, 4);
    MediaLink link = Rig.link("a.png");
    host.serves(link.url(), png);
    try (Rig rig = Rig.of(host)) {
      assertArrayEquals(png, rig.mj.bytes(finished(rig, link)));
    }
  }

  @Test
  void save_twoOfOneTaskAtOneMoment_bothAreWhole() throws IOException {
    byte[] png = grid(40, 40);
    Task task =
        Task.claimed(
            TaskId.of("1000000000000001"),
            Imagine.of("a red fox"),
            SubmitOptions.defaults(),
            FakeTime.START);
    MediaLink link =
        MediaLink.of(URI.create("https://h.example/1.png")).withKept(URI.create("kept:1"));
    AtomicReference<Runnable> midway = new AtomicReference<>();
    Roster nobody = new Roster(List.of(), List.of());
    Media media =
        new Media(
            nobody,
            new Renewal(nobody, (id, at, seen) -> {}),
            new Midway(png, midway),
            FakeTime.create(),
            1 << 20);
    midway.set(
        () -> {
          midway.set(() -> {});
          media.save(task, link, directory.resolve("second.png"));
        });

    media.save(task, link, directory.resolve("first.png"));

    assertArrayEquals(png, Files.readAllBytes(directory.resolve("first.png")));
    assertArrayEquals(png, Files.readAllBytes(directory.resolve("second.png")));
    assertEquals(List.of("first.png", "second.png"), files());
  }

  /** Where a picture is kept, during the reading of whose second half something is done. */
  private record Midway(byte[] picture, AtomicReference<Runnable> work) implements ImageSink {

    @Override
    public URI keep(Task task, String name, String mediaType, InputStream content) {
      throw new IllegalStateException("nothing is kept");
    }

    @Override
    public Optional<MediaStream> open(URI kept) {
      int half = picture.length / 2;
      InputStream second =
          new ByteArrayInputStream(picture, half, picture.length - half) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
              requireNonNull(work.get()).run();
              return super.read(buffer, offset, length);
            }
          };
      return Optional.of(
          MediaStream.of(
              new SequenceInputStream(new ByteArrayInputStream(picture, 0, half), second)));
    }
  }

  @Test
  void save_directory_namesTheFileAfterTaskAndContent() throws IOException {
    MediaLink link = Rig.link("a.webp");
    host.serves(link.url(), grid(4, 4));
    try (Rig rig = Rig.of(host)) {
      Task task = finished(rig, link);
      Path saved = rig.mj.save(task, directory);

      assertEquals(task.id() + ".png", saved.getFileName().toString());
    }
  }

  @Test
  void save_page_isNoPictureAndLeavesWhatWasThere() throws IOException {
    Path file = Files.writeString(directory.resolve("fox.png"), "before");
    MediaLink link = Rig.link("a.png");
    host.serves(link.url(), "<html>please log in</html>".getBytes(StandardCharsets.UTF_8));
    try (Rig rig = Rig.of(host)) {
      Task task = finished(rig, link);

      assertThrows(MediaUnavailableException.class, () -> rig.mj.save(task, file));
      assertEquals("before", Files.readString(file));
      assertEquals(List.of("fox.png"), files());
    }
  }

  @Test
  void save_tooLarge_isGivenUp() throws IOException {
    MediaLink link = Rig.link("a.png");
    host.serves(link.url(), new byte[(int) ImageSettings.defaults().maxSize() + 1]);
    try (Rig rig = Rig.of(host)) {
      Task task = finished(rig, link);

      assertThrows(
          MediaUnavailableException.class, () -> rig.mj.save(task, directory.resolve("fox.png")));
      assertEquals(List.of(), files());
    }
  }

  @Test
  void bytes_expiredLink_isAskedForAnewOnce() throws IOException {
    long past = FakeTime.START.getEpochSecond() - 1;
    MediaLink old =
        MediaLink.of(URI.create("https://cdn.example/a.png?ex=" + Long.toHexString(past)));
    MediaLink fresh = Rig.link("b.png");
    byte[] png = grid(4, 4);
    host.serves(fresh.url(), png);
    try (Rig rig = Rig.of(host)) {
      Task task = finished(rig, old);
      host.shows(Rig.done("1").toBuilder().images(List.of(fresh)).build());
      host.fetch("1");

      assertArrayEquals(png, rig.mj.bytes(task));
    }
  }

  /** Clouds other than Discord's answer 403 when a signed link has run out. */
  @Test
  void bytes_linkThatIsRefused_isAskedForAnewOnce() throws IOException {
    MediaLink old = Rig.link("a.png?Expires=1");
    MediaLink fresh = Rig.link("a.png?Expires=2");
    byte[] png = grid(4, 4);
    host.refuses(old.url()).serves(fresh.url(), png);
    try (Rig rig = Rig.of(host)) {
      Task task = finished(rig, old);
      MediaUnavailableException e =
          assertThrows(MediaUnavailableException.class, () -> rig.mj.bytes(task));
      assertTrue(String.valueOf(e.getMessage()).contains("FORBIDDEN"), e::getMessage);
      host.shows(Rig.done("1").toBuilder().images(List.of(fresh)).build());
      host.fetch("1");

      assertArrayEquals(png, rig.mj.bytes(task));
    }
  }

  @Test
  void bytes_goneForGood_saysSo() {
    MediaLink link = Rig.link("a.png");
    try (Rig rig = Rig.of(host)) {
      Task task = finished(rig, link);

      assertThrows(MediaUnavailableException.class, () -> rig.mj.bytes(task));
    }
  }

  @Test
  void bytes_unfinishedTask_saysSo() {
    try (Rig rig = Rig.of(host)) {
      Task task = rig.submit();
      MediaUnavailableException e =
          assertThrows(MediaUnavailableException.class, () -> rig.mj.bytes(task));
      assertTrue(String.valueOf(e.getMessage()).contains("QUEUED"));
    }
  }

  @Test
  void cut_grid_isFourPicturesInTheOrderOfTheButtons() throws IOException {
    List<byte[]> parts = Grid.cut(grid(40, 20));

    assertEquals(4, parts.size());
    for (int i = 0; i < 4; i++) {
      BufferedImage part = ImageIO.read(new ByteArrayInputStream(parts.get(i)));
      assertEquals(20, part.getWidth());
      assertEquals(10, part.getHeight());
      for (int[] corner : new int[][] {{0, 0}, {19, 0}, {0, 9}, {19, 9}}) {
        assertEquals(COLOURS[i], part.getRGB(corner[0], corner[1]) & 0xffffff);
      }
    }
  }

  @Test
  void cut_file_liesBesideIt() throws IOException {
    Path grid = Files.write(directory.resolve("fox.png"), grid(4, 4));

    assertEquals(
        List.of("fox-1.png", "fox-2.png", "fox-3.png", "fox-4.png"),
        Grid.cut(grid).stream().map(file -> file.getFileName().toString()).toList());
    assertEquals(5, files().size());
  }

  @Test
  void cut_noPicture_saysSo() throws IOException {
    byte[] half = Arrays.copyOf(grid(40, 40), 60);

    assertThrows(MediaUnavailableException.class, () -> Grid.cut(new byte[0]));
    assertThrows(
        MediaUnavailableException.class, () -> Grid.cut("no".getBytes(StandardCharsets.UTF_8)));
    assertThrows(MediaUnavailableException.class, () -> Grid.cut(half));
    assertThrows(MediaUnavailableException.class, () -> Grid.cut(grid(1, 1)));
    assertThrows(MediaUnavailableException.class, () -> Grid.cut(directory.resolve("none.png")));
  }

  /** Four quarters, each of a colour of its own. */
  static byte[] grid(int width, int height) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int x = 0; x < width; x++) {
      for (int y = 0; y < height; y++) {
        int quarter = (x < width / 2 ? 0 : 1) + (y < height / 2 ? 0 : 2);
        image.setRGB(x, y, COLOURS[quarter]);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }
}
