package io.mjrouter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mjrouter.model.Imagine;
import io.mjrouter.model.SubmitOptions;
import io.mjrouter.model.Task;
import io.mjrouter.model.TaskId;
import io.mjrouter.spi.MediaStream;
import io.mjrouter.testing.FakeTime;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures as files: whole or not at all, under names that lead nowhere else, and not for ever. */
class ImageDirectoryTest {

  private static final String NAME = "1000000000000001-1.png";
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir private Path around;

  private final FakeTime time = FakeTime.create();
  private Path root = Path.of("");
  private ImageDirectory directory = new ImageDirectory(root, DAY, time);

  @BeforeEach
  void make() throws IOException {
    root = Files.createDirectory(around.resolve("pictures"));
    directory = new ImageDirectory(root, Duration.ofDays(30), time);
  }

  private Task task() {
    return task(time.now());
  }

  private static Task task(Instant created) {
    return Task.claimed(
        TaskId.of("1000000000000001"), Imagine.of("x"), SubmitOptions.defaults(), created);
  }

  private URI keep(String name, String content) throws IOException {
    return directory.keep(task(), name, "image/png", stream(content));
  }

  private static InputStream stream(String content) {
    return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(around)) {
      return all.filter(Files::isRegularFile).map(f -> around.relativize(f).toString()).toList();
    }
  }

  @Test
  void keep_sameNameAgain_isTheNewerOne() throws IOException {
    URI first = keep(NAME, "one");
    URI second = keep(NAME, "two");

    assertEquals(first, second);
    assertEquals("two", Files.readString(Path.of(second)));
    try (MediaStream kept = directory.open(second).orElseThrow()) {
      assertEquals(OptionalLong.of(3), kept.length());
      assertEquals("two", new String(kept.content().readAllBytes(), StandardCharsets.UTF_8));
    }
    assertEquals(1, files().size());
  }

  @Test
  void keep_contentBreaksOff_leavesWhatWasThereAndNoHalfFile() throws IOException {
    URI whole = keep(NAME, "whole");
    InputStream cut = new WholeStream(stream("half"), 100, OptionalLong.of(8));

    assertThrows(IOException.class, () -> directory.keep(task(), NAME, "image/png", cut));
    assertThrows(
        IOException.class,
        () ->
            directory.keep(
                task(),
                "1000000000000001-2.png",
                "image/png",
                new WholeStream(stream("too much"), 7, OptionalLong.empty())));

    assertEquals(1, files().size());
    assertEquals("whole", Files.readString(Path.of(whole)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../" + NAME,
        "..",
        "",
        "/etc/passwd",
        "1000000000000001-1.png/../../x",
        "C:\\x.png",
        "1000000000000001-1",
        "1000000000000001-1.png\u0000.txt",
        ".bashrc"
      })
  void keep_nameThatLeadsElsewhere_isRefused(String name) throws IOException {
    assertThrows(IOException.class, () -> keep(name, "x"));
    assertEquals(List.of(), files());
  }

  @Test
  void open_whatIsNotKeptHere_isEmpty() throws IOException {
    Path outside = Files.writeString(around.resolve(NAME), "outside");
    Path foreign = Files.writeString(root.resolve("notes.txt"), "foreign");
    URI gone = keep(NAME, "x");
    Files.delete(Path.of(gone));

    URI elsewhere = URI.create("https://pictures.example/" + NAME);
    for (URI each : List.of(outside.toUri(), foreign.toUri(), gone, elsewhere)) {
      assertEquals(Optional.empty(), directory.open(each), each.toString());
    }
  }

  @Test
  void forget_old_goesInSmallBatchesAndNothingElseDoes() throws IOException {
    for (int i = 1; i <= 5; i++) {
      keep("1000000000000001-" + i + ".png", "x");
    }
    Path day = Path.of(keep("1000000000000001-6.png", "x")).getParent();
    Files.writeString(day.resolve("." + NAME + ".7f.part"), "left by a crash");
    Path foreign =
        Files.writeString(Files.createDirectory(root.resolve("mine")).resolve(NAME), "x");
    time.advance(Duration.ofDays(30));
    assertEquals(0, directory.forget(100));
    keep("1000000000000001-9.png", "x");
    time.advance(Duration.ofDays(2));

    assertEquals(4, directory.forget(4));
    assertEquals(3, directory.forget(4));
    assertEquals(0, directory.forget(4));
    assertEquals(2, files().size());
    assertEquals(false, Files.exists(day));
    assertEquals(true, Files.exists(foreign));
  }

  @Test
  void forget_dayWithSomebodyElsesFile_staysForIt() throws IOException {
    Path day = Path.of(keep(NAME, "x")).getParent();
    Files.writeString(day.resolve("notes.txt"), "foreign");
    time.advance(Duration.ofDays(40));

    assertEquals(1, directory.forget(100));
    assertEquals(1, files().size());
  }
}
