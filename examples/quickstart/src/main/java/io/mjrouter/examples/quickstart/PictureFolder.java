package io.mjrouter.examples.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Locale;

/** A new folder for the pictures of one prompt. Never the folder of an earlier run. */
final class PictureFolder {

  private static final int LONGEST_NAME = 40;
  private static final String UNNAMED = "picture";
  private static final int MOST_RUNS = 10_000;

  private final Path path;

  private PictureFolder(Path path) {
    this.path = path;
    // Takes an empty folder away even after Ctrl-C; a full one stays.
    path.toFile().deleteOnExit();
  }

  /**
   * Makes the folder, so that a place that cannot be written is known before anything is bought.
   *
   * @param parent where it goes; made as well
   * @param prompt what it is named after
   */
  static PictureFolder create(Path parent, String prompt) {
    try {
      Files.createDirectories(parent);
      return new PictureFolder(free(parent, name(prompt)));
    } catch (FileAlreadyExistsException e) {
      throw new UncheckedIOException(new IOException(parent + " is a file, not a folder", e));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path free(Path parent, String name) throws IOException {
    for (int run = 1; run < MOST_RUNS; run++) {
      try {
        return Files.createDirectory(resolve(parent, name, run == 1 ? "" : "-" + run));
      } catch (FileAlreadyExistsException e) {
        // An earlier run's: the next number.
      }
    }
    throw new IOException(parent + " holds too many folders named " + name);
  }

  /** A locale without UTF-8 cannot name every file. */
  private static Path resolve(Path parent, String name, String ending) {
    try {
      return parent.resolve(name + ending);
    } catch (InvalidPathException e) {
      return parent.resolve(UNNAMED + ending);
    }
  }

  /** Letters and digits of any script, everything else a hyphen. */
  static String name(String prompt) {
    String text =
        Normalizer.normalize(prompt, Normalizer.Form.NFC)
            .toLowerCase(Locale.ROOT)
            .replaceAll("\\s--.*", "")
            .replaceAll("[^\\p{L}\\p{N}]+", "-");
    if (text.length() > LONGEST_NAME) {
      text = text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, LONGEST_NAME)));
    }
    text = text.replaceAll("^-+|-+$", "");
    return text.isEmpty() ? UNNAMED : text;
  }

  Path file(String name) {
    return path.resolve(name);
  }

  Path path() {
    return path;
  }

  /** Takes the folder away again if nothing came into it. */
  void removeIfEmpty() {
    try (DirectoryStream<Path> content = Files.newDirectoryStream(path)) {
      if (!content.iterator().hasNext()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      // An empty folder more is no failure.
    }
  }
}
