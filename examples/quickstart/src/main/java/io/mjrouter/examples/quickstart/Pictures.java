package io.mjrouter.examples.quickstart;

import io.mjrouter.Grid;
import io.mjrouter.Midjourney;
import io.mjrouter.error.MediaUnavailableException;
import io.mjrouter.model.Task;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Puts pictures into a folder, and names each file. */
final class Pictures {

  private final Midjourney midjourney;
  private final PictureFolder folder;
  private final PrintStream out;

  Pictures(Midjourney midjourney, PictureFolder folder, PrintStream out) {
    this.midjourney = midjourney;
    this.folder = folder;
    this.out = out;
  }

  /** Fetches the picture of a task, and keeps the ending that fits its kind. */
  Path save(Task task, String name) {
    Path fetched = midjourney.save(task, folder.path());
    String file = String.valueOf(fetched.getFileName());
    try {
      return show(Files.move(fetched, folder.file(name + file.substring(file.lastIndexOf('.')))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Cuts a grid that is saved. One in a format that Java cannot read stays whole. */
  void cut(Path grid) {
    try {
      Grid.cut(grid).forEach(this::show);
    } catch (MediaUnavailableException e) {
      out.println("  not cut into its four parts: " + e.getMessage());
    }
  }

  private Path show(Path file) {
    out.println("  " + file + size(file));
    return file;
  }

  /** Width and height from the head of the file; empty for a kind that Java cannot read. */
  private static String size(Path file) {
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        return "";
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        return "  " + reader.getWidth(0) + " x " + reader.getHeight(0);
      } finally {
        reader.dispose();
      }
    } catch (IOException e) {
      return "";
    }
  }
}
