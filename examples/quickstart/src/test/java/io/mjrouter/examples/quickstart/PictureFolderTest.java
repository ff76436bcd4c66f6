package io.mjrouter.examples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureFolderTest {

  @TempDir private Path parent;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a red fox in fresh snow        | a-red-fox-in-fresh-snow",
        "A Red Fox!  --ar 3:2 --v 6.1   | a-red-fox",
        "https://x.test/a.png, a fox    | https-x-test-a-png-a-fox",
        "雪中的狐狸                      | 雪中的狐狸",
        "../../etc/passwd               | etc-passwd",
        "--ar 3:2                       | ar-3-2",
        "???                            | picture",
        "one two three four five six seven eight nine ten | one-two-three-four-five-six-seven-eight"
      })
  void name_ofPrompt_isShortAndHarmless(String prompt, String name) {
    assertEquals(name, PictureFolder.name(prompt));
  }

  @Test
  void create_twice_neverUsesAFolderAgain() throws IOException {
    PictureFolder first = PictureFolder.create(parent.resolve("new/deep"), "a fox");
    Files.writeString(first.file("grid.png"), "bought");
    PictureFolder second = PictureFolder.create(parent.resolve("new/deep"), "a fox");

    assertEquals(parent.resolve("new/deep/a-fox"), first.path());
    assertEquals(parent.resolve("new/deep/a-fox-2"), second.path());
  }

  @Test
  void create_whereAFileStands_fails() throws IOException {
    Path file = Files.writeString(parent.resolve("file"), "");

    var failure =
        assertThrows(UncheckedIOException.class, () -> PictureFolder.create(file, "a fox"));

    assertEquals(file + " is a file, not a folder", failure.getCause().getMessage());
  }

  @Test
  void removeIfEmpty_keepsPictures() throws IOException {
    PictureFolder empty = PictureFolder.create(parent, "empty");
    PictureFolder full = PictureFolder.create(parent, "full");
    Files.writeString(full.file("grid.png"), "bought");

    empty.removeIfEmpty();
    full.removeIfEmpty();

    assertFalse(Files.exists(empty.path()));
    assertTrue(Files.exists(full.file("grid.png")));
  }
}
